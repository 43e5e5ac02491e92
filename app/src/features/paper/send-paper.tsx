import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { paperApi } from '@lifttrust/shared-types/paper/paper.contract';
import { useState } from 'react';
import { outbox } from '../../outbox/outbox';
import { takePhoto } from '../../platform/camera';
import { device } from '../../platform/device';
import { showFile } from '../../platform/files';
import type { PhoneFile } from '../../platform/types';
import { Button } from '../../ui/button';
import { Card, CardTitle } from '../../ui/card';
import { DayField } from '../../ui/day-field';
import { Field } from '../../ui/field';
import { Refusals } from '../../ui/page-state';
import { PhotoGrid, PhotoTile } from '../../ui/photo-grid';
import { Note } from '../../ui/screen';
import { useAct } from '../../ui/use-act';
import { answered } from '../outbox/answered';

interface Props {
  item: 'T' | 'A';
  onClose: () => void;
  onSent: () => void;
}

/** A renewed certificate: picture, number and last day; it counts when somebody has compared them. */
export function SendPaper({ item, onClose, onSent }: Props) {
  const [shot, setShot] = useState<{ file: PhoneFile; src: string } | null>(null);
  const [number, setNumber] = useState('');
  const [until, setUntil] = useState<string | null>(null);
  const { running, problem, run } = useAct();

  const shoot = () =>
    run('shoot', async () => {
      const file = await takePhoto('back');
      setShot({ file, src: await showFile(file.path) });
    });
  const send = () =>
    run('send', async () => {
      if (!shot || !until) return;
      await answered(
        outbox.runWithFile(
          paperApi.enterMine,
          { kind: 'certificate', item, number: number.trim(), until },
          { file: shot.file, purpose: 'paper' },
          { label: '作业人员证', keepsFiles: true },
        ),
      );
      onSent();
    });

  return (
    <Card id="send-paper-form">
      <CardTitle>上传新的作业人员证</CardTitle>
      <Note>把证件放平，拍清姓名、编号、作业项目和有效期。</Note>
      <PhotoGrid>
        <PhotoTile
          id="paper-photo"
          label="证件照片"
          src={shot?.src ?? null}
          state={shot ? 'sent' : 'empty'}
          note={shot ? '已拍好，点此重拍' : '点此拍照'}
          onPress={shoot}
        />
      </PhotoGrid>
      <Field
        id="paper-number"
        label="证书编号（本人身份证号码）"
        value={number}
        maxLength={18}
        onChange={setNumber}
      />
      <DayField
        id="paper-until"
        label="有效期至"
        value={until}
        from={dayOf(device.now())}
        years
        onChange={setUntil}
      />
      <Refusals problem={problem} />
      <Button
        id="paper-send"
        label="上传并等待核验"
        busy={running === 'send'}
        busyLabel="正在上传…"
        disabled={!shot || number.trim() === '' || !until}
        onPress={send}
      />
      <Button kind="secondary" label="先不上传" onPress={onClose} />
    </Card>
  );
}
