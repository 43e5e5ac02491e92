import { Text } from '@tarojs/components';

export default function Page() {
  return <Text>签字确认</Text>;
}
