import type { VisitPack } from '@lifttrust/shared-types/visit/visit.contract';
import { useState } from 'react';
import { Unavailable } from '../../platform/types';
import type { Problem } from '../../ui/problem';
import { useAct } from '../../ui/use-act';
import { addPositionPhoto, givePosition, scanLift, startWork } from '../check-in/check-in-commands';

export interface VisitActs {
  running: string | null;
  problem: Problem | null;
  /** The phone could give no position: the picture of the spot is offered instead. */
  positionFailed: boolean;
  scan: () => void;
  position: () => void;
  positionPhoto: () => void;
  start: () => void;
  openGrade: () => void;
}

/** The check-in steps as this phone does them; the service decides on each and answers with the visit as it now is. */
export function useVisitActs(
  pack: VisitPack | null,
  onPack: (pack: VisitPack) => void,
  openGrade: () => void,
): VisitActs {
  const { running, problem, run } = useAct();
  const [positionFailed, setPositionFailed] = useState(false);
  const act = (name: string, does: (pack: VisitPack) => Promise<VisitPack>) => () => {
    if (pack) run(name, async () => onPack(await does(pack)));
  };
  const position = async ({ id }: VisitPack) => {
    try {
      return await givePosition(id);
    } catch (error) {
      if (error instanceof Unavailable) setPositionFailed(true);
      throw error;
    }
  };
  return {
    running,
    problem,
    positionFailed,
    scan: act('code', ({ id }) => scanLift(id)),
    position: act('position', position),
    positionPhoto: act('position-photo', addPositionPhoto),
    start: act('start', ({ id }) => startWork(id)),
    openGrade,
  };
}
