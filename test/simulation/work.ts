import { isHoliday } from './calendar';
import type { Crew, Job } from './crew';
import type { Diary } from './diary';
import type { Misfortunes } from './misfortunes';
import type { Office } from './office';
import { type Dice, oneIn } from './random';
import { at, dayAfter, type SimulatedTime } from './time';
import { WithoutNetwork } from './without-network';

const firstSlot = 8 * 60 + 30;
const slotMinutes = 40;
const wayMs = 16 * 60_000;
/** Nobody begins after half past seven in the evening: what is left, as after a long holiday, is left for tomorrow. */
const lastSlot = 16;
/** Minutes at the lift: a little more than the city's shortest believable work (CHK-11), or far less. */
const hastyMinutes = 8;
const stayMinutes: Record<string, number> = { half_month: 24, quarter: 44, half_year: 64, year: 94 };
const shares = { postponed: 0.03, lateUpload: 0.02, withoutNetwork: 0.12 };

interface Task {
  job: Job;
  companyId: string;
}

/** A day's visits: who goes where with whom and when, how long they stay, and when their records come. */
export class Work {
  private unsent: { job: Job; from: string }[] = [];
  private readonly finished = new Map<string, { at: number; hasty: boolean; companyId: string }>();
  private readonly underGround: WithoutNetwork;
  private readonly isHasty = oneIn(25, 5);
  private readonly isLateAtMonthEnd = oneIn(3);
  /** When the last of those without a network left their lift. */
  private lastLeftAt = 0;
  skipped = 0;
  withoutNetwork = 0;

  constructor(
    private readonly time: SimulatedTime,
    private readonly diary: Diary,
    private readonly crew: Crew,
    private readonly dice: Dice,
    private readonly offices: readonly Office[],
    private readonly misfortunes: Misfortunes,
  ) {
    this.underGround = new WithoutNetwork(time, crew);
  }

  /** What phones still had, before the desks open. */
  async sendLate(day: string): Promise<void> {
    const now = this.unsent.filter(({ from }) => from <= day);
    this.unsent = this.unsent.filter(({ from }) => from > day);
    for (const { job } of now) {
      const { recordId } = await this.crew.submit(job);
      this.note(job, recordId);
    }
    for (const { job, recordId } of await this.underGround.send(true)) this.note(job, recordId);
    await this.time.settle();
  }

  /** Back in the network at the end of the day. */
  async comeBack(): Promise<void> {
    await this.time.goTo(this.lastLeftAt + wayMs);
    for (const { job, recordId } of await this.underGround.send(false)) this.note(job, recordId);
  }

  async visits(day: string): Promise<void> {
    if (isHoliday(day)) return;
    const tasks: Task[] = [];
    for (const office of this.offices)
      for (const job of await office.jobs(day)) {
        if (await this.comesBetween(office, job, day)) continue;
        tasks.push({ job, companyId: office.company.id });
      }
    const all = slotsOf(tasks);
    const slots = all.slice(0, lastSlot + 1);
    this.skipped += all.slice(lastSlot + 1).flat().length;
    for (const [slot, together] of slots.entries()) {
      // However long the machine took for the slot before, people need their time for the way.
      const begins = Math.max(at(day, firstSlot + slot * slotMinutes), this.time.now() + wayMs);
      const goOn = new Set(slots.slice(slot + 1).flatMap((later) => later.flatMap(({ job }) => people(job))));
      // Where there is no network nobody is hurried: only the last visit of a day is one of those.
      const isLast = ({ job }: Task) => !people(job).some((person) => goOn.has(person));
      const below = together.filter((task) => isLast(task) && this.dice.chance(shares.withoutNetwork));
      await this.slot(
        begins,
        together.filter((task) => !below.includes(task)),
        day,
      );
      for (const task of below) await this.below(task);
    }
  }

  private isLastDayOf = (job: Job): boolean => this.offices.some((office) => office.isLastDayOf(job));

