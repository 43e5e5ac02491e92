import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import type { TestService } from '../../cloud/src/kernel/testing/service';
import { good } from '../fixture/uploads';
import { firstDay, isHoliday } from './calendar';
import { Comparison } from './compare';
import { Crew, type Job } from './crew';
import { Diary } from './diary';
import { Events } from './events';
import { Misfortunes } from './misfortunes';
import { Office } from './office';
import { Oracle } from './oracle';
import { Owners } from './owners';
import { Dice } from './random';
import { at, dayAfter, dayAt, SimulatedTime } from './time';
import { type World, WorldBuilder } from './world';

export interface YearOptions {
  lifts: number;
  seed: number;
  /** A shorter year for a quick look. */
  days: number;
  /** Called each simulated day. */
  progress?: (day: string, visits: number) => void;
}

const firstSlot = 8 * 60 + 30;
const slotMinutes = 40;
const wayMs = 16 * 60_000;
/** Minutes at the lift: a little more than the city's shortest believable work (CHK-11), or far less. */
const hastyMinutes = 8;
const stayMinutes: Record<string, number> = { half_month: 24, quarter: 44, half_year: 64, year: 94 };
const evening = 20 * 60;
const shares = { postponed: 0.03, hasty: 0.02, lateUpload: 0.02 };

/** One year of a company, day by day, through the interface of a running service. */
export class Year {
  readonly diary = new Diary();
  readonly comparison: Comparison;
  private readonly oracle = new Oracle(this.diary, firstDay);
  private readonly dice: Dice;
  private readonly crew: Crew;
  private readonly owners: Owners;
  private readonly events: Events;
  private readonly offices: Office[];
  private readonly unsent: Job[] = [];
  private readonly misfortunes: Misfortunes;
  skipped = 0;

  private constructor(
    private readonly world: World,
    private readonly time: SimulatedTime,
    builder: WorldBuilder,
    private readonly options: YearOptions,
  ) {
    this.dice = new Dice(options.seed);
    this.crew = new Crew(time, world.bureaus);
    this.comparison = new Comparison(world, time, this.diary, this.oracle);
    this.owners = new Owners(world, time, this.crew, this.diary, this.dice.child('owners'));
    this.events = new Events(world, time, this.diary, this.oracle, this.comparison);
    const lifts = new Map(world.lifts.map((lift) => [lift.id, lift]));
    this.offices = [world.own, world.other].map(
      (company) => new Office(company, lifts, time, isHoliday, this.comparison.say),
    );
    this.misfortunes = new Misfortunes(
      world,
      time,
      this.diary,
      this.oracle,
      this.events,
      this.owners,
      this.offices,
      builder,
    );
  }

  static async of(service: TestService, options: YearOptions): Promise<Year> {
    const time = await SimulatedTime.of(service);
    await time.goTo(at(firstDay, 6));
    await time.midnight();
    const builder = new WorldBuilder(service, time);
    return new Year(await builder.build(options.lifts, firstDay), time, builder, options);
  }

  async run(): Promise<void> {
    await this.begin();
    for (let n = 0; n < this.options.days; n += 1) {
      const day = dayAfter(firstDay, n);
      await this.day(day, n).catch((error) => {
        throw new Error(`${day}: ${error instanceof Error ? error.message : error}`, { cause: error });
      });
      this.options.progress?.(day, this.diary.visits.length);
    }
    // A few days on, when every deadline of the year has passed.
    const last = dayAfter(firstDay, this.options.days + 3);
    await this.time.goTo(at(last, 481));
    await this.time.midnight();
    await this.time.morning();
    await this.comparison.lifts();
    await this.comparison.records(true);
  }

  private async begin(): Promise<void> {
    this.comparison.startedAt = this.time.now();
    for (const owner of this.world.owners) {
      await this.events.contract(this.world.own, owner, firstDay, dayAfter(firstDay, 730));
      if (owner.temper === 'silent_agreed' || owner.temper === 'unreachable') await this.owners.agree(owner);
    }
  }

