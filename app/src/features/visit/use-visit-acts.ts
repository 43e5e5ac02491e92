import { useState } from 'react';
import type { VisitOnPhone } from '../../offline/reduce';
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
  pack: VisitOnPhone | null,
  onPack: (pack: VisitOnPhone) => void,
  openGrade: () => void,
): VisitActs {
  const { running, problem, run } = useAct();
  const [positionFailed, setPositionFailed] = useState(false);
  const act = (name: string, does: (pack: VisitOnPhone) => Promise<VisitOnPhone>) => () => {
    if (pack) run(name, async () => onPack(await does(pack)));
  };
  const position = async (visit: VisitOnPhone) => {
    try {
      return await givePosition(visit);
    } catch (error) {
      if (error instanceof Unavailable) setPositionFailed(true);
      throw error;
    }
  };
  return {
    running,
    problem,
    positionFailed,
    scan: act('code', scanLift),
    position: act('position', position),
    positionPhoto: act('position-photo', addPositionPhoto),
    start: act('start', ({ id }) => startWork(id)),
    openGrade,
  };
}
