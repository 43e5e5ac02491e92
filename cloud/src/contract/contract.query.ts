import type {
  ContractDetail,
  ContractLiftView,
  contractApi,
} from '@lifttrust/shared-types/contract/contract.contract';
import { responsibleOn } from '@lifttrust/shared-types/contract/contract.rules';
import { actsByArea } from '@lifttrust/shared-types/kernel/access';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { areaClause, isWholeTable } from '../kernel/access';
import type { Actor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { containing } from '../kernel/like';
import { marks } from '../kernel/marks';
import { pageWithTotal } from '../kernel/paged';
import { toCard } from '../lift/lift.shape';
import { namesOf, organisationNames } from '../lift/lift-names.query';
import { claimsOf } from './contract.claims';
import { Contract } from './contract.entity';
import { entryOf, toContractCard } from './contract.shape';
import { ContractLift } from './contract-lift.entity';
import { entrySignsOf } from './entry-signs.query';
import { PermitCoverage } from './permit-coverage';

type ListInput = InputOf<typeof contractApi.list>;

/** A party sees its own contracts, the district those with a lift of its own; nobody else any (S1 四(四)). */
const scopeOf = (actor: Actor): { sql: string; parameters: Record<string, string> } => {
  if (actsByArea(actor.role)) {
    const { sql, parameters } = areaClause(actor.divisionCode, 'l');
    const lifts = `SELECT cl.contract_id FROM contract_lift cl JOIN lift l ON l.id = cl.lift_id WHERE ${sql}`;
    return { sql: `c.id IN (${lifts})`, parameters };
  }
  const party = actor.role === 'company_admin' ? 'c.company_id' : 'c.owner_id';
  return { sql: `${party} = :party`, parameters: { party: actor.organisationId } };
};

/** What the district's rule comes to when every lift is in its area. */
const hasLift = 'EXISTS (SELECT 1 FROM contract_lift cl WHERE cl.contract_id = c.id)';

function withTime(query: SelectQueryBuilder<Contract>, time: NonNullable<ListInput['time']>, today: string) {
  const soon = addDays(today, 90);
  const conditions: Record<typeof time, string> = {
    running: 'c.from_day <= :today AND c.until_day >= :today',
    ahead: 'c.from_day > :today',
    over: 'c.until_day < :today',
    expiring: 'c.from_day <= :today AND c.until_day BETWEEN :today AND :soon',
  };
  query.andWhere(conditions[time], { today, soon });
}

/** Contracts as lists and as files, for their parties and the district. */
@Singleton()
export class ContractQuery {
  @Inject() database: Database;
  @Inject() permitCoverage: PermitCoverage;

  async list(actor: Actor, input: ListInput, at: number) {
    const { page, pageSize, state, time, q } = input;
    const manager = this.database.reader.manager;
    const query = (await isWholeTable(manager, actor, 'lift'))
      ? manager.createQueryBuilder(Contract, 'c').where(hasLift)
      : this.within(manager, actor);
    if (state) query.andWhere('c.state = :state', { state });
    if (time) withTime(query, time, dayOf(at));
    if (q) {
      const like = containing(q);
      const named = "SELECT o.id FROM organisation o WHERE o.name LIKE :like ESCAPE '!'";
      query.andWhere(
        `(c.number LIKE :like ESCAPE '!' OR c.company_id IN (${named}) OR c.owner_id IN (${named}))`,
        { like },
      );
    }
    const { rows, total } = await pageWithTotal(query.orderBy('c.id', 'DESC'), input);
    return { items: await this.cards(manager, rows), ...total, page, pageSize };
  }

  async cards(manager: EntityManager, rows: Contract[]) {
    const names = await organisationNames(
      manager,
      rows.flatMap((row) => [row.companyId, row.ownerId]),
    );
    const counts = await this.counts(manager, rows);
    return rows.map((row) => toContractCard(row, names, counts.get(row.id) ?? 0));
  }

  /** The contract, to its parties and the district; to everybody else there is none. */
  async mustSee(manager: EntityManager, contractId: string, actor: Actor): Promise<Contract> {
    const found = await this.within(manager, actor).andWhere('c.id = :contractId', { contractId }).getOne();
    if (!found) throw AppError.notFound();
    return found;
  }

  async show(
    actor: Actor,
    contractId: string,
    at: number,
    manager = this.database.reader.manager,
  ): Promise<ContractDetail> {
    const contract = await this.mustSee(manager, contractId, actor);
    const names = await organisationNames(manager, [contract.companyId, contract.ownerId]);
    const items = await this.lifts(manager, contract, dayOf(at));
    const isCompany = actor.organisationId === contract.companyId && actor.role === 'company_admin';
    const isOwner = actor.organisationId === contract.ownerId;
    const isOpen = contract.state === 'entered' || contract.state === 'confirmed';
    return {
      ...toContractCard(contract, names, items.length),
      content: contract.content,
      frequency: contract.frequency,
      terms: contract.terms,
      price: contract.price,
      decision: contract.decision,
      items,
      may: {
        decide: isOwner && contract.state === 'entered',
        end: isOpen && (isCompany || (isOwner && actor.role === 'owner_admin')),
        accept: isCompany && isOpen,
      },
    };
  }

  within(manager: EntityManager, actor: Actor): SelectQueryBuilder<Contract> {
    const { sql, parameters } = scopeOf(actor);
    return manager.createQueryBuilder(Contract, 'c').where(sql, parameters);
  }

  private async lifts(
    manager: EntityManager,
    contract: Contract,
    today: string,
  ): Promise<ContractLiftView[]> {
    const rows = await manager.find(ContractLift, {
      where: { contractId: contract.id },
      order: { id: 'ASC' },
    });
    const facts = await claimsOf(
      manager,
      rows.map((row) => row.liftId),
    );
    const byId = new Map(facts.map((each) => [each.lift.id, each]));
    const names = await namesOf(
      manager,
      facts.map(({ lift }) => lift),
    );
    const signs = await entrySignsOf(manager, rows);
    const views = rows.map(async (row): Promise<ContractLiftView | null> => {
      const found = byId.get(row.liftId);
      if (!found) return null;
      const responsible = responsibleOn(found.facts, today);
      const entry = entryOf(row, signs(row), today);
      const asked = {
        companyId: row.companyId,
        lift: found.lift,
        from: contract.fromDay,
        until: contract.untilDay,
      };
      return {
        lift: toCard(found.lift, names),
        from: row.fromDay,
        until: row.untilDay,
        endsOn: row.endsOn,
        confirmedOn: row.confirmedOn,
        today: responsible.state,
        isOurs: responsible.state === 'company' && responsible.companyId === row.companyId,
        coverage: await this.permitCoverage.of(manager, asked),
        takeover: row.isTakeover
          ? { ...entry, acceptedAt: row.acceptedAt, isSafe: row.isSafe, defects: row.defects }
          : null,
      };
    });
    return (await Promise.all(views)).flatMap((view) => view ?? []);
  }

  private async counts(manager: EntityManager, rows: Contract[]): Promise<Map<string, number>> {
    if (rows.length === 0) return new Map();
    const found: { id: string; number: number | string }[] = await manager.query(
      `SELECT contract_id AS id, COUNT(*) AS number FROM contract_lift
       WHERE contract_id IN (${marks(rows)}) GROUP BY contract_id`,
      rows.map((row) => row.id),
    );
    return new Map(found.map(({ id, number }) => [id, Number(number)]));
  }
}
