import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import type {
  LiftPaper,
  PaperCompany,
  PaperDecisionView,
  PaperStanding,
  paperlessApi,
} from '@lifttrust/shared-types/paperless/paperless.contract';
import { periodUntil } from '@lifttrust/shared-types/paperless/paperless.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { CityService } from '../city/city.service';
import { coverClause, covers, mustCover, scopeClause } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { containing } from '../kernel/like';
import { pageWithTotal } from '../kernel/paged';
import { Lift } from '../lift/lift.entity';
import { namesOf, organisationNames } from '../lift/lift-names.query';
import { Organisation } from '../organisation/organisation.entity';
import { personNames } from '../person/person-names.query';
import { PaperDecisionRow } from './paper-decision.entity';
import { coverageOfLifts } from './paperless.coverage.query';
import { decisionsClause, inForceSql, type Waiting, waitingFor } from './paperless.rows.query';
import { PaperlessStanding } from './paperless.standing';

const deciding = ['regulator', 'regulator_admin'];

/** What holds about paper, and how complete the electronic records are, as far as the reader may see. */
@Singleton()
export class PaperlessQuery {
  @Inject() database: Database;
  @Inject() cityService: CityService;
  @Inject() standing: PaperlessStanding;

  /** @throws not_found for lifts that are not the actor's to see */
  async lift(liftId: string, ctx: Ctx): Promise<LiftPaper> {
    const actor = requireActor(ctx);
    const manager = this.database.reader.manager;
    const lift = await manager.findOneBy(Lift, { id: liftId });
    mustCover(actor, lift);
    const [paper] = lift ? await this.papers(manager, [lift], actor, dayOf(ctx.at)) : [];
    if (!paper) throw AppError.notFound();
    return paper;
  }

  async lifts(input: InputOf<typeof paperlessApi.lifts>, ctx: Ctx) {
    const actor = requireActor(ctx);
    const today = dayOf(ctx.at);
    const manager = this.database.reader.manager;
    const scope = await scopeClause(manager, actor, 'lift', 'lift');
    const query = manager
      .createQueryBuilder(Lift, 'lift')
      .where(scope.sql, scope.parameters)
      .andWhere("lift.state = 'in_use' AND lift.company_id IS NOT NULL");
    if (input.companyId) query.andWhere('lift.company_id = :companyId', { companyId: input.companyId });
    if (input.q)
      query.andWhere("(lift.place LIKE :words ESCAPE '!' OR lift.own_number LIKE :words ESCAPE '!')", {
        words: containing(input.q),
      });
    if (input.state)
      query.andWhere(`COALESCE(${inForceSql}, 0) = :stops`, {
        today,
        stops: input.state === 'confirmed' ? 1 : 0,
      });
    const { rows, total } = await pageWithTotal(query.orderBy('lift.id'), input);
    const lifts = rows.filter((lift) => covers(actor, lift));
    const names = await namesOf(manager, lifts);
    const papers = await this.papers(manager, lifts, actor, today);
    const items = lifts.flatMap((lift, at) => {
      const paper = papers[at];
      if (!paper) return [];
      const { id: liftId, place, ownNumber, companyId } = lift;
      const company = { id: companyId ?? '', name: names.get(companyId ?? '') ?? '' };
      return [
        { ...paper, liftId, place, ownNumber, ownerName: names.get(lift.ownerId ?? '') ?? '', company },
      ];
    });
    return { items, ...total, page: input.page, pageSize: input.pageSize };
  }

  /** A whole company, as far as its lifts lie where the actor may look. */
  async company(companyId: string, ctx: Ctx): Promise<PaperCompany> {
    const actor = requireActor(ctx);
    const manager = this.database.reader.manager;
    const company = await manager.findOneBy(Organisation, { id: companyId, kind: 'maintenance_company' });
    const lifts = await this.liftsOf(manager, companyId, actor);
    const subject = { companyId, ownerId: null, divisionCode: company?.divisionCode ?? '' };
    if (!company || (lifts.length === 0 && !covers(actor, subject))) throw AppError.notFound();
    const today = dayOf(ctx.at);
    const { paper } = this.cityService.parameters;
    const standing = await this.standing.ofAll(manager, lifts, today);
    const confirmed = lifts.filter((lift) => standing(lift).state === 'confirmed').length;
    const waits = (await waitingFor(manager, [companyId])).find(({ liftId }) => liftId === null);
    const needed = this.standing.needsConfirmation;
    const isOpen = needed && confirmed < lifts.length && !waits;
    return {
      ...(await this.complete(manager, companyId, lifts, today)),
      company: { id: company.id, name: company.name },
      needsConfirmation: needed,
      completeDays: paper.completeDays,
      confirmed,
      waitingSince: waits?.since ?? null,
      may: {
        apply: isOpen && actor.role === 'company_admin',
        keep: needed && confirmed > 0 && deciding.includes(actor.role),
      },
    };
  }

