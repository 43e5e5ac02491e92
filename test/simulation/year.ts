import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import type { TestService } from '../../cloud/src/kernel/testing/service';
import { good } from '../fixture/uploads';
import { Archives } from './archives';
import { contractsFrom, firstDay, isHoliday } from './calendar';
import { Comparison } from './compare';
import { Corrections } from './corrections';
import { Crew } from './crew';
import { Diary } from './diary';
import { Events } from './events';
import { Misfortunes } from './misfortunes';
import { Office } from './office';
import { Oracle } from './oracle';
import { Owners } from './owners';
import { Dice, oneIn } from './random';
import { Register } from './register';
import { at, dayAfter, dayAt, SimulatedTime } from './time';
import { Work } from './work';
import { type World, WorldBuilder } from './world';

export interface YearOptions {
  lifts: number;
  seed: number;
  /** A shorter year for a quick look. */
  days: number;
  /** The last day on which packages of months are made. */
  packUntil: string;
  /** Of so many packages one is verified without the service. */
  verifyEach: number;
  /** Called each simulated day. */
  progress?: (day: string, visits: number) => void;
}

const evening = 20 * 60;

/** One year of a company, day by day, through the interface of a running service. */
export class Year {
  readonly diary = new Diary();
  readonly comparison: Comparison;
  readonly work: Work;
  readonly archives: Archives;
  readonly corrections: Corrections;
  readonly oracle = new Oracle(this.diary, contractsFrom);
  private readonly believes = oneIn(2);
  readonly owners: Owners;
  private readonly events: Events;
  private readonly offices: Office[];
  private readonly misfortunes: Misfortunes;

  private constructor(
    private readonly world: World,
    readonly time: SimulatedTime,
    builder: WorldBuilder,
    private readonly options: YearOptions,
  ) {
    const { diary, oracle } = this;
    const crew = new Crew(time, world.bureaus);
    this.comparison = new Comparison(world, time, diary, oracle);
    this.owners = new Owners(world, time, crew, diary);
    this.events = new Events(world, time, diary, oracle, this.comparison);
    const lifts = new Map(world.lifts.map((lift) => [lift.id, lift]));
    this.offices = [world.own, world.other].map(
      (company) => new Office(company, lifts, time, isHoliday, this.comparison.say),
    );
    this.corrections = new Corrections(world, time, diary, oracle, this.comparison, crew);
    this.misfortunes = new Misfortunes(
      world,
      time,
      diary,
      oracle,
      this.events,
      this.owners,
      this.offices,
      this.corrections,
      builder,
      new Register(time, diary),
    );
    this.work = new Work(time, diary, crew, new Dice(options.seed), this.offices, this.misfortunes);
    this.archives = new Archives(world, time, diary, this.comparison, options.packUntil);
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
    await this.end();
  }

  private async begin(): Promise<void> {
    this.comparison.startedAt = this.time.now();
    for (const owner of this.world.owners) {
      await this.events.contract(this.world.own, owner, contractsFrom, dayAfter(firstDay, 730));
      if (owner.temper === 'silent_agreed' || owner.temper === 'unreachable') await this.owners.agree(owner);
    }
  }

  private async day(day: string, n: number): Promise<void> {
    await this.time.goTo(at(day, 5 * 60));
    await this.time.midnight();
    await this.archives.morning(day);
    await this.time.goTo(at(day, 420));
    await this.work.sendLate(day);
    await this.time.goTo(at(day, 480));
    await this.time.morning();
    this.comparison.expectWarnings();
    await this.comparison.lifts();
    if (n % 2 === 0) await this.comparison.records(false);
    await this.misfortunes.happen(day);
    for (const office of this.offices) await office.plan(day, n === 0);
    await this.comparison.entries(new Map(this.world.lifts.map((lift) => [lift.id, lift])));
    await this.work.visits(day);
    await this.time.goTo(at(day, evening));
    await this.time.settle();
    await this.work.comeBack();
    await this.owners.evening(day);
    await this.judge(day);
    if (n % 7 === 6) await this.comparison.warnings();
    if (dayAfter(day, 1).endsWith('-05')) await this.comparison.rates(dayAfter(day, -10).slice(0, 7));
  }

  /** A few days on, when every deadline of the year has passed. */
  private async end(): Promise<void> {
    const next = dayAfter(firstDay, this.options.days);
    await this.time.goTo(at(next, 420));
    await this.work.sendLate(dayAfter(next, 3));
    await this.time.goTo(at(dayAfter(next, 3), 481));
    await this.time.midnight();
    await this.time.morning();
    await this.comparison.lifts();
    await this.comparison.records(true);
    await this.archives.look(this.options.verifyEach);
  }

  /** The regulator's reviewer decides on what was too quick, a day later. */
  private async judge(day: string): Promise<void> {
    const open = this.diary.visits
      .slice(-400)
      .filter(
        (visit) =>
          visit.hasty &&
          visit.decisions.length === 0 &&
          visit.voidedAt === null &&
          dayAt(visit.submittedAt) < day,
      );
    for (const visit of open) {
      const lift = this.world.lifts.find(({ id }) => id === visit.liftId);
      const bureau = this.world.bureaus.find(({ district }) => district === lift?.owner.district);
      if (!bureau) continue;
      const valid = this.believes();
      const reason = valid ? '照片与项目齐全，用时可以解释。' : '用时不足以完成全部项目。';
      const decision = { recordId: visit.recordId, valid, reason };
      const caller = await this.time.as(bureau.reviewer);
      good(await this.time.service.call(recordApi.decideValidity, decision, caller));
      visit.decisions.push({ at: this.time.now(), valid });
    }
    await this.time.settle();
  }
}
