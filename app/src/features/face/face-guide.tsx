import type { Direction } from '@lifttrust/shared-types/face/face.contract';
import { View } from '@tarojs/components';
import { Icon } from '../../ui/icon';
import './face.scss';

/** Which way to turn, as a picture: the words beside it say the same. */
export const FaceGuide = ({ direction }: { direction: Direction }) => (
  <View className={`face-guide face-guide--${direction}`}>
    <View className="face-guide__arrow face-guide__arrow--left">
      <Icon name="chevron" size="large" />
    </View>
    <View className="face-guide__head">
      <Icon name="face" size="huge" />
    </View>
    <View className="face-guide__arrow face-guide__arrow--right">
      <Icon name="chevron" size="large" />
    </View>
  </View>
);
