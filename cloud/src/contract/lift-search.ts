import type { contractApi, LiftChoice } from '@lifttrust/shared-types/contract/contract.contract';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { normaliseCode } from '@lifttrust/shared-types/lift/lift.codes';
import { Inject, Singleton } from '@midwayjs/core';
import { In } from 'typeorm';
import { coverClause } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { containing } from '../kernel/like';
import { Limits } from '../kernel/limits';
import { UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { toCard } from '../lift/lift.shape';
import { namesOf } from '../lift/lift-names.query';

const columns = ['rescueCode', 'useRegistration', 'equipmentCode', 'registrationCode'] as const;
const identifierOf = (lift: Lift): string =>
  lift.rescueCode || lift.useRegistration || lift.equipmentCode || lift.registrationCode;

/** Lifts for a new contract: a company's own, or those whose numbers somebody read off them. */
@Singleton()
export class LiftSearch {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() limits: Limits;

  /** @throws too_many `contract.searches_used` when a company has asked for too many lifts that are not its own */
  async choices({ identifiers, q }: InputOf<typeof contractApi.liftChoices>, ctx: Ctx) {
    const actor = requireActor(ctx);
    const codes = [...new Set(identifiers.map(normaliseCode))];
    return codes.length === 0
      ? { items: await this.own(actor, q), unknown: [] }
      : this.named(actor, codes, ctx);
  }

  private async own(actor: Actor, q: string | undefined): Promise<LiftChoice[]> {
    const { manager } = this.database.reader;
    const cover = coverClause(actor, 'lift');
    const proposed =
      "SELECT b.lift_id FROM binding b WHERE b.company_id = :organisation AND b.state = 'proposed'";
    const query = manager
      .createQueryBuilder(Lift, 'lift')
      .where(`(${cover.sql} OR (lift.company_id IS NULL AND lift.id IN (${proposed})))`, cover.parameters);
    if (q)
      query.andWhere("(lift.place LIKE :like ESCAPE '!' OR lift.address LIKE :like ESCAPE '!')", {
        like: containing(q),
      });
    const lifts = await query.orderBy('lift.place').addOrderBy('lift.own_number').limit(300).getMany();
    const names = await namesOf(manager, lifts);
    return lifts.map((lift) => ({
      lift: toCard(lift, names),
      identifier: lift.companyId === null ? identifierOf(lift) : '',
      isOurs: lift.companyId !== null,
    }));
  }

  /**
   * Numbers follow one another: whoever asks for one after the other would read the whole register. So what is not the
   * company's own counts, is written down, and says nothing of how others maintain it.
   */
  private async named(actor: Actor, codes: string[], ctx: Ctx) {
    const { manager } = this.database.reader;
    const found = new Map<string, Lift>();
    for (const column of columns)
      for (const lift of await manager.findBy(Lift, { [column]: In(codes) })) found.set(lift.id, lift);
    const lifts = [...found.values()];
    const known = new Set(lifts.flatMap((lift) => columns.map((column) => lift[column])));
    const unknown = codes.filter((code) => !known.has(code));
    const isOurs = (lift: Lift) => lift.companyId === actor.organisationId;
    const foreign = lifts.filter((lift) => !isOurs(lift)).length;
    await this.count(foreign, unknown.length, actor, ctx);
    const names = await namesOf(manager, lifts);
    const items = lifts.map((lift): LiftChoice => {
      const card = toCard(lift, names);
      return {
        lift: isOurs(lift) ? card : { ...card, grade: null, lastMaintainedOn: null, dueOn: null },
        identifier: codes.find((code) => columns.some((column) => lift[column] === code)) ?? '',
        isOurs: isOurs(lift),
      };
    });
    return { items, unknown };
  }

  private async count(foreign: number, unknown: number, actor: Actor, ctx: Ctx): Promise<void> {
    if (foreign + unknown === 0) return;
    const isWithin = await this.limits.mayAsk(actor.organisationId, foreign + unknown);
    await this.work.run(ctx, (tx) =>
      tx.audit('contract.lifts_searched', 'organisation', actor.organisationId, {
        foreign,
        unknown,
        refused: !isWithin,
      }),
    );
    if (!isWithin)
      throw new AppError(
        'too_many',
        'contract.searches_used',
        '今天按号码查找其他单位电梯的次数用完了，请明天再试。一次接手很多电梯的，请联系辖区监管部门。',
      );
  }
}
