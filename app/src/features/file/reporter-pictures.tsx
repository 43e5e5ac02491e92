import { pickPicture, takePhoto } from '../../platform/camera';
import type { PhoneFile } from '../../platform/types';
import { Button } from '../../ui/button';
import { Card, CardTitle } from '../../ui/card';
import { Refusals } from '../../ui/page-state';
import { Note } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import { useAct } from '../../ui/use-act';

interface Props {
  /** How many the service has; how many it takes. */
  sent: number;
  most: number;
  /** Who sees them, and how long they may be added. */
  note: string;
  send: (file: PhoneFile) => Promise<void>;
  onSent: () => void;
}

/** Pictures of what somebody without an account reports; while the service takes more. */
export function ReporterPictures({ sent, most, note, send, onSent }: Props) {
  const { running, problem, run } = useAct();
  const add = (name: string, get: () => Promise<PhoneFile>) =>
    run(name, async () => {
      await send(await get());
      onSent();
    });
  return (
    <Card id="pictures">
      <CardTitle aside={<Tag text={`${sent}/${most}`} tone="plain" />}>照片（可不加）</CardTitle>
      <Note>请不要拍到别人的脸、证件、车牌和门牌号。</Note>
      <Note>{note}</Note>
      <Refusals problem={problem} />
      {sent < most ? (
        <>
          <Button
            id="add-picture"
            kind="secondary"
            icon="camera"
            label="拍一张照片"
            busy={running === 'take'}
            busyLabel="正在上传…"
            disabled={running !== null}
            onPress={() => add('take', () => takePhoto('back'))}
          />
          <Button
            id="pick-picture"
            kind="quiet"
            label="从相册选一张"
            busy={running === 'pick'}
            busyLabel="正在上传…"
            disabled={running !== null}
            onPress={() => add('pick', pickPicture)}
          />
        </>
      ) : null}
    </Card>
  );
}
