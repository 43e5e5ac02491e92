import type { PhotoSlot, VisitPack } from '@lifttrust/shared-types/visit/visit.contract';
import { useState } from 'react';
import { outbox } from '../../outbox/outbox';
import { takePhoto } from '../../platform/camera';
import { showFile } from '../../platform/files';
import type { PhoneFile } from '../../platform/types';
import { KeptOnPhone } from '../../ui/problem';
import { type Act, useAct } from '../../ui/use-act';
import { sendPhoto } from '../file/send-photo';

export interface Shot {
  file: PhoneFile;
  src: string;
  /** `waiting`: in the outbox already, so it must not be given to it a second time. */
  state: 'sending' | 'waiting' | 'failed' | 'sent';
}
export type Shots = Partial<Record<PhotoSlot, Shot>>;

interface Taking {
  shots: Shots;
  act: Act;
  /** Takes a picture for a slot, or sends again the one that did not get through. */
  press: (slot: PhotoSlot) => void;
}

export function useShots(pack: VisitPack, onPack: (pack: VisitPack) => void, onResumed: () => void): Taking {
  const [shots, setShots] = useState<Shots>({});
  const act = useAct();
  const put = (slot: PhotoSlot, shot: Shot) => setShots((before) => ({ ...before, [slot]: shot }));

  const send = async (slot: PhotoSlot, shot: Shot) => {
    put(slot, { ...shot, state: 'sending' });
    try {
      onPack(await sendPhoto(pack, slot, shot.file));
      put(slot, { ...shot, state: 'sent' });
    } catch (error) {
      put(slot, { ...shot, state: error instanceof KeptOnPhone ? 'waiting' : 'failed' });
      throw error;
    }
  };
  const take = async (slot: PhotoSlot) => {
    const file = await takePhoto('back');
    await send(slot, { file, src: await showFile(file.path), state: 'sending' });
  };
  const resume = async (slot: PhotoSlot, shot: Shot) => {
    await outbox.resume();
    const waiting = outbox
      .list()
      .find(({ files }) => files.some(({ file }) => file.sha256 === shot.file.sha256));
    if (waiting) throw new KeptOnPhone(waiting.delay ?? undefined);
    put(slot, { ...shot, state: 'sent' });
    onResumed();
  };
  const press = (slot: PhotoSlot) => {
    const shot = shots[slot];
    if (shot?.state === 'failed') act.run(slot, () => send(slot, shot));
    else if (shot?.state === 'waiting') act.run(slot, () => resume(slot, shot));
    else act.run(slot, () => take(slot));
  };
  return { shots, act, press };
}
