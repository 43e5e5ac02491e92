import { timeInWords } from '@lifttrust/shared-types/kernel/time';
import type { RecordDetail } from '@lifttrust/shared-types/record/record.contract';
import { photoSlots } from '@lifttrust/shared-types/visit/visit.contract';
import { Image, Text, View } from '@tarojs/components';
import { Empty } from '../../ui/page-state';
import { usePhotoSource } from './use-photo-source';
import '../../ui/photo-grid.scss';

type Photo = RecordDetail['photos'][number];

/** The watermarked copies; the originals are the evidence and stay with the service (DECISIONS 12). */
export const RecordPhotos = ({ photos }: { photos: Photo[] }) =>
  photos.length === 0 ? (
    <Empty icon="camera" title="这份记录没有照片" line="照片数量不够时，记录会标为待核实。" />
  ) : (
    <View className="photo-grid">
      {photos.map((photo) => (
        <PhotoTile key={photo.fileId} photo={photo} />
      ))}
    </View>
  );

const PhotoTile = ({ photo }: { photo: Photo }) => {
  const source = usePhotoSource(photo.fileId);
  return (
    <View className="photo-grid__tile">
      <View className="photo-grid__picture">
        {source ? (
          <Image className="photo-grid__image" mode="aspectFill" src={source} />
        ) : (
          <Text className="photo-grid__note">正在读取…</Text>
        )}
      </View>
      <Text className="photo-grid__label">{photoSlots[photo.slot]}</Text>
      <Text className="photo-grid__note">
        {photo.takenBy}
        {photo.capturedAt === null ? '' : ` ${timeInWords(photo.capturedAt)}`}
      </Text>
    </View>
  );
};