  private async day(day: string, n: number): Promise<void> {
    await this.time.goTo(at(day, 5));
    await this.time.midnight();
    await this.time.goTo(at(day, 420));
    await this.sendLate();
    await this.time.goTo(at(day, 480));
    await this.time.morning();
    this.comparison.expectWarnings();
    await this.comparison.lifts();
    if (n % 2 === 0) await this.comparison.records(false);
    await this.misfortunes.happen(day);
    for (const office of this.offices) await office.plan(day, n === 0);
    await this.comparison.entries(new Map(this.world.lifts.map((lift) => [lift.id, lift])));
    await this.visits(day);
    await this.time.goTo(at(day, evening));
    await this.time.settle();
    await this.owners.evening(day);
    await this.judge(day);
    if (n % 7 === 6) await this.comparison.warnings();
    if (dayAfter(day, 1).endsWith('-05')) await this.comparison.rates(dayAfter(day, -10).slice(0, 7));
  }

  private async sendLate(): Promise<void> {
    for (const job of this.unsent.splice(0)) {
      const { recordId } = await this.crew.submit(job);
      this.note(job, recordId);
    }
    await this.time.settle();
  }

  private readonly finished = new Map<string, { at: number; hasty: boolean; companyId: string }>();

  private note(job: Job, recordId: string): void {
    const done = this.finished.get(job.visitId);
    if (!done) throw new Error('A record of a visit that nobody finished.');
    this.finished.delete(job.visitId);
    this.diary.visit({
      ...{ recordId, liftId: job.lift.id, ownerId: job.lift.owner.id, companyId: done.companyId },
      ...{ class: job.class as 'half_month', completedAt: done.at, submittedAt: this.time.now() },
      ...{ hasty: done.hasty, decisions: [], signedAt: null, returnedAt: null, readAt: null },
    });
  }

  private async visits(day: string): Promise<void> {
    if (isHoliday(day)) return;
    const jobs: { job: Job; companyId: string }[] = [];
    for (const office of this.offices)
      for (const job of await office.jobs(day)) {
        if (await this.comesBetween(office, job, day)) continue;
        jobs.push({ job, companyId: office.company.id });
      }
    const slots: (typeof jobs)[] = [];
    const busy: Set<string>[] = [];
    for (const one of jobs.sort((a, b) => a.job.lift.building - b.job.lift.building)) {
      const people = [one.job.lead.personId, one.job.partner.personId];
      let slot = 0;
      while (people.some((person) => busy[slot]?.has(person))) slot += 1;
      slots[slot] = [...(slots[slot] ?? []), one];
      busy[slot] = new Set([...(busy[slot] ?? []), ...people]);
    }
    for (const [slot, together] of slots.entries()) {
      // However long the machine took for the slot before, people need their time for the way.
      const begins = Math.max(at(day, firstSlot + slot * slotMinutes), this.time.now() + wayMs);
      await this.slot(begins, together);
    }
  }

  /** Everybody who works in one slot works at once, each at their own lift. */
  private async slot(from: number, jobs: { job: Job; companyId: string }[]): Promise<void> {
    await this.time.goTo(from);
    const marked = jobs.map((one) => ({
      ...one,
      hasty: this.dice.chance(shares.hasty),
      isLate: this.dice.chance(shares.lateUpload),
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
      for (const { job, isLate } of own) if (isLate) this.unsent.push(job);
    }
    await this.time.settle();
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

  /** The regulator's reviewer decides on what was too quick, a day later. */
  private async judge(day: string): Promise<void> {
    const open = this.diary.visits
      .slice(-400)
      .filter((visit) => visit.hasty && visit.decisions.length === 0 && dayAt(visit.submittedAt) < day);
    for (const visit of open) {
      const lift = this.world.lifts.find(({ id }) => id === visit.liftId);
      const bureau = this.world.bureaus.find(({ district }) => district === lift?.owner.district);
      if (!bureau) continue;
      const valid = this.dice.chance(0.6);
      const reason = valid ? '照片与项目齐全，用时可以解释。' : '用时不足以完成全部项目。';
      const decision = { recordId: visit.recordId, valid, reason };
      const caller = await this.time.as(bureau.reviewer);
      good(await this.time.service.call(recordApi.decideValidity, decision, caller));
      visit.decisions.push({ at: this.time.now(), valid });
    }
    await this.time.settle();
  }
}
