import type { PhotoSlot, VisitPack } from '@lifttrust/shared-types/visit/visit.contract';
import { useState } from 'react';
import { capture } from '../../offline/capture';
import type { VisitOnPhone } from '../../offline/reduce';
import { showFile } from '../../platform/files';
import type { PhoneFile } from '../../platform/types';
import { type Act, useAct } from '../../ui/use-act';
import { sendPhoto } from '../file/send-photo';

export interface Shot {
  file: PhoneFile;
  src: string;
  state: 'sending' | 'failed';
}
export type Shots = Partial<Record<PhotoSlot, Shot>>;

interface Taking {
  shots: Shots;
  act: Act;
  /** Takes a picture for a slot, or gives again the one that was refused. */
  press: (slot: PhotoSlot) => void;
}

export function useShots(pack: VisitPack, onPack: (pack: VisitOnPhone) => void): Taking {
  const [shots, setShots] = useState<Shots>({});
  const act = useAct();
  const put = (slot: PhotoSlot, shot: Shot | undefined) =>
    setShots((before) => ({ ...before, [slot]: shot }));

  const send = async (slot: PhotoSlot, shot: Shot) => {
    put(slot, { ...shot, state: 'sending' });
    try {
      onPack(await sendPhoto(pack, slot, shot.file));
      // From here on the visit itself shows it, sent or waiting.
      put(slot, undefined);
    } catch (error) {
      put(slot, { ...shot, state: 'failed' });
      throw error;
    }
  };
  const take = async (slot: PhotoSlot) => {
    const file = await capture('back');
    await send(slot, { file, src: await showFile(file.path), state: 'sending' });
  };
  const press = (slot: PhotoSlot) => {
    const shot = shots[slot];
    act.run(slot, () => (shot?.state === 'failed' ? send(slot, shot) : take(slot)));
  };
  return { shots, act, press };
}
