import { type EntityManager, MoreThan, Not } from 'typeorm';
import { HelpCall } from './help-call.entity';

/** How many calls of the same entrapment stand besides this one. A call that was taken back stands no more. */
export const callsBeside = (manager: EntityManager, { id, entrapmentId }: HelpCall): Promise<number> =>
  manager.countBy(HelpCall, { entrapmentId, isMistaken: false, id: Not(id) });

/**
 * Every time that a call of a device for a lift was taken back, those judged mistaken at the desk once.
 * @param since epoch ms, of the calls
 * @returns when the calls were made, epoch ms, the newest first
 */
export async function takenBackBy(
  manager: EntityManager,
  { devicePrint, liftId, since }: { devicePrint: string; liftId: string; since: number },
): Promise<number[]> {
  const calls = await manager.find(HelpCall, {
    where: { devicePrint, liftId, at: MoreThan(since) },
    select: { id: true, at: true, isMistaken: true, takenBack: true },
    order: { at: 'DESC' },
  });
  const timesOf = ({ takenBack, isMistaken }: HelpCall) => Math.max(takenBack ?? 0, isMistaken ? 1 : 0);
  return calls.flatMap((one) => Array.from({ length: timesOf(one) }, () => one.at));
}
