import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { refuseTeam } from '@lifttrust/shared-types/person/person.rules';
import type { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { type MaintenanceClass, VisitState } from '@lifttrust/shared-types/visit/visit.contract';
import { refuseCancel } from '@lifttrust/shared-types/visit/visit.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { PresenceService } from '../check-in/presence.service';
import { checklistOf } from '../checklist/checklist.editions';
import { CityService } from '../city/city.service';
import { mustCover, scopeClause } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { joinedRows } from '../kernel/joined-rows';
import { newId } from '../kernel/new-id';
import { pageWithTotal } from '../kernel/paged';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { PaperService } from '../paper/paper.service';
import { PersonService } from '../person/person.service';
import { StaffService } from '../staff/staff.service';
import { Visit } from './visit.entity';
import { unknownVisit, VisitQuery } from './visit.query';
import { VisitItem } from './visit-item.entity';
import { VisitMember } from './visit-member.entity';

/** Planning and finding visits. What happens on site is the check-in module's and the worksheet's business. */
@Singleton()
export class VisitService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() visitQuery: VisitQuery;
  @Inject() personService: PersonService;
  @Inject() paperService: PaperService;
  @Inject() cityService: CityService;
  @Inject() staffService: StaffService;
  @Inject() presences: PresenceService;

  /** `dueOn`: the law's day where a visit planned before this one moves it; the lift's own otherwise. */
  async plan(input: InputOf<typeof visitApi.plan>, ctx: Ctx, dueOn?: string) {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const lift = await tx.manager.findOneBy(Lift, { id: input.liftId });
      mustCover(actor, lift);
      if (!lift) throw AppError.notFound();
      const people = await this.teamFor(tx.manager, input);
      const [leadId = ''] = people;
      await this.refuseTeam(tx.manager, people, actor, input.plannedOn);
      const due = dueOn ?? lift.dueOn;
      const visit = await this.insert(
        tx,
        { ...lift, dueOn: due },
        { ...input, leadId },
        actor.organisationId,
      );
      await this.addMembers(tx, visit, people, leadId);
      await tx.audit('visit.plan', 'visit', visit.id, { liftId: lift.id, class: input.class });
      return this.visitQuery.card(tx.manager, visit, actor.personId);
    });
  }

  async cancel(input: InputOf<typeof visitApi.cancel>, ctx: Ctx) {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const visit = await tx.manager.findOneBy(Visit, { id: input.visitId });
      mustCover(actor, visit);
      if (!visit) throw AppError.notFound();
      const refusal = refuseCancel(VisitState.parse(visit.state));
      if (refusal) throw AppError.conflict(refusal.code, refusal.message);
      await this.move(tx, visit, 'cancelled', { cancelReason: input.reason });
      await tx.audit('visit.cancel', 'visit', visit.id, { reason: input.reason });
      return this.visitQuery.card(tx.manager, { ...visit, state: 'cancelled' }, actor.personId);
    });
  }

  /**
   * Today's visits of a technician: planned for today or earlier and not finished, and what was finished today; and
   * tomorrow's, which a phone fetches ahead (CHK-15).
   */
  async today(ctx: Ctx) {
    const actor = requireActor(ctx);
    const manager = this.database.reader.manager;
    const today = dayOf(ctx.at);
    const next = addDays(today, 1);
    // Among the newest only: what somebody did years ago is not looked through every morning.
    const rows = await joinedRows(
      manager,
      { visit: Visit },
      `FROM (SELECT visit_id FROM visit_member WHERE person_id = ? ORDER BY visit_id DESC LIMIT 300) mine
       JOIN visit visit ON visit.id = mine.visit_id
       WHERE (visit.state IN ('planned', 'checked_in') AND visit.planned_on <= ?)
          OR (visit.state = 'submitted' AND visit.planned_on = ?)
       ORDER BY CASE WHEN visit.state = 'submitted' THEN 1 ELSE 0 END, visit.planned_on, visit.id`,
      [actor.personId, next, today],
    );
    const visits = rows.flatMap((row) => row.visit ?? []);
    const cards = await this.visitQuery.cards(manager, visits, actor.personId);
    return {
      items: cards.filter(({ plannedOn }) => plannedOn <= today),
      tomorrow: cards.filter(({ plannedOn }) => plannedOn > today),
      serverTime: ctx.at,
    };
  }

  async list(input: InputOf<typeof visitApi.list>, ctx: Ctx) {
    const actor = requireActor(ctx);
    const manager = this.database.reader.manager;
    const scope = await scopeClause(manager, actor, 'v', 'visit');
    const query = manager.createQueryBuilder(Visit, 'v').where(scope.sql, scope.parameters);
    if (input.liftId) query.andWhere('v.liftId = :liftId', { liftId: input.liftId });
    if (input.state) query.andWhere('v.state = :state', { state: input.state });
    query.orderBy('v.plannedOn', 'DESC').addOrderBy('v.id', 'DESC');
    const { rows, total } = await pageWithTotal(query, input);
    const items = await this.visitQuery.cards(manager, rows, actor.personId);
    return { items, ...total, page: input.page, pageSize: input.pageSize };
  }

  /** The visit, if the actor takes part in it; to everybody else it does not exist. */
  async mustBeMember(manager: EntityManager, visitId: string, actor: Actor): Promise<Visit> {
    const visit = await manager.findOneBy(Visit, { id: visitId });
    const member = visit && (await manager.findOneBy(VisitMember, { visitId, personId: actor.personId }));
    if (!visit || !member || visit.companyId !== actor.organisationId) throw unknownVisit();
    return visit;
  }

  /** Changes the state only if nobody else has: of two at once one wins, the other hears it. */
  async move(tx: Transaction, visit: Visit, state: VisitState, changes: Partial<Visit> = {}): Promise<void> {
    const moved = await tx.manager.update(Visit, { id: visit.id, state: visit.state }, { ...changes, state });
    if (moved.affected !== 1) throw movedOn();
  }

  /** Somebody stands at the lift. Both technicians may come at the same moment: neither is in the other's way. */
  async arrived(tx: Transaction, { id }: Visit): Promise<void> {
    const open = In<VisitState>(['planned', 'checked_in']);
    const moved = await tx.manager.update(Visit, { id, state: open }, { state: 'checked_in' });
    if (moved.affected !== 1) throw movedOn();
  }

  private async insert(
    tx: Transaction,
    lift: Lift,
    input: InputOf<typeof visitApi.plan> & { leadId: string },
    companyId: string,
  ): Promise<Visit> {
    const checklist = await checklistOf(tx.manager, lift, input.class, companyId);
    if ('refusal' in checklist) throw AppError.broken([checklist.refusal]);
    const visit = tx.manager.create(Visit, {
      id: newId(),
      liftId: lift.id,
      companyId,
      ownerId: lift.ownerId,
      divisionCode: lift.divisionCode,
      class: input.class,
      state: 'planned',
      plannedOn: input.plannedOn,
      dueOn: lift.dueOn,
      leadId: input.leadId,
      templateEdition: checklist.edition,
      grade: null,
      gradeReason: '',
      cancelReason: null,
      recordId: null,
      createdAt: tx.at,
    });
    await tx.manager.insert(Visit, visit);
    const rows = checklist.items.map((item, position) => toItemRow(visit.id, item, position, item.statutory));
    await tx.manager.insert(VisitItem, rows);
    return visit;
  }

  /** For arrangements of a planned visit; `people`: ids, each once. */
  async addMembers(tx: Transaction, visit: Visit, people: string[], leadId: string): Promise<void> {
    for (const personId of people) {
      const isCertified = await this.personService.holdsCertificate(
        tx.manager,
        personId,
        'T',
        visit.plannedOn,
      );
      await tx.manager.insert(VisitMember, {
        visitId: visit.id,
        personId,
        role: personId === leadId ? 'lead' : 'partner',
        isCertified,
      });
      await this.presences.begin(tx, visit.id, personId);
    }
  }

  /** What was so on the planned day need not be on the day of the work; the record goes by the work (ORG-08). */
  async noteCertified(tx: Transaction, visitId: string, personId: string, day: string): Promise<void> {
    const isCertified = await this.personService.holdsCertificate(tx.manager, personId, 'T', day);
    await tx.manager.update(VisitMember, { visitId, personId }, { isCertified });
  }

  /** The lead first. Where nobody is named, those who are assigned to the lift (EQ-03). */
  private async teamFor(manager: EntityManager, input: InputOf<typeof visitApi.plan>): Promise<string[]> {
    if (input.leadId) return [input.leadId, ...(input.partnerIds ?? [])];
    const assigned = await this.staffService.assignedTo(
      manager,
      input.liftId,
      'maintenance',
      input.plannedOn,
    );
    const lead = assigned.find(({ isCertified }) => isCertified);
    if (!lead) throw AppError.broken([nobodyAssigned]);
    const partners = assigned.filter(({ id }) => id !== lead.id).map(({ id }) => id);
    return [lead.id, ...partners.slice(0, this.cityService.parameters.technicians.minimum - 1)];
  }

  /** @throws as `plan` does, for people who are not the company's or may not be assigned on the day */
  async refuseTeam(manager: EntityManager, people: string[], actor: Actor, day: string): Promise<void> {
    await this.refuseForeignPeople(manager, people, actor);
    await this.refuseUnassignable(manager, people, actor, day);
  }

  private async refuseForeignPeople(manager: EntityManager, people: string[], actor: Actor): Promise<void> {
    if (new Set(people).size !== people.length)
      throw AppError.invalid('visit.same_person_twice', '同一个人不能安排两次。');
    const own = await this.personService.peopleWithRole(manager, actor.organisationId, 'technician');
    const foreign = people.filter((personId) => !own.some((person) => person.id === personId));
    if (foreign.length > 0)
      throw AppError.notFound('visit.person_unknown', '有人不是本单位的维保人员，不能安排。');
  }

  private async refuseUnassignable(manager: EntityManager, people: string[], actor: Actor, day: string) {
    const against = await this.paperService.reasonsAgainst(manager, people, actor.organisationId, day);
    const team = await this.personService.named(manager, people);
    const refusals = refuseTeam(
      team.map(({ id, name }) => ({ name, reasons: against.get(id) ?? [] })),
      this.cityService.parameters.technicians.allCertified,
    );
    if (refusals.length > 0) throw AppError.broken(refusals);
  }
}

const nobodyAssigned = {
  code: 'visit.nobody_assigned',
  field: 'leadId',
  message: '这台电梯还没有分配能去的维保人员，请先分配，或直接选人。',
};

interface ItemDraft {
  code: string;
  name: string;
  requirement: string;
  class: MaintenanceClass;
  requiresTest: boolean;
}

const movedOn = () => AppError.conflict('visit.moved_on', '这次维保刚刚被更新，请刷新后再试。');

export const toItemRow = (
  visitId: string,
  item: ItemDraft,
  position: number,
  isStatutory = true,
): Partial<VisitItem> => ({
  visitId,
  code: item.code,
  position,
  name: item.name,
  requirement: item.requirement,
  class: item.class,
  isStatutory,
  requiresTest: item.requiresTest,
  result: null,
  note: '',
  reading: '',
  fileIds: [],
  answeredAt: null,
});
