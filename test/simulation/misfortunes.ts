import { daysOfYear, firstDay } from './calendar';
import type { Corrections } from './corrections';
import type { Diary, DiaryDelay, DiaryTransfer } from './diary';
import type { Events } from './events';
import type { Office } from './office';
import type { Oracle } from './oracle';
import type { Owners } from './owners';
import type { Register } from './register';
import { dayAfter, type SimulatedTime } from './time';
import { expiringOn, type Owner, type SimulatedLift, type World, type WorldBuilder } from './world';

const floodedDistrict = '999902';

/** What a winter brings a summer brings again: the same day half a year on. */
const inWinter = (day: string): string =>
  day.slice(5, 7) > '06'
    ? `${day.slice(0, 5)}${String(Number(day.slice(5, 7)) - 6).padStart(2, '0')}${day.slice(7)}`
    : day;

/** What one year has in store, day by day. Each sort of thing has come once by the first days of March. */
export class Misfortunes {
  private flood: DiaryDelay | null = null;
  private locked: DiaryDelay | null = null;
  private drowned: SimulatedLift[] = [];
  private readonly transfers: DiaryTransfer[] = [];

  constructor(
    private readonly world: World,
    private readonly time: SimulatedTime,
    private readonly diary: Diary,
    private readonly oracle: Oracle,
    private readonly events: Events,
    private readonly owners: Owners,
    private readonly offices: readonly Office[],
    private readonly corrections: Corrections,
    private readonly builder: WorldBuilder,
    private readonly register: Register,
  ) {}

  isUnreachable({ id, owner }: SimulatedLift): boolean {
    if (this.flood?.endedOn === null && owner.district === floodedDistrict) return true;
    if (this.oracle.isPaused(id, this.time.now())) return true;
    return this.locked?.endedOn === null && this.locked.liftIds.includes(id);
  }

  /** Each misfortune needs its day to lie within the run. */
  async happen(day: string): Promise<void> {
    for (const office of this.offices) await office.handOver(day);
    const { owners, own, other } = this.world;
    await this.transfer(day);
    await this.silence(day, owners[0]);
    if (day === '2032-01-26' || day === '2032-11-03') await this.personnel(day);
    await this.mistakes(day);
    await this.newcomer(day, owners[2]);
    await this.papers(day);
    await this.water(day);
    await this.outOfUse(day);
    await this.door(day, owners[2], own);
    if (day === '2032-12-01') await this.offices.find(({ company }) => company === other)?.plan(day, true);
  }

  /** Two owners go to another company, which enters the lifts of one in time and those of the other too late. */
  private async transfer(day: string): Promise<void> {
    const [, second, , fourth] = this.world.owners;
    const until = dayAfter(firstDay, daysOfYear + 365);
    if (day === '2032-01-21' && second)
      this.transfers.push(await this.events.transfer(second, '2032-01-27', until));
    if (day === '2032-02-02' && this.transfers[0]) await this.events.enter(this.transfers[0]);
    if (day === '2032-02-03' && fourth)
      this.transfers.push(await this.events.transfer(fourth, '2032-02-06', until));
    if (day === '2032-02-24' && this.transfers[1]) await this.events.enter(this.transfers[1]);
  }

  /** An owner no longer wants its silence to count, and later does again. */
  private async silence(day: string, owner: Owner | undefined): Promise<void> {
    if (!owner) return;
    if (inWinter(day) === '2032-02-02') await this.owners.withdraw(owner);
    if (inWinter(day) === '2032-02-18') await this.owners.agree(owner);
  }

  /** A lift that has only just been put up comes under a contract of its own. */
  private async newcomer(day: string, owner: Owner | undefined): Promise<void> {
    if (day !== '2032-01-12' || !owner) return;
    const { own } = this.world;
    const lift = await this.builder.another(this.world, owner, day);
    for (const office of this.offices) office.lifts.set(lift.id, lift);
    await this.events.contract(own, owner, day, dayAfter(firstDay, daysOfYear + 365), [lift]);
    await this.offices[0]?.plan(day, true);
  }

