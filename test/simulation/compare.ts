import { contractApi } from '@lifttrust/shared-types/contract/contract.contract';
import { type LiftCard, liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { type RecordCard, recordApi } from '@lifttrust/shared-types/record/record.contract';
import { signingApi } from '@lifttrust/shared-types/signing/signing.contract';
import { supervisionApi } from '@lifttrust/shared-types/supervision/supervision.contract';
import type { Worker } from '../fixture/district';
import { good } from '../fixture/uploads';
import type { Diary, DiaryVisit } from './diary';
import type { Difference } from './difference';
import type { Oracle } from './oracle';
import { at, dayAfter, dayAt, daysFrom, type SimulatedTime } from './time';
import type { SimulatedLift, World } from './world';

const pageSize = 100;

/** Asks the service, as the city's regulator and others would, and lays the answers beside the oracle's. */
export class Comparison {
  readonly differences: Difference[] = [];
  compared = 0;
  /** Mornings on which somebody had to hear that a lift's day has passed, each lift counted. */
  warned = 0;
  /** Who has to have heard on which mornings that a day has passed. */
  private readonly red = new Map<string, Set<string>>();
  /** How far each passed day of each lift has been told. */
  private readonly stages = new Map<string, number>();
  private readonly names: Map<string, string>;

  constructor(
    private readonly world: World,
    private readonly time: SimulatedTime,
    private readonly diary: Diary,
    private readonly oracle: Oracle,
  ) {
    this.names = new Map([world.own, world.other].map(({ id, name }) => [id, name]));
  }

  private get city(): Promise<Worker> {
    return this.time.as(this.world.city);
  }

  say = (difference: Difference): void => {
    this.differences.push(difference);
  };

  same(lift: string, what: string, law: unknown, api: unknown): void {
    this.compared += 1;
    if (law === api) return;
    this.say({ day: dayAt(this.time.now()), lift, what, law: String(law), api: String(api) });
  }

  /** Due days, last maintenance, company and the counters of both districts. */
  async lifts(): Promise<void> {
    const now = this.time.now();
    const cards = new Map<string, LiftCard>();
    for (let page = 1; (page - 1) * pageSize < this.world.lifts.length; page += 1) {
      const { items } = good(await this.time.service.call(liftApi.list, { page, pageSize }, await this.city));
      for (const card of items) cards.set(card.id, card);
    }
    for (const lift of this.world.lifts) {
      const card = cards.get(lift.id);
      const isPaused = this.oracle.isPaused(lift.id, now);
      this.same(lift.name, 'state', isPaused ? 'suspended' : 'in_use', card?.state);
      if (!isPaused) this.same(lift.name, 'due day', this.oracle.due(lift, now), card?.dueOn);
      const last = this.oracle.lastDone(lift.id, now);
      if (last) this.same(lift.name, 'last maintenance', last, card?.lastMaintainedOn);
      const companyId = this.oracle.companyOf(lift, this.world.own.id, now);
      this.same(lift.name, 'company', this.names.get(companyId), card?.companyName);
    }
    for (const { district, regulator } of this.world.bureaus) await this.counters(district, regulator, now);
  }

  private async counters(district: string, regulator: Worker, now: number): Promise<void> {
    const shown = good(
      await this.time.service.call(supervisionApi.overview, {}, await this.time.as(regulator)),
    );
    const today = dayAt(now);
    const there = this.world.lifts.filter(({ owner }) => owner.district === district);
    const own = there.filter(({ id }) => !this.oracle.isPaused(id, now));
    const due = own.map((lift) => ({ lift, day: this.oracle.due(lift, now) }));
    const over = due.filter(({ day }) => day < today);
    const soon = due.filter(({ day }) => day >= today && daysFrom(today, day) <= 3);
    const ids = new Set(there.map(({ owner }) => owner.id));
    const visits = this.diary.visits.filter((visit) => ids.has(visit.ownerId) && visit.submittedAt <= now);
    const count = (is: (visit: (typeof visits)[number]) => boolean) => visits.filter(is).length;
    this.same(district, 'lifts in use', own.length, shown.lifts);
    this.same(district, 'overdue', over.length, shown.overdue);
    this.same(district, 'due soon', soon.length, shown.dueSoon);
    this.same(
      district,
      'suspect',
      count((v) => this.oracle.validity(v, now) === 'suspect'),
      shown.suspect,
    );
    this.same(
      district,
      'invalid',
      count((v) => this.oracle.validity(v, now) === 'invalid' && !this.oracle.isVoid(v, now)),
      shown.invalid,
    );
    const awaiting = count((v) => this.oracle.answer(v, now) === 'pending' && !this.oracle.isVoid(v, now));
    this.same(district, 'awaiting the owner', awaiting, shown.awaitingOwner);
    this.same(
      district,
      'returned',
      count((v) => this.oracle.answer(v, now) === 'returned'),
      shown.returned,
    );
    for (const [id, name] of this.names) {
      const mine = over.filter(({ lift }) => this.oracle.companyOf(lift, this.world.own.id, now) === id);
      const said = shown.overdueByCompany.find(({ companyName }) => companyName === name)?.overdue ?? 0;
      this.same(`${district} ${name}`, 'overdue of the company', mine.length, said);
    }
  }

  /** Validity and owner's answer of records; those of the last days, or all. */
  async records(isWhole: boolean): Promise<void> {
    const now = this.time.now();
    const submitted = this.diary.visits.filter(({ submittedAt }) => submittedAt <= now);
    const recent = isWhole
      ? submitted
      : submitted.filter(({ submittedAt }) => submittedAt > now - 9 * 86_400_000);
    const cards = new Map<string, RecordCard>();
    for (let page = 1; (page - 1) * pageSize < recent.length; page += 1) {
      const asked = { page, pageSize };
      for (const card of good(await this.time.service.call(recordApi.list, asked, await this.city)).items)
        cards.set(card.id, card);
    }
    for (const visit of recent) {
      const card = cards.get(visit.recordId);
      // Sorted by completion, a record that came late may lie on a page that nobody asked for.
      if (!card && !isWhole) continue;
      const lift = this.world.lifts.find(({ id }) => id === visit.liftId)?.name ?? '';
      this.same(lift, 'completed on', dayAt(visit.completedAt), card?.completedOn);
      await this.validity(lift, visit, card?.validity);
      this.same(lift, 'owner’s answer', this.oracle.answer(visit, now), card?.ownerAnswer);
    }
  }

  /** With a doubt that nobody gave cause for, its words are told too. */
  private async validity(lift: string, visit: DiaryVisit, api: string | undefined): Promise<void> {
    const law = this.oracle.validity(visit, this.time.now());
    if (law === api) return this.same(lift, 'validity', law, api);
    const { recordId } = visit;
    const { findings } = good(await this.time.service.call(recordApi.show, { recordId }, await this.city));
    this.same(lift, 'validity', law, `${api} ${findings.map(({ message }) => message).join(' ')}`);
  }

  /** Called each morning after the round: who has to have been told today. */
  expectWarnings(): void {
    const now = this.time.now();
    const today = dayAt(now);
    for (const lift of this.world.lifts) {
      const offices = this.oracle.stagesOver(lift, now);
      const key = `${lift.id} ${this.oracle.due(lift, now)}`;
      // A day that has moved back may have passed long ago: then the latest stage is told, once.
      if (offices <= (this.stages.get(key) ?? 0)) continue;
      this.stages.set(key, offices);
      this.warned += 1;
      const companyId = this.oracle.companyOf(lift, this.world.own.id, now);
      const company = [this.world.own, this.world.other].find(({ id }) => id === companyId);
      const bureau = this.world.bureaus.find(({ district }) => district === lift.owner.district);
      const to = [company?.admin, lift.owner.admin, lift.owner.officer, bureau?.regulator];
      if (offices > 1) to.push(this.world.city);
      for (const person of to) {
        if (!person) continue;
        const days = this.red.get(person.personId) ?? new Set();
        this.red.set(person.personId, days.add(today));
      }
    }
  }

  /** Once a week: everybody who could have been told of a passed day was told on the right mornings, and on no other. */
  async warnings(): Promise<void> {
    const today = dayAt(this.time.now());
    const days = Array.from({ length: 7 }, (_, back) => dayAfter(today, -back));
    const { owners, bureaus, own, other, city } = this.world;
    const people = [
      ...owners.flatMap(({ admin, officer }) => [admin, officer]),
      ...bureaus.map(({ regulator }) => regulator),
      ...[own.admin, other.admin, city],
    ];
    for (const person of people) {
      const input = { limit: pageSize };
      const caller = await this.time.as(person);
      const { items } = good(await this.time.service.call(messageApi.list, input, caller));
      const oldest = items.length < pageSize ? '' : dayAt(items.at(-1)?.createdAt ?? 0);
      for (const day of days.filter((one) => one > oldest && at(one, 480) >= this.startedAt)) {
        const told = items.some(({ kind, createdAt }) => kind === 'plan.overdue' && dayAt(createdAt) === day);
        const must = this.red.get(person.personId)?.has(day) ?? false;
        this.compared += 1;
        if (told !== must)
          this.say({
            ...{ day, lift: `${person.role} ${person.name}`, what: 'told of a passed due day' },
            ...{ law: String(must), api: String(told) },
          });
      }
    }
  }
  /** Mornings before the year began count for nothing. */
  startedAt = 0;

  /** Lifts of a transfer: entered in time or on the list. */
  async entries(lifts: ReadonlyMap<string, SimulatedLift>): Promise<void> {
    const now = this.time.now();
    const today = dayAt(now);
    for (const transfer of this.diary.transfers) {
      if (transfer.from > today || daysFrom(transfer.from, today) > 25) continue;
      const admin = await this.time.as(this.world.other.admin);
      const { contractId } = transfer;
      const shown = good(await this.time.service.call(contractApi.show, { contractId }, admin));
      for (const { lift, takeover } of shown.items) {
        const law = this.oracle.entry(transfer.from, transfer.enteredOn.get(lift.id), today);
        this.same(lifts.get(lift.id)?.name ?? '', 'entering after the transfer', law, takeover?.state);
      }
    }
  }

  /** A month's answers by owner. */
  async rates(month: string): Promise<void> {
    const now = this.time.now();
    for (const { district, regulator } of this.world.bureaus) {
      const caller = await this.time.as(regulator);
      const { items } = good(await this.time.service.call(signingApi.rates, { month }, caller));
      for (const owner of this.world.owners.filter((one) => one.district === district)) {
        const own = this.diary.visits.filter(
          (visit) =>
            visit.ownerId === owner.id &&
            visit.submittedAt <= now &&
            !this.oracle.isVoid(visit, now) &&
            dayAt(visit.completedAt).startsWith(month),
        );
        const shown = items.find((rate) => rate.unit.id === owner.id);
        const answers = own.map((visit) => this.oracle.answer(visit, now));
        const count = (answer: string) => answers.filter((one) => one === answer).length;
        const name = `${month} owner ${owner.temper}`;
        this.same(name, 'records', own.length, shown?.records ?? 0);
        this.same(name, 'signed', count('signed'), shown?.signed ?? 0);
        this.same(name, 'signed late', count('signed_late'), shown?.signedLate ?? 0);
        this.same(name, 'by silence', count('defaulted'), shown?.defaulted ?? 0);
        this.same(name, 'returned', count('returned'), shown?.returned ?? 0);
        this.same(name, 'pending', count('pending'), shown?.pending ?? 0);
      }
    }
  }
}
