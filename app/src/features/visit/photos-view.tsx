import { timeInWords } from '@lifttrust/shared-types/kernel/time';
import { type PhotoSlot, photoSlots, type VisitPack } from '@lifttrust/shared-types/visit/visit.contract';
import type { VisitOnPhone } from '../../offline/reduce';
import { takenSlots } from '../../offline/work-done';
import { isLocalId } from '../../outbox/local-id';
import { Notice } from '../../ui/notice';
import { Refusals } from '../../ui/page-state';
import { PhotoGrid, type PhotoState, PhotoTile } from '../../ui/photo-grid';
import { Lead, Note } from '../../ui/screen';
import { usePhotoSource } from '../file/use-photo-source';
import { type Shot, useShots } from './use-shots';

const slots: PhotoSlot[] = ['lift', 'controller', 'car_top_or_pit', 'finished'];

interface Props {
  pack: VisitPack;
  onPack: (pack: VisitOnPhone) => void;
}

/** Four places, four pictures; camera only, and no picture of a person (DECISIONS 27). */
export function PhotosView({ pack, onPack }: Props) {
  const { shots, act, press } = useShots(pack, onPack);
  const locked = pack.mine?.startedAt == null || pack.state === 'submitted';
  return (
    <>
      <Lead>
        已有 {takenSlots(pack)} 张，至少 {pack.photoMinimum} 张。
      </Lead>
      {locked ? <Notice tone="plain" title={lockedInWords(pack)} /> : null}
      <Refusals problem={act.problem} />
      <PhotoGrid>
        {slots.map((slot) => (
          <SlotTile
            key={slot}
            pack={pack}
            slot={slot}
            shot={shots[slot]}
            onPress={() => (locked ? undefined : press(slot))}
          />
        ))}
      </PhotoGrid>
      <Note>请拍设备，不要拍到人脸。照片只能现拍，不能从相册选；再拍一张会多存一张，原来的不会删。</Note>
    </>
  );
}

const lockedInWords = (pack: VisitPack): string =>
  pack.state === 'submitted' ? '记录已封存，不能再加照片' : '开始作业之后才能拍照';

interface SlotProps {
  pack: VisitPack;
  slot: PhotoSlot;
  shot: Shot | undefined;
  onPress: () => void;
}

const SlotTile = ({ pack, slot, shot, onPress }: SlotProps) => {
  const taken = pack.photos.filter((photo) => photo.slot === slot);
  const last = taken[taken.length - 1];
  const source = usePhotoSource(shot ? null : (last?.fileId ?? null));
  const state: PhotoState = shot?.state ?? (last ? (isLocalId(last.fileId) ? 'waiting' : 'sent') : 'empty');
  return (
    <PhotoTile
      id={`photo-${slot}`}
      label={photoSlots[slot]}
      src={shot?.src ?? source}
      state={state}
      note={noteOf(state, shot, last)}
      onPress={onPress}
    />
  );
};

function noteOf(
  state: PhotoState,
  shot: Shot | undefined,
  last: VisitPack['photos'][number] | undefined,
): string | undefined {
  if (state === 'sending' && shot) return `正在上传 ${kilobytes(shot.file.bytes)}`;
  if (state !== 'sent' || !last) return undefined;
  const at = last.capturedAt === null ? '' : ` ${timeInWords(last.capturedAt)}`;
  return `${last.takenBy}${at} · 已上传`;
}

const kilobytes = (bytes: number): string => `${Math.max(1, Math.round(bytes / 1000))} kB`;
