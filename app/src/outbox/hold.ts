import { roleWords } from '@lifttrust/shared-types/kernel/access';
import { type Command, type Delay, type Giver, placeOf } from './command';

/**
 * Why a command must not be sent now; null when it may. Nothing is sent as somebody else's. While an earlier step of the
 * same visit is unsettled, the rest of that visit waits; what closes a visit waits for everything before it.
 */
export function holdOf(command: Command, all: readonly Command[], who: Giver | null): Delay | null {
  if (!who || !isSame(command.by, who)) {
    return { by: 'role', word: `请换回“${roleWords[command.by.role]}”身份后发送。` };
  }
  if (command.visitId === null) return null;
  const earlier = all
    .slice(0, Math.max(0, indexOf(all, command)))
    .filter(({ visitId }) => visitId === command.visitId);
  const unsettled = earlier.some(
    (before) => isUnsettled(before) && (placeOf(before) === 'step' || placeOf(command) === 'closing'),
  );
  return unsettled ? { by: 'earlier' } : null;
}

const isUnsettled = ({ state, delay }: Command): boolean =>
  state === 'refused' || state === 'lost' || delay?.by === 'earlier' || delay?.by === 'role';

const indexOf = (all: readonly Command[], { key }: Command): number =>
  all.findIndex((other) => other.key === key);

const isSame = (one: Giver, other: Giver): boolean =>
  one.personId === other.personId && one.role === other.role && one.organisationId === other.organisationId;