  /** Lifts in use of a company, the actor's area or organisation only. */
  async liftsOf(manager: EntityManager, companyId: string, actor: Actor): Promise<Lift[]> {
    const scope = coverClause(actor, 'lift');
    return manager
      .createQueryBuilder(Lift, 'lift')
      .where(scope.sql, scope.parameters)
      .andWhere("lift.company_id = :companyId AND lift.state = 'in_use'", { companyId })
      .orderBy('lift.place')
      .addOrderBy('lift.id')
      .getMany();
  }

  /** How completely lifts are covered together, counted from the records. */
  async complete(manager: EntityManager, companyId: string, lifts: readonly Lift[], today: string) {
    const { paper, intervalDays } = this.cityService.parameters;
    const period = periodUntil(today, paper.completeDays);
    const liftIds = lifts.map(({ id }) => id);
    const of = await coverageOfLifts(manager, { companyId, liftIds }, period, intervalDays.half_month);
    const all = liftIds.map(of);
    const sum = (pick: (one: (typeof all)[number]) => number) => all.reduce((so, one) => so + pick(one), 0);
    return {
      ...period,
      lifts: lifts.length,
      complete: all.filter(({ covered, days }) => covered === days).length,
      covered: sum(({ covered }) => covered),
      days: sum(({ days }) => days),
    };
  }

  async decisions({ page, pageSize, companyId }: InputOf<typeof paperlessApi.decisions>, ctx: Ctx) {
    const manager = this.database.reader.manager;
    const scope = decisionsClause(requireActor(ctx));
    const query = manager
      .createQueryBuilder(PaperDecisionRow, 'p')
      .where(scope.sql, scope.parameters)
      .andWhere('p.from_on IS NOT NULL');
    if (companyId) query.andWhere('p.company_id = :companyId', { companyId });
    const { rows, total } = await pageWithTotal(query.orderBy('p.decidedAt', 'DESC').addOrderBy('p.id'), {
      page,
      pageSize,
    });
    return { items: await this.decided(manager, rows), ...total, page, pageSize };
  }

  private async decided(manager: EntityManager, rows: PaperDecisionRow[]): Promise<PaperDecisionView[]> {
    const names = await organisationNames(
      manager,
      rows.flatMap(({ companyId, officeId }) => [companyId, officeId]),
    );
    const nameOf = await personNames(
      manager,
      rows.map(({ decidedBy }) => decidedBy),
    );
    const lifts = await manager.findBy(Lift, { id: In(rows.flatMap(({ liftId }) => liftId ?? [])) });
    return rows.map(({ id, stops, fromOn, reason, companyId, liftId, officeId, decidedBy, decidedAt }) => {
      const lift = lifts.find((one) => one.id === liftId);
      return {
        ...{ id, stops, reason, fromOn: fromOn ?? '' },
        company: { id: companyId, name: names.get(companyId) ?? '' },
        lift: lift ? { id: lift.id, name: `${lift.place} ${lift.ownNumber}`.trim() } : null,
        office: names.get(officeId ?? '') ?? '',
        decidedBy: nameOf(decidedBy),
        decidedAt: decidedAt ?? 0,
      };
    });
  }

  private async papers(
    manager: EntityManager,
    lifts: readonly Lift[],
    actor: Actor,
    today: string,
  ): Promise<LiftPaper[]> {
    const standing = await this.standing.ofAll(manager, lifts, today);
    const companyIds = [...new Set(lifts.flatMap(({ companyId }) => companyId ?? []))];
    const waiting = await waitingFor(manager, companyIds);
    const { paper, intervalDays } = this.cityService.parameters;
    const period = periodUntil(today, paper.completeDays);
    const coverage = new Map<string, LiftPaper['coverage']>();
    for (const companyId of companyIds) {
      const liftIds = lifts.filter((lift) => lift.companyId === companyId).map(({ id }) => id);
      const of = await coverageOfLifts(manager, { companyId, liftIds }, period, intervalDays.half_month);
      for (const id of liftIds) coverage.set(id, of(id));
    }
    const none = { ...period, days: paper.completeDays, covered: 0, records: 0, late: 0, lastOn: null };
    return lifts.map((lift) => {
      const found = standing(lift);
      const waits = waiting.find((one) => isAbout(one, lift));
      return {
        ...found,
        coverage: coverage.get(lift.id) ?? none,
        waitingSince: waits?.since ?? null,
        may: mayDo(found, waits !== undefined, actor),
      };
    });
  }
}

const isAbout = (waits: Waiting, lift: Lift) =>
  waits.companyId === lift.companyId &&
  (waits.liftId === lift.id || (waits.liftId === null && lift.divisionCode.startsWith(waits.area)));

const mayDo = (standing: PaperStanding, isWaiting: boolean, actor: Actor): LiftPaper['may'] => ({
  apply: standing.state === 'keep' && !isWaiting && actor.role === 'company_admin',
  keep: standing.state === 'confirmed' && deciding.includes(actor.role),
});
