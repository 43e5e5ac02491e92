import { type EntityManager, In } from 'typeorm';
import { CodeMove } from './code-move.entity';
import { LiftCode } from './lift-code.entity';
import { StickingRow } from './plate.entity';

/** A plate whose code leads to one lift while its words still name another. */
export interface SwappedPlate {
  /** Where it hangs, and where its code leads. */
  liftId: string;
  /** Whose number and name are printed on it. */
  bearsLiftId: string;
  /** Epoch ms of the swap. */
  since: number;
}

/**
 * Of these lifts those whose plate bears another lift's numbers since codes were swapped (EQ-04), until a technician has
 * registered a new plate there. Somebody who telephones reads these numbers out.
 */
export async function swappedPlates(manager: EntityManager, liftIds: string[]): Promise<SwappedPlate[]> {
  if (liftIds.length === 0) return [];
  const codes = await manager.findBy(LiftCode, { liftId: In(liftIds) });
  if (codes.length === 0) return [];
  const moves = await manager.find(CodeMove, {
    where: { token: In(codes.map(({ token }) => token)) },
    order: { at: 'ASC' },
  });
  if (moves.length === 0) return [];
  const stickings = await manager.find(StickingRow, {
    where: [
      { token: In(moves.map(({ token }) => token)) },
      { liftId: In(moves.map(({ toLiftId }) => toLiftId)) },
    ],
    order: { at: 'ASC' },
  });
  return liftIds.flatMap((liftId) => {
    const [last] = moves
      .filter(({ toLiftId, token }) => toLiftId === liftId && codes.some((code) => code.token === token))
      .sort((one, other) => other.at - one.at || validFrom(codes, other) - validFrom(codes, one));
    if (!last) return [];
    if (stickings.some((one) => one.liftId === liftId && one.at >= last.at)) return [];
    const bearsLiftId =
      stickings.findLast(({ token }) => token === last.token)?.liftId ??
      moves.find(({ token }) => token === last.token)?.fromLiftId;
    return bearsLiftId === undefined || bearsLiftId === liftId
      ? []
      : [{ liftId, bearsLiftId, since: last.at }];
  });
}

const validFrom = (codes: LiftCode[], { token }: CodeMove): number =>
  codes.find((code) => code.token === token)?.validFrom ?? 0;

/** Plates that bear the numbers of one of these lifts and hang in another. */
export async function platesBearing(manager: EntityManager, liftIds: string[]): Promise<SwappedPlate[]> {
  if (liftIds.length === 0) return [];
  const moves = await manager.findBy(CodeMove, { fromLiftId: In(liftIds) });
  const plates = await swappedPlates(manager, [...new Set(moves.map(({ toLiftId }) => toLiftId))]);
  return plates.filter(({ bearsLiftId }) => liftIds.includes(bearsLiftId));
}
