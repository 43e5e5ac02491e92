import { paperApi } from '@lifttrust/shared-types/paper/paper.contract';
import { personApi } from '@lifttrust/shared-types/person/person.contract';
import { type Proposal, planApi } from '@lifttrust/shared-types/plan/plan.contract';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import type { Worker } from '../fixture/district';
import { inventedNumber, scan } from '../fixture/papers';
import { good } from '../fixture/uploads';
import type { Job } from './crew';
import type { Difference } from './difference';
import { dayAfter, type SimulatedTime } from './time';
import { type Company, expiringOn, type SimulatedLift } from './world';

const atOnce = 50;
/** By the city's file, which leaves it as it comes. */
const minutesOfAPair = 420;
const halfMonth = 15;
/** Minutes of a yearly visit. */
const longestVisit = 180;
const nearlyFull = 0.8;
const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();

/** The desk of one maintenance company: it asks for a plan, takes it, and mends what has gone wrong since. */
export class Office {
  /** Visits that will be made later than planned, by whatever has come between. */
  readonly postponed = new Map<string, string>();
  readonly gone = new Set<string>();

  constructor(
    readonly company: Company,
    readonly lifts: Map<string, SimulatedLift>,
    private readonly time: SimulatedTime,
    private readonly isDayOff: (day: string) => boolean,
    private readonly told: (difference: Difference) => void,
  ) {}

  admin = (): Promise<Worker> => this.time.as(this.company.admin);

  /** Every Monday, on the first of a month and after a disturbance. */
  async plan(today: string, force = false): Promise<void> {
    if (!force && weekday(today) !== 1 && !today.endsWith('-01')) return;
    await this.take(today.slice(0, 7), today);
    if (today.slice(8) >= '18') await this.take(dayAfter(`${today.slice(0, 7)}-28`, 4).slice(0, 7), today);
  }

  private async take(month: string, today: string): Promise<void> {
    const { service } = this.time;
    const admin = await this.admin();
    const proposal = good(await service.call(planApi.propose, { month }, admin));
    for (const { visitId, liftId, class: deeper } of proposal.raises)
      await this.replace(visitId, liftId, deeper, today);
    const visits = proposal.visits.map(({ liftId, class: kind, plannedOn, dueOn, teamId }) => {
      const name = this.lifts.get(liftId)?.name ?? liftId;
      if (plannedOn > dueOn && dueOn >= today)
        this.told({ day: today, lift: name, what: 'plan', law: `≤ ${dueOn}`, api: plannedOn });
      const room = this.isDayOff(plannedOn) ? this.roomBefore(dueOn, proposal.days) : undefined;
      if (room !== undefined)
        this.told({ day: today, lift: name, what: 'plan', law: `no holiday, but ${room}`, api: plannedOn });
      return { liftId, class: kind, plannedOn, dueOn, teamId };
    });
    for (let at = 0; at < visits.length; at += atOnce)
      good(await service.call(planApi.accept, { visits: visits.slice(at, at + atOnce) }, admin));
  }

  /**
   * A day on which people work and have time left, not later than the law's: then nobody works on a holiday (PLAN-09).
   * It helps only where the visit after it finds such a day too, and whatever class falls due by then must fit. In a
   * month that is nearly full, as when half a year comes round for all lifts at once, no day can be judged by itself.
   */
  private roomBefore(dueOn: string, days: Proposal['days']): string | undefined {
    const isWorked = (day: string) => !this.isDayOff(day) && weekday(day) % 6 !== 0;
    const worked = days.filter(({ day }) => isWorked(day));
    const planned = days.reduce((sum, { minutes }) => sum + minutes, 0);
    const possible = worked.reduce((sum, { day }) => sum + this.minutesOn(day), 0);
    if (planned > possible * nearlyFull) return undefined;
    let behind = dayAfter(days.at(-1)?.day ?? dueOn, 1);
    while (!isWorked(behind)) behind = dayAfter(behind, 1);
    const open = [behind];
    for (const { day, minutes } of worked.toReversed()) {
      const goesOn = open.some((next) => next <= dayAfter(day, halfMonth));
      if (goesOn && minutes + longestVisit <= this.minutesOn(day)) open.push(day);
    }
    return open.find((day) => day <= dueOn && day !== behind);
  }

  /** What two people can do in a day, times the pairs that may go. */
  private minutesOn(day: string): number {
    const there = this.company.technicians.filter(
      ({ personId }, index) =>
        !this.gone.has(personId) && personId !== this.leaving && (index !== 1 || day <= this.certifiedUntil),
    );
    return Math.floor(there.length / 2) * minutesOfAPair;
  }