  /** A certificate has run out; ten days later its holder has another. */
  private async papers(day: string): Promise<void> {
    if (day === dayAfter(expiringOn, 10)) for (const office of this.offices) await office.renew('2036-03-23');
  }

  /** Records that should not stand as they are. */
  private async mistakes(day: string): Promise<void> {
    const { owners, own } = this.world;
    const [first, , third] = owners;
    const signing = owners.find(
      (owner) => ['refuses', 'slow', 'prompt'].includes(owner.temper) && this.keeperOf(owner) === own.id,
    );
    const date = inWinter(day).slice(5);
    if (date === '01-16' && signing) await this.corrections.amend(signing);
    if (date === '01-20' && signing) await this.corrections.void(signing);
    if (date === '01-23' && first) await this.corrections.voidAfterSilence(first);
    if (date === '01-28' && third) await this.corrections.ask(third);
    if (date === '02-04' && third) await this.corrections.refuse(third);
    if (date === '01-20' || date === '01-23') await this.offices[0]?.plan(day, true);
  }

  private keeperOf(owner: Owner): string | null {
    const [lift] = this.events.liftsOf(owner);
    return lift ? this.oracle.companyOf(lift, this.world.own.id, this.time.now()) : null;
  }

  /** One technician leaves and another comes. */
  private async personnel(day: string): Promise<void> {
    const [office] = this.offices;
    const leaver = office?.company.technicians.find(({ personId }) => !office.gone.has(personId));
    if (!office || !leaver) return;
    const { id, technicians } = office.company;
    technicians.push(await this.builder.worker('technician', id, ['T']));
    await office.leave(leaver, day);
    this.diary.leavings.push({ personId: leaver.personId, lastDay: day });
  }

  /** For eight days nobody reaches the lifts of a district (DLY-01, DLY-06). */
  private async water(day: string): Promise<void> {
    const { own, lifts } = this.world;
    const date = inWinter(day);
    const flooded = lifts.filter(
      (lift) =>
        lift.owner.district === floodedDistrict &&
        this.oracle.companyOf(lift, own.id, this.time.now()) === own.id,
    );
    if (date === '2032-02-18')
      this.flood = await this.events.explain(own, flooded, {
        reason: 'natural_disaster',
        text: '台风后道路积水，车辆和人员无法到达。',
        expectedOn: dayAfter(day, 15),
      });
    if (date === '2032-02-20' && this.flood) await this.events.decide(own, this.flood, floodedDistrict, true);
    if (date === '2032-02-26' && this.flood) {
      await this.events.end(own, this.flood, day);
      await this.offices[0]?.plan(day, true);
    }
  }

  /** In each flooded house the water has reached one pit: that lift is registered out of use until it is dry (EQ-10). */
  private async outOfUse(day: string): Promise<void> {
    const bureau = this.world.bureaus.find(({ district }) => district === floodedDistrict);
    if (!bureau) return;
    const date = inWinter(day);
    if (date === '2032-02-19') {
      const there = this.world.lifts.filter(({ owner }) => owner.district === floodedDistrict);
      this.drowned = [...new Map(there.map((lift) => [lift.building, lift])).values()];
      await this.register.takeOut(this.drowned, bureau);
    }
    if (date === '2032-03-01') {
      await this.register.putBack(this.drowned, bureau);
      for (const office of this.offices) await office.plan(day, true);
    }
  }

  /** An owner is said to have locked the door, and says otherwise (DLY-05). */
  private async door(day: string, owner: Owner | undefined, own: World['own']): Promise<void> {
    if (!owner) return;
    const date = inWinter(day);
    if (date === '2032-02-23')
      this.locked = await this.events.explain(own, this.events.liftsOf(owner), {
        reason: 'access_refused',
        text: '物业不予开门，已书面通知。',
        expectedOn: dayAfter(day, 15),
      });
    if (date === '2032-02-24' && this.locked) await this.events.contradict(this.locked, owner);
    if (date === '2032-02-27' && this.locked)
      await this.events.decide(own, this.locked, owner.district, false);
    if (date === '2032-03-02' && this.locked) await this.events.end(own, this.locked, day);
  }
}
