import { timeInWords } from '@lifttrust/shared-types/kernel/time';
import { type PhotoSlot, photoSlots, type VisitPack } from '@lifttrust/shared-types/visit/visit.contract';
import { useState } from 'react';
import { takePhoto } from '../../platform/camera';
import { showFile } from '../../platform/files';
import type { PhoneFile } from '../../platform/types';
import { Notice } from '../../ui/notice';
import { Refusals } from '../../ui/page-state';
import { PhotoGrid, type PhotoTile } from '../../ui/photo-grid';
import { Lead, Note } from '../../ui/screen';
import { useAct } from '../../ui/use-act';
import { sendPhoto } from '../file/send-photo';
import { takenSlots } from './visit-words';

const slots: PhotoSlot[] = ['lift', 'controller', 'car_top_or_pit', 'finished'];

interface Shot {
  file: PhoneFile;
  src: string;
  failed: boolean;
}

interface Props {
  pack: VisitPack;
  onPack: (pack: VisitPack) => void;
}

/** Four places, four pictures; camera only, and no picture of a person (DECISIONS 27). */
export function PhotosView({ pack, onPack }: Props) {
  const [shots, setShots] = useState<Partial<Record<PhotoSlot, Shot>>>({});
  const { running, problem, run } = useAct();
  const put = (slot: PhotoSlot, shot: Shot) => setShots((before) => ({ ...before, [slot]: shot }));

  const send = async (slot: PhotoSlot, shot: Shot) => {
    put(slot, { ...shot, failed: false });
    try {
      onPack(await sendPhoto(pack, slot, shot.file));
    } catch (error) {
      put(slot, { ...shot, failed: true });
      throw error;
    }
  };
  const take = async (slot: PhotoSlot) => {
    const file = await takePhoto('back');
    await send(slot, { file, src: await showFile(file.path), failed: false });
  };
  const press = (slot: PhotoSlot) => {
    const shot = shots[slot];
    run(slot, () => (shot?.failed ? send(slot, shot) : take(slot)));
  };
  const locked = pack.mine?.startedAt == null || pack.state === 'submitted';
  return (
    <>
      <Lead>
        已有 {takenSlots(pack)} 张，至少 {pack.photoMinimum} 张。
      </Lead>
      {locked ? <Notice tone="plain" title={lockedInWords(pack)} /> : null}
      <Refusals problem={problem} />
      <PhotoGrid
        tiles={slots.map((slot) =>
          tileOf(pack, slot, shots[slot], running, () => (locked ? undefined : press(slot))),
        )}
      />
      <Note>请拍设备，不要拍到人脸。照片只能现拍，不能从相册选；再拍一张会多存一张，原来的不会删。</Note>
    </>
  );
}

const lockedInWords = (pack: VisitPack): string =>
  pack.state === 'submitted' ? '记录已封存，不能再加照片' : '开始作业之后才能拍照';

function tileOf(
  pack: VisitPack,
  slot: PhotoSlot,
  shot: Shot | undefined,
  running: string | null,
  onPress: () => void,
): PhotoTile {
  const taken = pack.photos.filter((photo) => photo.slot === slot);
  const last = taken[taken.length - 1];
  const base = { key: slot, label: photoSlots[slot], src: shot?.src ?? null, onPress };
  if (running === slot && shot) {
    return { ...base, state: 'sending', note: `正在上传 ${kilobytes(shot.file.bytes)}` };
  }
  if (shot?.failed) return { ...base, state: 'failed' };
  if (!last) return { ...base, state: 'empty' };
  const at = last.capturedAt === null ? '' : ` ${timeInWords(last.capturedAt)}`;
  return { ...base, state: 'sent', note: `${last.takenBy}${at} · 已上传` };
}

const kilobytes = (bytes: number): string => `${Math.max(1, Math.round(bytes / 1000))} kB`;
