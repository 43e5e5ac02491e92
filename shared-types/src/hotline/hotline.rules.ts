/**
 * Rules of the rescue desk's telephone. Pure: facts in, refusals out; instants are arguments, epoch ms.
 *
 * @basis EMG-01, EMG-06, EMG-11 (RULES §12): telephone service is kept beside automatic dispatch, and every call is logged
 */
import type { Refusal } from '../kernel/app-error';
import type { CallKind, FoundBy } from './hotline.words';

/** A call about people inside needs a lift, and one that is about nothing names none. */
export function refuseSettling(
  call: { settledAt: number | null },
  wish: { kind: CallKind; liftId: string | null },
): Refusal[] {
  if (call.settledAt !== null)
    return [{ code: 'hotline.settled', message: '这个来电已经登记过结果；要改请用“更正”。' }];
  if (wish.kind === 'trapped' && wish.liftId === null)
    return [
      {
        code: 'hotline.lift_missing',
        message: '困人求助要先选定电梯，才能派单。说不清是哪一台，就选最近的一台并在说明里写明。',
        field: 'liftId',
      },
    ];
  return [];
}

/**
 * A shift is handed over to somebody else, who signs for everything that was listed.
 * @param signer who signs now
 */
export function refuseTakingOver(
  shift: { givenBy: string; takenAt: number | null; cases: readonly { id: string }[] },
  signer: string,
  seen: readonly string[],
): Refusal[] {
  if (shift.takenAt !== null)
    return [{ code: 'hotline.shift_taken', message: '这次交班已经有人接班。请刷新查看。' }];
  const refusals: Refusal[] = [];
  if (shift.givenBy === signer)
    refusals.push({
      code: 'hotline.shift_own',
      message: '交班和接班要由两个人分别签字。请接班的人登录后签。',
    });
  const unseen = shift.cases.filter(({ id }) => !seen.includes(id)).length;
  if (unseen > 0)
    refusals.push({
      code: 'hotline.shift_unseen',
      message: `还有 ${unseen} 件未办结的事项没有勾选确认，请逐件看过再签字。`,
      field: 'seen',
    });
  return refusals;
}

/** A second hand-over while one still waits to be taken would leave two people thinking the other has the desk. */
export const refuseSecondHandOver = (waiting: { givenBy: string } | null): Refusal | null =>
  waiting === null
    ? null
    : { code: 'hotline.shift_waiting', message: '上一次交班还没有人接班签字，签了才能再交班。' };

/** What is shown of a telephone number before anybody asked for it: enough to recognise a second call. */
export function maskedPhone(phone: string): string {
  const digits = phone.trim();
  if (digits.length <= 4) return '*'.repeat(digits.length);
  const [head, tail] = digits.length >= 11 ? [3, 4] : [0, 3];
  return `${digits.slice(0, head)}${'*'.repeat(digits.length - head - tail)}${digits.slice(-tail)}`;
}

interface Named {
  rescueCode: string;
  registrationCode: string;
  equipmentCode: string;
  useRegistration: string;
  ownNumber: string;
}

/** Full-width to half-width, no spaces, upper case: what somebody reads out is typed in many ways. */
export const spoken = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '').toUpperCase();

/** Which of a lift's names a search matched; exact numbers before words. */
export function foundByOf(lift: Named, asked: string): { by: FoundBy; isExact: boolean } {
  const wanted = spoken(asked);
  const is = (value: string) => value !== '' && spoken(value) === wanted;
  const has = (value: string) => value !== '' && wanted !== '' && spoken(value).includes(wanted);
  if (is(lift.rescueCode)) return { by: 'rescue_code', isExact: true };
  if (is(lift.registrationCode) || is(lift.equipmentCode)) return { by: 'registration', isExact: true };
  if (is(lift.useRegistration)) return { by: 'use_registration', isExact: true };
  if (has(lift.rescueCode)) return { by: 'rescue_code', isExact: false };
  if (has(lift.registrationCode) || has(lift.equipmentCode)) return { by: 'registration', isExact: false };
  if (has(lift.useRegistration)) return { by: 'use_registration', isExact: false };
  if (is(lift.ownNumber)) return { by: 'own_number', isExact: true };
  return { by: 'words', isExact: false };
}

/** Seconds from the first ring to the answer, as the desk's telephone told; null where nobody said when it rang. */
export const waitedSeconds = (ringAt: number | null, takenAt: number): number | null =>
  ringAt === null || ringAt > takenAt ? null : Math.round((takenAt - ringAt) / 1000);
