import {
  mostNotices,
  type NoticePrint,
  noticeApi,
  noticesAPart,
} from '@lifttrust/shared-types/disclosure/notice.contract';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { CityService } from '../city/city.service';
import { CodeService } from '../code/code.service';
import { coverClause, covers, refuseRole } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { env } from '../kernel/env';
import { insertRows } from '../kernel/insert-rows';
import { newId } from '../kernel/new-id';
import { UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { Organisation } from '../organisation/organisation.entity';
import { NoticePrintLift, NoticePrintRow } from './notice.entity';
import { partsOf } from './notice.parts';
import { NoticePrintThreads } from './notice.print.threads';
import { NoticeQuery } from './notice.query';

type Print = InputOf<typeof noticeApi.print>;

const gone = ['scrapped', 'deregistered', 'out_of_scope'];

/** The notice that hangs in the car or at the entrance (DIS-01): who orders it, and the sheets themselves. */
@Singleton()
export class NoticeService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;
  @Inject() codeService: CodeService;
  @Inject() noticeQuery: NoticeQuery;
  @Inject() threads: NoticePrintThreads;

  /**
   * Writes down which notices are to be printed and by whom; the sheets are fetched after it, part by part.
   * @throws invalid `notice.nothing_chosen`; not_found somebody else's lift, a unit none of whose lifts the caller sees;
   * rule_broken `notice.lift_gone`, `notice.too_many`
   */
  print(input: Print, ctx: Ctx): Promise<NoticePrint> {
    const actor = requireActor(ctx);
    if (input.liftIds.length > 0 === (input.organisationId !== undefined))
      throw AppError.invalid('notice.nothing_chosen', '请勾选电梯，或者选一家单位。');
    return this.work.run(ctx, async (tx) => {
      const unit = input.organisationId ? await this.unit(tx.manager, input.organisationId) : null;
      const lifts = unit
        ? await this.liftsOf(tx.manager, actor, unit.id)
        : await this.chosen(tx.manager, actor, input.liftIds);
      const ordered = lifts.sort((a, b) => nameOf(a).localeCompare(nameOf(b)) || a.id.localeCompare(b.id));
      // A lift without a code gets its first: what is printed has to lead somewhere.
      for (const { id } of ordered)
        if ((await this.codeService.currentToken(tx.manager, id)) === null)
          await this.codeService.issue(tx, id);
      const { personId, organisationId } = actor;
      const row = {
        ...{ id: newId(), lifts: ordered.length, unitId: unit?.id ?? null },
        ...{ personId, organisationId, at: tx.at },
      };
      await tx.manager.insert(NoticePrintRow, row);
      await insertRows(
        tx.manager,
        NoticePrintLift,
        ordered.map(({ id: liftId }, place) => ({ printId: row.id, place, liftId })),
      );
      await tx.audit('notice.printed', 'notice_print', row.id, { lifts: row.lifts });
      const { id, lifts: count, at } = row;
      return {
        ...{ id, lifts: count, parts: partsOf(count), at },
        ...{ unitName: unit?.name ?? '', by: actor.personName },
      };
    });
  }

  /**
   * The sheets of one part, with what is known now; only the office that ordered them may fetch them, and each time is
   * logged. Lifts that have left the office's hands since are left out.
   * @param part from 1
   * @throws not_found another office's order, a part that is none, a part of which no lift is left
   */
  async pdf(printId: string, part: number, ctx: Ctx): Promise<{ bytes: Buffer; fileName: string }> {
    refuseRole(noticeApi.print.access, ctx);
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const { organisationId } = actor;
    const print = await manager.findOneBy(NoticePrintRow, { id: printId, organisationId });
    if (!print || !(Number.isInteger(part) && part >= 1 && part <= partsOf(print.lifts)))
      throw AppError.notFound();
    const first = (part - 1) * noticesAPart;
    const places = Array.from({ length: noticesAPart }, (_, at) => first + at);
    const rows = await manager.findBy(NoticePrintLift, { printId, place: In(places) });
    const lifts = await manager.findBy(Lift, { id: In(rows.map(({ liftId }) => liftId)) });
    const shown = rows
      .sort((a, b) => a.place - b.place)
      .flatMap(({ liftId }) => lifts.find(({ id }) => id === liftId) ?? [])
      .filter((lift) => covers(actor, lift) && !gone.includes(lift.state));
    if (shown.length === 0) throw AppError.notFound();
    const facts = await this.noticeQuery.facts(shown, ctx);
    const { emergencyPhone, complaintPhone } = this.cityService.parameters;
    const linkBase = `${env().publicUrl}/l/`;
    const bytes = await this.threads.print({
      facts,
      office: { emergencyPhone, complaintPhone, linkBase, at: ctx.at },
    });
    await this.work.run(ctx, (tx) => tx.audit('notice.fetched', 'notice_print', printId, { part }));
    const which = partsOf(print.lifts) > 1 ? `-第${part}份` : '';
    return { bytes, fileName: `维保公示-${facts.length}台${which}-${printId.slice(-6)}.pdf` };
  }

  private async unit(manager: EntityManager, id: string): Promise<Organisation> {
    const unit = await manager.findOneBy(Organisation, { id });
    if (!unit) throw AppError.notFound();
    return unit;
  }

  private async liftsOf(manager: EntityManager, actor: Actor, unitId: string): Promise<Lift[]> {
    const cover = coverClause(actor, 'lift');
    const lifts = await manager
      .createQueryBuilder(Lift, 'lift')
      .where(cover.sql, cover.parameters)
      .andWhere('(lift.company_id = :unitId OR lift.owner_id = :unitId)', { unitId })
      .andWhere('lift.state NOT IN (:...gone)', { gone })
      .take(mostNotices + 1)
      .getMany();
    // Whoever sees none of a unit's lifts does not learn here that there is such a unit.
    if (lifts.length === 0) throw AppError.notFound();
    if (lifts.length > mostNotices)
      throw AppError.broken([
        {
          code: 'notice.too_many',
          message: `这家单位有超过 ${mostNotices} 台电梯，请按使用单位分几次打印。`,
        },
      ]);
    return lifts;
  }

  private async chosen(manager: EntityManager, actor: Actor, given: string[]): Promise<Lift[]> {
    const liftIds = [...new Set(given)];
    const lifts = await manager.findBy(Lift, { id: In(liftIds) });
    if (lifts.length !== liftIds.length || lifts.some((lift) => !covers(actor, lift)))
      throw AppError.notFound();
    const left = lifts.find(({ state }) => gone.includes(state));
    if (left)
      throw AppError.broken([
        {
          code: 'notice.lift_gone',
          message: `${nameOf(left)} 已经报废、注销或不在监管范围，不用再挂公示。`,
        },
      ]);
    return lifts;
  }
}

const nameOf = ({ place, ownNumber }: Lift): string => `${place} ${ownNumber}`.trim();