  private async below({ job, companyId }: Task): Promise<void> {
    const isForTomorrow = this.dice.chance(0.4) && !this.isLastDayOf(job);
    const leftAt = await this.underGround.work(job, stayMinutes[job.class] ?? 24, isForTomorrow);
    this.finished.set(job.visitId, { at: leftAt, hasty: false, companyId });
    this.lastLeftAt = Math.max(this.lastLeftAt, leftAt);
    this.withoutNetwork += 1;
  }

  /** Everybody who works in one slot works at once, each at their own lift. */
  private async slot(from: number, tasks: Task[], day: string): Promise<void> {
    await this.time.goTo(from);
    const isMonthEnd = dayAfter(day, 2).slice(8) <= '02';
    const isLate = isMonthEnd ? this.isLateAtMonthEnd : () => this.dice.chance(shares.lateUpload);
    const marked = tasks.map((task) => ({
      ...task,
      hasty: this.isHasty(),
      isLate: isLate() && !this.isLastDayOf(task.job),
    }));
    await this.crew.work(marked.map(({ job }) => job));
    const stay = ({ job, hasty }: { job: Job; hasty: boolean }) =>
      hasty ? hastyMinutes : (stayMinutes[job.class] ?? 24);
    for (const minutes of [...new Set(marked.map(stay))].sort((one, other) => one - other)) {
      const own = marked.filter((one) => stay(one) === minutes);
      await this.time.goTo(from + minutes * 60_000);
      await Promise.all(own.map(({ job }) => this.crew.leave(job)));
      const completedAt = this.time.now();
      for (const { job, hasty, companyId } of own)
        this.finished.set(job.visitId, { at: completedAt, hasty, companyId });
      const sent = await Promise.all(
        own
          .filter(({ isLate }) => !isLate)
          .map(async ({ job }) => ({ job, ...(await this.crew.submit(job)) })),
      );
      for (const { job, recordId } of sent) this.note(job, recordId);
      // At the end of a month what is late comes on the 2nd, when the month is packed already.
      const comesOn = isMonthEnd ? `${dayAfter(day, 3).slice(0, 7)}-02` : dayAfter(day, 1);
      for (const { job, isLate } of own) if (isLate) this.unsent.push({ job, from: comesOn });
    }
    await this.time.settle();
  }

  private note(job: Job, recordId: string): void {
    const done = this.finished.get(job.visitId);
    if (!done) throw new Error('A record of a visit that nobody finished.');
    this.finished.delete(job.visitId);
    this.diary.visit({
      ...{ recordId, liftId: job.lift.id, ownerId: job.lift.owner.id, companyId: done.companyId },
      ...{ class: job.class as 'half_month', completedAt: done.at, submittedAt: this.time.now() },
      ...{ lead: job.lead, hasty: done.hasty, decisions: [] },
      ...{ signedAt: null, returnedAt: null, voidedAt: null, readAt: null },
    });
  }

  private async comesBetween(office: Office, job: Job, day: string): Promise<boolean> {
    if (this.misfortunes.isUnreachable(job.lift)) {
      this.skipped += 1;
      return true;
    }
    if (office.postponed.has(job.visitId) || !this.dice.chance(shares.postponed)) return false;
    this.skipped += 1;
    const days = [1, 1, 2, 3, 5, 10][this.dice.between(0, 5)] ?? 1;
    let until = dayAfter(day, days);
    while (isHoliday(until)) until = dayAfter(until, 1);
    await office.postpone(job, until, this.dice.chance(0.5));
    return true;
  }
}

const people = ({ lead, partner }: Job): string[] => [lead.personId, partner.personId];

/** Nobody is at two lifts at once; neighbouring buildings follow each other. */
function slotsOf(tasks: Task[]): Task[][] {
  const slots: Task[][] = [];
  const busy: Set<string>[] = [];
  for (const task of tasks.sort((one, other) => one.job.lift.building - other.job.lift.building)) {
    const both = people(task.job);
    let slot = 0;
    while (both.some((person) => busy[slot]?.has(person))) slot += 1;
    slots[slot] = [...(slots[slot] ?? []), task];
    busy[slot] = new Set([...(busy[slot] ?? []), ...both]);
  }
  return slots;
}
