import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { CodeService } from '../src/code/code.service';
import { type Actor, type Ctx, systemCtx } from '../src/kernel/actor';
import { Cipher } from '../src/kernel/cipher';
import { Clock } from '../src/kernel/clock';
import { Database } from '../src/kernel/database';
import { newId } from '../src/kernel/new-id';
import { type Transaction, UnitOfWork } from '../src/kernel/unit-of-work';
import { DueCounterService } from '../src/lift/due-counter.service';
import { Lift } from '../src/lift/lift.entity';
import { LiftOfficer } from '../src/officer/lift-officer.entity';
import { standingKey } from '../src/officer/officer.service';
import { Division } from '../src/organisation/division.entity';
import { Organisation } from '../src/organisation/organisation.entity';
import { organisationKey } from '../src/organisation/organisation.name';
import { AssignmentService } from '../src/person/assignment.service';
import { Certificate } from '../src/person/certificate.entity';
import { Person } from '../src/person/person.entity';
import { VisitService } from '../src/visit/visit.service';
import { type DemoLift, demoLifts } from './lifts';
import { demoOrganisations, demoPeople, division } from './people';
import { DemoRescue, idOf } from './seed.rescue';

/** Where the accounts of the invented people come from. */
const invented = {
  source: 'import',
  operatorId: null,
  operatorName: '本地预览',
  reason: '示例数据',
} as const;

/** Fills an empty database with the invented district; a database that has people keeps what it has. */
@Singleton()
export class DemoSeed {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() cipher: Cipher;
  @Inject() assignments: AssignmentService;
  @Inject() codeService: CodeService;
  @Inject() visitService: VisitService;
  @Inject() dueCounters: DueCounterService;
  @Inject() rescue: DemoRescue;

  async run(): Promise<void> {
    const ctx = systemCtx(this.clock.now(), 'demo-seed');
    if ((await this.database.reader.manager.count(Person)) > 0) return;
    await this.work.run(ctx, async (tx) => {
      await tx.manager.insert(Division, [{ code: '9999', name: '示范市' }, division]);
      const organisations = await this.organisations(tx);
      const people = await this.people(tx, organisations);
      const lifts: [DemoLift, string][] = [];
      for (const lift of demoLifts) lifts.push([lift, await this.lift(tx, lift, organisations)]);
      for (const [lift, id] of lifts)
        if (lift.visitToday) await this.visit(ctx, lift.visitToday, id, organisations, people);
      await this.officers(tx, lifts, organisations, people);
      await this.rescue.seed(tx, { organisations, people });
      await this.dueCounters.recount(tx);
      await tx.audit('sandbox.seed', 'division', division.code);
    });
  }

  private async organisations(tx: Transaction): Promise<Map<string, string>> {
    const ids = new Map<string, string>();
    for (const { key, kind, name, divisionCode } of demoOrganisations) {
      const id = newId();
      ids.set(key, id);
      await tx.manager.insert(Organisation, {
        id,
        kind,
        name,
        nameKey: organisationKey(name),
        creditCode: null,
        divisionCode,
        phoneSealed: null,
        createdAt: tx.at,
        closedOn: null,
      });
    }
    return ids;
  }

  private async people(tx: Transaction, organisations: Map<string, string>): Promise<Map<string, string>> {
    const ids = new Map<string, string>();
    const today = dayOf(tx.at);
    for (const person of demoPeople) {
      const id = newId();
      ids.set(person.key, id);
      await tx.manager.insert(Person, {
        id,
        name: person.name,
        phoneSealed: this.cipher.encrypt(person.phone),
        phonePrint: this.cipher.fingerprint('phone', person.phone),
        createdAt: tx.at,
      });
      const organisationId = idOf(organisations, person.organisation);
      const given = { personId: id, organisationId, role: person.role, from: today };
      await this.assignments.giveAll(tx, [given], invented);
      for (const item of person.certificates) {
        await tx.manager.insert(Certificate, {
          id: newId(),
          personId: id,
          item,
          numberSealed: null,
          // For good: whoever tries the preview plans on any day, and fault tests plan on thousands.
          validUntil: '2099-12-31',
        });
      }
    }
    return ids;
  }

  private async lift(tx: Transaction, draft: DemoLift, organisations: Map<string, string>): Promise<string> {
    const id = newId();
    const last = addDays(dayOf(tx.at), -draft.maintainedDaysAgo);
    const { owner, maintainedDaysAgo: _days, visitToday: _visit, ...facts } = draft;
    await tx.manager.insert(Lift, {
      ...facts,
      id,
      equipmentCode: '',
      state: 'in_use',
      divisionCode: division.code,
      manufacturer: '示例电梯制造厂',
      madeOn: '2016-03-01',
      lastInspectionOn: addDays(dayOf(tx.at), -245),
      nextInspectionOn: addDays(dayOf(tx.at), 120),
      crs: 'GCJ02',
      positionConfirmed: true,
      fenceRadiusMetres: null,
      companyId: idOf(organisations, 'company'),
      ownerId: idOf(organisations, owner),
      lastMaintainedOn: last,
      dueOn: addDays(last, 15),
      grade: '正常',
      gradeOn: last,
      createdAt: tx.at,
      updatedAt: tx.at,
    });
    await this.codeService.issue(tx, id);
    return id;
  }

  /** The estate has named its safety officer; the mall has not, so that somebody sees what that looks like. */
  private async officers(
    tx: Transaction,
    lifts: [DemoLift, string][],
    organisations: Map<string, string>,
    people: Map<string, string>,
  ): Promise<void> {
    for (const [lift, liftId] of lifts) {
      if (lift.owner !== 'estate') continue;
      await tx.manager.insert(LiftOfficer, {
        id: newId(),
        liftId,
        ownerId: idOf(organisations, 'estate'),
        personId: idOf(people, 'zheng'),
        post: 'safety_officer',
        fromDay: dayOf(tx.at),
        untilDay: null,
        standing: standingKey(liftId, 'safety_officer'),
        namedBy: idOf(people, 'qi'),
        namedAt: tx.at,
        endedBy: null,
      });
    }
  }

  private async visit(
    ctx: Ctx,
    maintenanceClass: 'half_month' | 'quarter',
    liftId: string,
    organisations: Map<string, string>,
    people: Map<string, string>,
  ): Promise<void> {
    const admin = demoPeople.find((person) => person.key === 'xu');
    const actor: Actor = {
      personId: idOf(people, 'xu'),
      personName: admin?.name ?? '',
      role: 'company_admin',
      organisationId: idOf(organisations, 'company'),
      organisationName: '',
      divisionCode: '',
      sessionId: '',
      deviceId: '',
    };
    const plan = {
      liftId,
      class: maintenanceClass,
      plannedOn: dayOf(ctx.at),
      leadId: idOf(people, 'chen'),
      partnerIds: [idOf(people, 'lin')],
    };
    await this.visitService.plan(plan, { ...ctx, actor });
  }
}
