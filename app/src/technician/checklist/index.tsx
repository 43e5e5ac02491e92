import { Text } from '@tarojs/components';

export default function Page() {
  return <Text>检查项目</Text>;
}
