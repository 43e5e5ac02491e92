import type { RecordDetail } from '@lifttrust/shared-types/record/record.contract';
import { photoSlots } from '@lifttrust/shared-types/visit/visit.contract';
import { Image, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { momentWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { usePictureSource } from '../../ui/picture-source';
import { usePicture } from '../../ui/use-picture';
import './evidence.css';

type Copy = 'watermarked' | 'original';
type Shot = RecordDetail['photos'][number];

const copies = [
  { value: 'watermarked' as const, label: '带水印' },
  { value: 'original' as const, label: '原图' },
];

/** The original is the evidence; the watermark is for people (DECISIONS 12). */
export function RecordPhotos({ record }: { record: RecordDetail }) {
  const [copy, setCopy] = useState<Copy>('watermarked');
  return (
    <Section
      title={`照片 ${record.photos.length} 张`}
      extra={<Segmented<Copy> size="small" options={copies} value={copy} onChange={setCopy} />}
    >
      <Image.PreviewGroup>
        <div className="shots">
          {record.photos.map((photo) => (
            <Picture key={photo.fileId} photo={photo} copy={copy} />
          ))}
        </div>
      </Image.PreviewGroup>
      {copy === 'original' ? <p className="quiet">原图与封存的摘要一致，是证据本身；查看已留痕。</p> : null}
    </Section>
  );
}

function Picture({ photo, copy }: { photo: Shot; copy: Copy }) {
  const { url, error } = usePicture(usePictureSource()(photo.fileId, copy));
  return (
    <figure style={{ margin: 0 }}>
      <div className="shot__frame">
        {url ? (
          <Image src={url} alt={photoSlots[photo.slot]} />
        ) : error ? (
          <span className="quiet">{error.message}</span>
        ) : (
          <Skeleton.Image active />
        )}
      </div>
      <figcaption className="shot__words">
        <b>{photoSlots[photo.slot]}</b>
        <div className="quiet">
          {photo.takenBy}
          {photo.capturedAt ? ` · ${momentWords(photo.capturedAt)}` : ''}
        </div>
        <div className="mono quiet" title={photo.sha256}>
          摘要 {photo.sha256.slice(0, 12)}…
        </div>
      </figcaption>
    </figure>
  );
}