  /** A visit whose class has become too shallow is planned anew as the deeper one. */
  private async replace(visitId: string, liftId: string, kind: Job['class'], today: string): Promise<void> {
    const { service } = this.time;
    const admin = await this.admin();
    const reason = '到期的类别更深，改为按深度类别安排。';
    const card = good(await service.call(visitApi.cancel, { visitId, reason }, admin));
    await this.planOn(
      { liftId, kind, leadId: card.lead.id, partnerIds: card.partners.map(({ id }) => id) },
      card.plannedOn < today ? today : card.plannedOn,
    );
  }

  private async planOn(
    { liftId, kind, ...people }: { liftId: string; kind: string; leadId: string; partnerIds: string[] },
    plannedOn: string,
  ): Promise<string> {
    const draft = { liftId, class: kind as 'half_month', plannedOn, ...people };
    return good(await this.time.service.call(visitApi.plan, draft, await this.admin())).id;
  }

  /** The visit does not take place; the desk enters the new day, or leaves the old one standing. */
  async postpone(job: Job, until: string, isEntered: boolean): Promise<void> {
    this.postponed.set(job.visitId, until);
    if (!isEntered) return;
    const { service } = this.time;
    const reason = '现场不具备作业条件，改期。';
    good(await service.call(visitApi.cancel, { visitId: job.visitId, reason }, await this.admin()));
    const people = { leadId: job.lead.personId, partnerIds: [job.partner.personId] };
    const id = await this.planOn({ liftId: job.lift.id, kind: job.class, ...people }, until);
    this.postponed.set(id, until);
  }

  /** What each lead finds in their app for today, as far as nothing has come between. */
  async jobs(today: string): Promise<Job[]> {
    const { technicians } = this.company;
    const person = new Map(technicians.map((worker) => [worker.personId, worker]));
    const jobs: Job[] = [];
    for (const lead of technicians) {
      if (this.gone.has(lead.personId)) continue;
      const { items } = good(await this.time.service.call(visitApi.today, {}, await this.time.as(lead)));
      for (const card of items) {
        if (card.lead.id !== lead.personId || card.state !== 'planned') continue;
        if ((this.postponed.get(card.id) ?? '') > today) continue;
        const [lift, partner] = [this.lifts.get(card.lift.id), person.get(card.partners[0]?.id ?? '')];
        if (lift && partner) jobs.push({ visitId: card.id, lift, class: card.class, lead, partner });
      }
    }
    // One visit of a lift a day is enough; what else was planned for it has become superfluous.
    const seen = new Set<string>();
    return jobs.filter(({ lift }) => !seen.has(lift.id) && seen.add(lift.id));
  }

  /** A new certificate for whoever's ran out. */
  async renew(validUntil: string): Promise<void> {
    const personId = this.company.technicians[1]?.personId ?? '';
    const admin = await this.admin();
    const fileId = await scan(this.time.service, admin);
    const from = dayAfter(expiringOn, 1);
    const terms = { from, until: validUntil, fileId, number: inventedNumber() };
    const paper = { kind: 'certificate' as const, item: 'T' as const, ...terms };
    good(await this.time.service.call(paperApi.enterForPerson, { personId, ...paper }, admin));
    this.certifiedUntil = validUntil;
  }
  /** Until when the second technician is certified. */
  private certifiedUntil = expiringOn;

  /** A technician leaves; from the next day on they may not be sent. */
  async leave(worker: Worker, lastDay: string): Promise<void> {
    const leaving = { personId: worker.personId, lastDay, reason: '合同到期。' };
    good(await this.time.service.call(personApi.leave, leaving, await this.admin()));
    this.leaving = worker.personId;
  }
  private leaving: string | null = null;

  /** It is the last day of one of them: what their phones hold must be sent before they have no account any more. */
  isLastDayOf = ({ lead, partner }: Job): boolean =>
    [lead.personId, partner.personId].some((personId) => personId === this.leaving);

  /** The morning after: what the leaver was to do goes to whoever is left. */
  async handOver(today: string): Promise<void> {
    const personId = this.leaving;
    if (personId === null) return;
    this.leaving = null;
    this.gone.add(personId);
    const { service } = this.time;
    for (const day of [today, dayAfter(`${today.slice(0, 7)}-28`, 4)]) {
      const month = day.slice(0, 7);
      const { visits } = good(await service.call(planApi.calendar, { month }, await this.admin()));
      const { teams } = good(await service.call(planApi.propose, { month }, await this.admin()));
      const teamId = teams[0]?.id ?? '';
      const mine = visits.filter(
        ({ state, people }) => state === 'planned' && people.some(({ id }) => id === personId),
      );
      for (const { visitId, plannedOn: from } of mine) {
        const moves = [{ visitId, from, plannedOn: from < today ? today : from, teamId }];
        good(await service.call(planApi.move, { moves }, await this.admin()));
      }
    }
  }
}
