import { Image, Text, View } from '@tarojs/components';
import { Icon } from './icon';
import './photo-grid.scss';

export interface PhotoTile {
  key: string;
  label: string;
  /** Local or remote address; null where none was taken yet. */
  src: string | null;
  state: 'empty' | 'sending' | 'failed' | 'sent';
  /** e.g. 128 / 342 kB */
  note?: string | undefined;
  onPress: () => void;
}

const words: Record<PhotoTile['state'], string> = {
  empty: '拍照',
  sending: '正在上传',
  failed: '没传上，点此重传',
  sent: '已上传',
};

/** Photo slots; what stands in each is a picture with its state in words. */
export const PhotoGrid = ({ tiles }: { tiles: PhotoTile[] }) => (
  <View className="photo-grid">
    {tiles.map((tile) => (
      <View
        key={tile.key}
        id={`photo-${tile.key}`}
        className={`photo-grid__tile photo-grid__tile--${tile.state}`}
        hoverClass="photo-grid__tile--pressed"
        onClick={tile.onPress}
      >
        <View className="photo-grid__picture">
          {tile.src ? (
            <Image className="photo-grid__image" mode="aspectFill" src={tile.src} />
          ) : (
            <Icon name="camera" size="large" />
          )}
        </View>
        <Text className="photo-grid__label">{tile.label}</Text>
        <Text className="photo-grid__note">{tile.note ?? words[tile.state]}</Text>
      </View>
    ))}
  </View>
);
