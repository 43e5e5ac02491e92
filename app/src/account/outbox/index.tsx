import { Text } from '@tarojs/components';

export default function Page() {
  return <Text>待发送</Text>;
}
