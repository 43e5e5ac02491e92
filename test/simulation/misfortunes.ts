import { daysOfYear, firstDay } from './calendar';
import type { Corrections } from './corrections';
import type { Diary, DiaryDelay, DiaryTransfer } from './diary';
import type { Events } from './events';
import type { Office } from './office';
import type { Oracle } from './oracle';
import type { Owners } from './owners';
import { dayAfter, type SimulatedTime } from './time';
import { expiringOn, type Owner, type SimulatedLift, type World, type WorldBuilder } from './world';

const floodedDistrict = '999902';

/** What one year has in store, day by day. */
export class Misfortunes {
  private flood: DiaryDelay | null = null;
  private locked: DiaryDelay | null = null;
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
  ) {}

  isUnreachable({ id, owner }: SimulatedLift): boolean {
    if (this.flood?.endedOn === null && owner.district === floodedDistrict) return true;
    return this.locked?.endedOn === null && this.locked.liftIds.includes(id);
  }

  /** The year's calendar of misfortunes; each needs its day to lie within the run. */
  async happen(day: string): Promise<void> {
    for (const office of this.offices) await office.handOver(day);
    const { owners, own, other } = this.world;
    const [first, second, , fourth] = owners;
    const until = dayAfter(firstDay, daysOfYear + 365);
    if (day === '2032-02-20' && second)
      this.transfers.push(await this.events.transfer(second, '2032-02-27', until));
    if (day === '2032-03-03' && this.transfers[0]) await this.events.enter(this.transfers[0]);
    if (day === '2032-03-20' && fourth)
      this.transfers.push(await this.events.transfer(fourth, '2032-03-25', until));
    if (day === '2032-04-12' && this.transfers[1]) await this.events.enter(this.transfers[1]);
    if (day === '2032-03-05' && first) await this.owners.withdraw(first);
    if (day === '2032-04-01' && first) await this.owners.agree(first);
    if (day === '2032-02-25' || day === '2032-11-03') await this.personnel(day);
    await this.mistakes(day);
    await this.newcomer(day, owners[2]);
    await this.papers(day);
    await this.water(day);
    await this.door(day, owners[2], own);
    if (day === '2032-12-01') await this.offices.find(({ company }) => company === other)?.plan(day, true);
  }

  /** A lift that has only just been put up comes under a contract of its own. */
  private async newcomer(day: string, owner: Owner | undefined): Promise<void> {
    if (day !== '2032-02-09' || !owner) return;
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
    const [first, second, third] = this.world.owners;
    const month = day.slice(5, 7);
    // Each of them again in the second half of the year.
    const date =
      Number(month) > 6 ? `${String(Number(month) - 6).padStart(2, '0')}${day.slice(7)}` : day.slice(5);
    if (date === '02-13' && second) await this.corrections.amend(second);
    if (date === '02-17' && second) await this.corrections.void(second);
    if (date === '02-19' && first) await this.corrections.voidAfterSilence(first);
    if (date === '03-24' && third) await this.corrections.ask(third);
    if (date === '03-31' && third) await this.corrections.refuse(third);
    if (date === '02-17' || date === '02-19') await this.offices[0]?.plan(day, true);
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

  /** For nine days nobody reaches the lifts of a district (DLY-01, DLY-06). */
  private async water(day: string): Promise<void> {
    const { own, lifts } = this.world;
    const flooded = lifts.filter(
      (lift) =>
        lift.owner.district === floodedDistrict &&
        this.oracle.companyOf(lift, own.id, this.time.now()) === own.id,
    );
    if (day === '2032-03-10')
      this.flood = await this.events.explain(own, flooded, {
        reason: 'natural_disaster',
        text: '台风后道路积水，车辆和人员无法到达。',
        expectedOn: '2032-03-22',
      });
    if (day === '2032-03-12' && this.flood) await this.events.decide(own, this.flood, floodedDistrict, true);
    if (day === '2032-03-19' && this.flood) {
      await this.events.end(own, this.flood, day);
      await this.offices[0]?.plan(day, true);
    }
  }

  /** An owner is said to have locked the door, and says otherwise (DLY-05). */
  private async door(day: string, owner: Owner | undefined, own: World['own']): Promise<void> {
    if (!owner) return;
    if (day === '2032-04-05')
      this.locked = await this.events.explain(own, this.events.liftsOf(owner), {
        reason: 'access_refused',
        text: '物业不予开门，已书面通知。',
        expectedOn: '2032-04-20',
      });
    if (day === '2032-04-06' && this.locked) await this.events.contradict(this.locked, owner);
    if (day === '2032-04-09' && this.locked)
      await this.events.decide(own, this.locked, owner.district, false);
    if (day === '2032-04-16' && this.locked) await this.events.end(own, this.locked, day);
  }
}
