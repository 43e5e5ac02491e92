import { Text } from '@tarojs/components';

export default function Page() {
  return <Text>人脸登记</Text>;
}
