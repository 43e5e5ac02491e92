import type { Diary, DiaryVisit } from './diary';
import { at, dayAfter, dayAt, daysFrom } from './time';
import type { SimulatedLift } from './world';

/**
 * What the law says of the diary, worked out a second time and in another way than the service does it: plain loops
 * over plain days, no rule of the service is called. Sources: 特种设备安全监察条例 31 (15 days), TSG T5002 六 (deeper
 * work contains shallower), 广州 2021 三(二)1(5) and 四(三) (signature, silence), 泉鲤 2024 四(三) (15 days for entering).
 */
const limitOf = { half_month: 15, quarter: 90, half_year: 180, year: 365 } as const;
const rank = { half_month: 0, quarter: 1, half_year: 2, year: 3 } as const;
type Class = keyof typeof limitOf;
const hour = 3_600_000;

export class Oracle {
  constructor(
    private readonly diary: Diary,
    /** The day from which contracts ran, and with them the clocks of which nothing earlier is known. */
    private readonly contractFrom: string,
  ) {}

  /** Visits of a lift that count at an instant: submitted, and not declared invalid. Suspect ones count. */
  private counting(liftId: string, now: number): DiaryVisit[] {
    return (this.diary.byLift.get(liftId) ?? []).filter(
      (visit) => visit.submittedAt <= now && this.validity(visit, now) !== 'invalid',
    );
  }

  validity(visit: DiaryVisit, now: number): 'valid' | 'suspect' | 'invalid' {
    if (this.isVoid(visit, now)) return 'invalid';
    const decided = visit.decisions.filter((decision) => decision.at <= now).at(-1);
    if (decided) return decided.valid ? 'valid' : 'invalid';
    return visit.hasty ? 'suspect' : 'valid';
  }

  isVoid = ({ voidedAt }: DiaryVisit, now: number): boolean => voidedAt !== null && voidedAt <= now;

  lastDone(liftId: string, now: number): string | null {
    const days = this.counting(liftId, now).map(({ completedAt }) => dayAt(completedAt));
    return days.sort().at(-1) ?? null;
  }

  /** The day of each class until whose end the work is in time. */
  clocks(lift: SimulatedLift, now: number): Record<Class, string> {
    const done = this.counting(lift.id, now);
    const last = (least: Class): string => {
      let latest = '';
      for (const visit of done) {
        const day = dayAt(visit.completedAt);
        if (rank[visit.class] >= rank[least] && day > latest) latest = day;
      }
      return latest;
    };
    const clock = (one: Class): string => {
      const done = last(one);
      const first = one === 'half_month' ? lift.firstDueOn : dayAfter(this.begins(lift), limitOf[one]);
      let day = done === '' ? first : dayAfter(done, limitOf[one]);
      for (const { from, to } of this.pausesUntil(lift.id, now)) {
        if (to === null) continue;
        // Whatever ran out while nobody used the lift is due when it is used again, before hand-over.
        if (done <= from && day < to) day = to;
        // And one visit is due then in any case.
        if (one === 'half_month' && done <= from) day = to;
      }
      return day;
    };
    return {
      half_month: clock('half_month'),
      quarter: clock('quarter'),
      half_year: clock('half_year'),
      year: clock('year'),
    };
  }

  private pausesUntil(liftId: string, now: number) {
    const today = dayAt(now);
    return this.diary.pauses
      .filter((pause) => pause.liftId === liftId && pause.from <= today)
      .map(({ from, to }) => ({ from, to: to !== null && to <= today ? to : null }));
  }

  /** Registered out of use: nothing falls due, and nobody is told anything. */
  isPaused = (liftId: string, now: number): boolean =>
    this.pausesUntil(liftId, now).some(({ to }) => to === null);

  /** Clocks of which nothing is known begin with the contract, or when the lift was entered, whichever was later. */
  private begins = ({ enteredOn }: SimulatedLift): string =>
    enteredOn > this.contractFrom ? enteredOn : this.contractFrom;

  /** The law's day of a lift: the first of its four. */
  due(lift: SimulatedLift, now: number): string {
    return Object.values(this.clocks(lift, now)).sort()[0] ?? '';
  }

  daysOver(lift: SimulatedLift, now: number): number {
    return Math.max(0, daysFrom(this.due(lift, now), dayAt(now)));
  }

  companyOf(lift: SimulatedLift, first: string, now: number): string {
    const today = dayAt(now);
    const moves = this.diary.transfers.filter(
      ({ liftIds, from }) => liftIds.includes(lift.id) && from <= today,
    );
    return moves.at(-1)?.toCompanyId ?? first;
  }

  /** The owner's answer as it must be read at an instant. */
  answer(visit: DiaryVisit, now: number): 'pending' | 'signed' | 'returned' | 'defaulted' | 'signed_late' {
    const midnight = at(dayAfter(dayAt(visit.completedAt), 1), 0);
    const deadline = midnight + 24 * hour;
    const before = (instant: number | null): instant is number => instant !== null && instant <= now;
    if (before(visit.returnedAt)) return 'returned';
    const agreed = this.diary.consents.some(
      ({ ownerId, givenAt, withdrawnAt }) =>
        ownerId === visit.ownerId &&
        givenAt <= visit.completedAt &&
        (withdrawnAt === null || withdrawnAt >= deadline),
    );
    const told = visit.readAt !== null && visit.readAt < deadline;
    // Whoever voids a record asks nobody for a signature any more, and nobody's silence.
    const stands = visit.voidedAt === null || visit.voidedAt >= deadline;
    const bySilence = stands && agreed && told && (visit.signedAt === null || visit.signedAt >= deadline);
    if (before(visit.signedAt)) return bySilence ? 'signed_late' : 'signed';
    return bySilence && now >= deadline ? 'defaulted' : 'pending';
  }

  /** How many of the mornings have come on which somebody hears that the day has passed; each is another office up. */
  stagesOver(lift: SimulatedLift, now: number): number {
    if (this.isPaused(lift.id, now)) return 0;
    const days = this.daysOver(lift, now);
    return [1, 2, 4, 8].filter((step) => days >= step).length;
  }

  /** How a new company stands with entering a lift: day 0 is the first day of its contract. */
  entry(from: string, enteredOn: string | undefined, today: string): string {
    const last = enteredOn !== undefined && enteredOn <= today ? enteredOn : null;
    const day = daysFrom(from, last ?? today);
    if (last !== null) return day > 15 ? 'done_late' : 'done';
    if (day >= 16) return 'listed';
    if (day === 15) return 'alarmed';
    return day >= 10 ? 'warned' : 'running';
  }
}
