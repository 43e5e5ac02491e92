import { useState } from 'react';
import type { OutgoingFile } from '../../outbox/compose';
import { pickPicture, takePhoto } from '../../platform/camera';
import { dropFile, showFile } from '../../platform/files';
import type { PhoneFile } from '../../platform/types';
import { type Act, useAct } from '../../ui/use-act';

export const mostEvidence = 9;

export interface Evidence {
  /** As they go with a command. */
  outgoing: OutgoingFile[];
  shots: { file: PhoneFile; src: string }[];
  act: Act;
  take: () => void;
  pick: () => void;
  remove: (sha256: string) => void;
  /** They went with a command, which has dropped the files itself. */
  forget: () => void;
}

/** Pictures that prove something said: taken now, or out of the album, as a message to the owner is. */
export function useEvidence(): Evidence {
  const [shots, setShots] = useState<Evidence['shots']>([]);
  const act = useAct();
  const add = (name: string, get: () => Promise<PhoneFile>) =>
    act.run(name, async () => {
      const file = await get();
      const src = await showFile(file.path);
      // The same picture twice proves nothing more.
      setShots((before) =>
        before.some((shot) => shot.file.sha256 === file.sha256) ? before : [...before, { file, src }],
      );
    });
  const remove = (sha256: string) => {
    const gone = shots.find(({ file }) => file.sha256 === sha256);
    setShots(shots.filter((shot) => shot !== gone));
    if (gone) void dropFile(gone.file.path);
  };
  return {
    outgoing: shots.map(({ file }) => ({ file, purpose: 'paper' })),
    shots,
    act,
    take: () => add('take', () => takePhoto('back')),
    pick: () => add('pick', pickPicture),
    remove,
    forget: () => setShots([]),
  };
}
