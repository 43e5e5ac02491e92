import { Text } from '@tarojs/components';

export default function Page() {
  return <Text>维保记录</Text>;
}
