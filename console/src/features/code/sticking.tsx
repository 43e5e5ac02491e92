import { type PlateRow, stickingPhotoPath } from '@lifttrust/shared-types/code/plate.contract';
import { Button, Modal, Spin } from 'antd';
import { useState } from 'react';
import { Problem } from '../../ui/problem';
import { usePicture } from '../../ui/use-picture';

type Seen = NonNullable<PlateRow['sticking']>;

const placeWords = ({ distanceMetres, accuracyMetres }: Seen): string => {
  const blurred = accuracyMetres === null ? '' : `（误差约 ${Math.round(accuracyMetres)} 米）`;
  if (distanceMetres !== null) return `距登记位置 ${distanceMetres} 米${blurred}`;
  return accuracyMetres === null ? '张贴时没有定位' : '电梯还没有登记位置，不能比对';
};

/** With which checks a plate was put up: the numbers read at the lift, how far from it, and the photograph. */
export function Sticking({ seen }: { seen: Seen }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="quiet wraps">
      现场核对：{[seen.ownNumber, `编号 ${seen.registration}`].filter(Boolean).join('，')}；{placeWords(seen)}{' '}
      <Button size="small" type="link" onClick={() => setOpen(true)}>
        看照片
      </Button>
      <Modal open={open} footer={null} title="张贴后的照片" destroyOnHidden onCancel={() => setOpen(false)}>
        {open ? <Photo stickingId={seen.id} /> : null}
        <p className="quiet">查看已留痕。</p>
      </Modal>
    </div>
  );
}

function Photo({ stickingId }: { stickingId: string }) {
  const { url, error } = usePicture(stickingPhotoPath(stickingId));
  if (error) return <Problem error={error} />;
  return url ? <img src={url} alt="贴好的电梯码" style={{ maxWidth: '100%' }} /> : <Spin />;
}
