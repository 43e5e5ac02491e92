import { timeInWords } from '@lifttrust/shared-types/kernel/time';
import type { RecordDetail } from '@lifttrust/shared-types/record/record.contract';
import { photoSlots } from '@lifttrust/shared-types/visit/visit.contract';
import { Empty } from '../../ui/page-state';
import { PhotoGrid, PhotoTile } from '../../ui/photo-grid';
import { usePhotoSource } from '../file/use-photo-source';

type Photo = RecordDetail['photos'][number];

/** The watermarked copies; the originals are the evidence and stay with the service (DECISIONS 12). */
export const RecordPhotos = ({ photos }: { photos: Photo[] }) =>
  photos.length === 0 ? (
    <Empty icon="camera" title="这份记录没有照片" line="照片数量不够时，记录会标为待核实。" />
  ) : (
    <PhotoGrid>
      {photos.map((photo) => (
        <RecordPhoto key={photo.fileId} photo={photo} />
      ))}
    </PhotoGrid>
  );

const RecordPhoto = ({ photo }: { photo: Photo }) => {
  const at = photo.capturedAt === null ? '' : ` ${timeInWords(photo.capturedAt)}`;
  return (
    <PhotoTile
      label={photoSlots[photo.slot]}
      src={usePhotoSource(photo.fileId)}
      state="sent"
      note={`${photo.takenBy}${at}`}
    />
  );
};
