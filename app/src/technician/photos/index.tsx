import { Text } from '@tarojs/components';

export default function Page() {
  return <Text>现场照片</Text>;
}
