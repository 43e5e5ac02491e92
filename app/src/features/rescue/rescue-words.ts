import { durationInWords, timeInWords } from '@lifttrust/shared-types/kernel/time';
import type { Entrapment, EntrapmentCard } from '@lifttrust/shared-types/rescue/rescue.contract';
import { type RescueState, rescueStates } from '@lifttrust/shared-types/rescue/rescue.words';
import type { Tone } from '../../ui/card';
import type { IconName } from '../../ui/icon';

const tones: Record<RescueState, Tone> = {
  waiting: 'danger',
  accepted: 'brand',
  on_the_way: 'brand',
  arrived: 'brand',
  rescuing: 'brand',
  freed: 'success',
  closed: 'plain',
};

/** Nobody is inside any more, as far as is known. */
export const isOver = ({ freedAt, closedAt }: Pick<EntrapmentCard, 'freedAt' | 'closedAt'>): boolean =>
  freedAt !== null || closedAt !== null;

export const stateTag = ({
  state,
  outcome,
}: EntrapmentCard): { text: string; tone: Tone; icon?: IconName } => {
  if (outcome === 'mistaken') return { text: '误报', tone: 'plain' };
  if (outcome === 'moved') return { text: '已更正到另一台', tone: 'plain' };
  // Nobody has answered yet: to be looked at, not refused.
  if (state === 'waiting') return { text: rescueStates.waiting, tone: 'danger', icon: 'alert' };
  return { text: rescueStates[state], tone: tones[state] };
};

export const placeOf = ({ place, ownNumber }: EntrapmentCard): string => `${place} ${ownNumber}`.trim();

function whatHappened(one: EntrapmentCard): string {
  const over = isOver(one);
  if (one.kind === 'hurt') return over ? '曾有人受伤或被夹' : '有人受伤或被夹';
  if (one.people === null) return over ? '曾有人被困' : '有人被困';
  return over ? `曾有 ${one.people} 人被困` : `${one.people} 人被困`;
}

/** 2 人被困，有儿童、老人; once it is over, who was. */
export function whoIsInside(one: EntrapmentCard): string {
  if (one.outcome === 'mistaken') return one.kind === 'hurt' ? '没有人受伤或被夹' : '没有人被困';
  if (one.outcome === 'moved') return '困人的不是这一台';
  const what = whatHappened(one);
  const also = [
    one.hasChildren ? '儿童' : '',
    one.hasElderly ? '老人' : '',
    one.isHurt && one.kind !== 'hurt' ? '伤者' : '',
    one.isMedical ? '病人' : '',
    one.isPanic ? '情绪失控的人' : '',
  ].filter((word) => word !== '');
  return also.length > 0 ? `${what}，有${also.join('、')}` : what;
}

/** How long it has gone on by the phone's clock, or how long it took. */
export function timeWords(one: EntrapmentCard, now: number): string {
  if (one.freedAt !== null)
    return one.durations.trappedMs === null
      ? '人已解救'
      : `报警到解救用时 ${durationInWords(one.durations.trappedMs)}`;
  if (one.closedAt !== null) return `${timeInWords(one.reportedAt)} 报警`;
  return `${timeInWords(one.reportedAt)} 报警，已经 ${durationInWords(Math.max(0, now - one.reportedAt))}`;
}

/** By when somebody has to be there, and when they say they will be. */
export function arrivalWords(one: EntrapmentCard, now: number): string | null {
  if (isOver(one)) return null;
  if (one.arrivedAt !== null) return `${timeInWords(one.arrivedAt)} 有人到场`;
  const until =
    one.isArrivalLate || now > one.arriveBy
      ? `到场时限 ${timeInWords(one.arriveBy)} 已过`
      : `${timeInWords(one.arriveBy)} 前须到场`;
  return one.etaAt === null ? until : `${until}，预计 ${timeInWords(one.etaAt)} 到`;
}

/** What somebody who was called has answered so far; `over`: no answer is waited for any more. */
export function answerWords(
  { state, reason, etaAt, departedAt, arrivedAt, arrivalProof }: Entrapment['summoned'][number],
  over: boolean,
): string {
  if (arrivalProof === 'on_site' && departedAt === null)
    return state === 'accepted' ? '已接单，可能就在现场' : '有没结束的作业，可能就在现场，还没有答复';
  if (arrivedAt !== null) return `${timeInWords(arrivedAt)} 到场`;
  if (state === 'declined') return reason ? `不能前往：${reason}` : '不能前往';
  if (state === 'called') return over ? '已呼叫，没有答复' : '已呼叫，还没有答复';
  const eta = etaAt === null ? '' : `，预计 ${timeInWords(etaAt)} 到`;
  return departedAt === null ? `已接单${eta}` : `已出发${eta}`;
}
