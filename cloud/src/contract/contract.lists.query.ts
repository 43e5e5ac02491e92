import {
  type contractApi,
  type LateEntry,
  type LiftContracts,
  ResponsibilityState,
  type Trouble,
} from '@lifttrust/shared-types/contract/contract.contract';
import {
  emergencyCompaniesOn,
  entryDays,
  responsibleOn,
} from '@lifttrust/shared-types/contract/contract.rules';
import { actsByArea } from '@lifttrust/shared-types/kernel/access';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addDays, dayOf, daysBetween } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { coverClause, covers } from '../kernel/access';
import type { Actor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { countOf, totalAfter } from '../kernel/paged';
import { Lift } from '../lift/lift.entity';
import { toCard } from '../lift/lift.shape';
import { namesOf, organisationNames } from '../lift/lift-names.query';
import { claimsOf } from './contract.claims';
import { ContractQuery } from './contract.query';
import { entryOf, named } from './contract.shape';
import { ContractLift } from './contract-lift.entity';
import { entrySignsOf } from './entry-signs.query';
import { LiftResponsibility } from './lift-responsibility.entity';
import { ResponsibilityChange } from './responsibility-change.entity';

const over = "('deregistered', 'scrapped', 'out_of_scope')";
/** Days back in which a take-over may still be unfinished; what is older is looked at lift by lift. */
const lookBackDays = 400;

/** Lifts in trouble of one kind or of both; each part finds its few by an index, whatever the register's size. */
function troubled(kind: 'gap' | 'dispute' | undefined): string {
  const said = (state: string) =>
    `SELECT r.lift_id AS id FROM lift_responsibility r WHERE r.state = '${state}'`;
  const unsaid = `SELECT free.id AS id FROM lift free LEFT JOIN lift_responsibility x ON x.lift_id = free.id
    WHERE free.company_id IS NULL AND x.lift_id IS NULL`;
  const parts = { gap: `${said('gap')} UNION ${unsaid}`, dispute: said('dispute') };
  return kind ? parts[kind] : `${parts.gap} UNION ${parts.dispute}`;
}

/** Lists that the regulator works through, and who answered for one lift when. */
@Singleton()
export class ContractLists {
  @Inject() database: Database;
  @Inject() contractQuery: ContractQuery;

  /** Take-overs whose data are not complete, the longest waiting first (CON-02). */
  async lateEntries(actor: Actor, input: InputOf<typeof contractApi.lateEntries>, at: number) {
    const today = dayOf(at);
    const all = await this.unfinished(this.database.reader.manager, today, actor);
    const found = input.state ? all.filter((entry) => entry.state === input.state) : all;
    const { page, pageSize } = input;
    return {
      items: found.slice((page - 1) * pageSize, page * pageSize),
      total: found.length,
      page,
      pageSize,
    };
  }

  /** Of everybody when no actor is given: the daily round asks for the whole city. */
  async unfinished(manager: EntityManager, today: string, actor?: Actor): Promise<LateEntry[]> {
    const query = manager
      .createQueryBuilder(ContractLift, 'cl')
      .innerJoin(Lift, 'lift', 'lift.id = cl.lift_id')
      .where('cl.is_takeover = 1 AND cl.from_day <= :latest AND cl.from_day >= :earliest', {
        latest: addDays(today, -entryDays.warn),
        earliest: addDays(today, -lookBackDays),
      })
      .andWhere('cl.until_day >= :today AND (cl.ends_on IS NULL OR cl.ends_on >= :today)', { today });
    if (actor && actsByArea(actor.role)) {
      const cover = coverClause(actor, 'lift');
      query.andWhere(cover.sql, cover.parameters);
    } else if (actor) query.andWhere('cl.company_id = :own', { own: actor.organisationId });
    const rows = await query.orderBy('cl.from_day').addOrderBy('cl.id').getMany();
    const signs = await entrySignsOf(manager, rows);
    const open = rows
      .map((row) => ({ row, entry: entryOf(row, signs(row), today) }))
      .filter(({ entry }) => entry.missing.length > 0);
    const lifts = await manager.findBy(Lift, { id: In(open.map(({ row }) => row.liftId)) });
    const names = await namesOf(manager, lifts);
    const companies = await organisationNames(
      manager,
      open.map(({ row }) => row.companyId),
    );
    const byId = new Map(lifts.map((lift) => [lift.id, lift]));
    return open.flatMap(({ row, entry }) => {
      const lift = byId.get(row.liftId);
      if (!lift) return [];
      return [
        {
          ...entry,
          lift: toCard(lift, names),
          contractId: row.contractId,
          company: named(row.companyId, companies),
          effectiveOn: row.fromDay,
          day: daysBetween(row.fromDay, today),
        },
      ];
    });
  }

  /** Lifts that nobody maintains or that two companies claim (CON-04, CON-05). */
  async troubles(actor: Actor, input: InputOf<typeof contractApi.troubles>) {
    const { page, pageSize, state } = input;
    const manager = this.database.reader.manager;
    const cover = coverClause(actor, 'lift');
    // A company sees what it claims itself, whoever the lift is listed with.
    const isClaimed =
      'lift.id IN (SELECT mine.lift_id FROM contract_lift mine WHERE mine.company_id = :organisation)';
    const scope = actor.role === 'company_admin' ? `(${cover.sql} OR ${isClaimed})` : cover.sql;
    const query = manager
      .createQueryBuilder(Lift, 'lift')
      .innerJoin(`(${troubled(state)})`, 'troubled', 'troubled.id = lift.id')
      .where(scope, cover.parameters)
      .andWhere(`lift.state NOT IN ${over}`);
    const lifts = await query
      .clone()
      .orderBy('lift.id')
      .offset((page - 1) * pageSize)
      .limit(pageSize)
      .getMany();
    const total = await totalAfter(input, lifts.length, () => countOf(query));
    return { items: await this.toTroubles(manager, lifts), ...total, page, pageSize };
  }

  private async toTroubles(manager: EntityManager, lifts: Lift[]): Promise<Trouble[]> {
    const ids = lifts.map(({ id }) => id);
    const rows = await manager.findBy(LiftResponsibility, { liftId: In(ids) });
    const names = await namesOf(manager, lifts);
    const companies = await organisationNames(
      manager,
      rows.flatMap((row) => row.waiting),
    );
    return lifts.map((lift) => {
      const row = rows.find(({ liftId }) => liftId === lift.id);
      return {
        lift: toCard(lift, names),
        state: row?.state === 'dispute' ? 'dispute' : 'gap',
        since: row?.since ?? null,
        companies: (row?.waiting ?? []).map((id) => named(id, companies)),
      };
    });
  }

  /** Who answered for a lift when: to those who may see the lift, or have a contract for it. */
  async ofLift(actor: Actor, liftId: string, at: number): Promise<LiftContracts> {
    const manager = this.database.reader.manager;
    const [found] = await claimsOf(manager, [liftId]);
    const contracts = await this.contractQuery
      .within(manager, actor)
      .andWhere('c.id IN (SELECT x.contract_id FROM contract_lift x WHERE x.lift_id = :liftId)', { liftId })
      .orderBy('c.from_day', 'DESC')
      .getMany();
    const maySee = found && covers(actor, found.lift);
    if (!found || (!maySee && contracts.length === 0)) throw AppError.notFound();
    const today = dayOf(at);
    const responsible = responsibleOn(found.facts, today);
    const steps = maySee
      ? await manager.find(ResponsibilityChange, {
          where: { liftId },
          order: { at: 'DESC', id: 'DESC' },
          take: 50,
        })
      : [];
    const emergency = maySee ? emergencyCompaniesOn(found.facts, today) : [];
    const names = await organisationNames(manager, [...emergency, ...steps.map((step) => step.companyId)]);
    return {
      today: responsible.state,
      company: maySee && responsible.state === 'company' ? named(responsible.companyId, names) : null,
      emergency: emergency.map((id) => named(id, names)),
      steps: steps.map((step) => ({
        at: step.at,
        day: step.onDay,
        state: ResponsibilityState.parse(step.state),
        companyName: step.companyId ? (names.get(step.companyId) ?? '') : null,
      })),
      contracts: await this.contractQuery.cards(manager, contracts),
    };
  }
}
