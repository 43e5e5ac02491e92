import { Text } from '@tarojs/components';

export default function Page() {
  return <Text>身份核验</Text>;
}
