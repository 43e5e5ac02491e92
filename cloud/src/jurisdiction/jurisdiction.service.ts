import type { jurisdictionApi } from '@lifttrust/shared-types/jurisdiction/jurisdiction.contract';
import {
  type AreaChange,
  areaOn,
  formerCodes,
  gbCodeOf,
  levelOfCode,
  refuseArea,
  successorsOf,
} from '@lifttrust/shared-types/jurisdiction/jurisdiction.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Destroy, Init, Inject, Singleton } from '@midwayjs/core';
import { type Ctx, requireActor } from '../kernel/actor';
import { useAreaHistory } from '../kernel/area-history';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { log } from '../kernel/log';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { DailyRound } from '../round/daily-round';
import { AreaBook, type Became } from './jurisdiction.book';
import { JurisdictionQuery } from './jurisdiction.query';
import { JurisdictionChangeRow } from './jurisdiction-change.entity';

type Input<K extends keyof typeof jurisdictionApi> = InputOf<(typeof jurisdictionApi)[K]>;
interface Act {
  kind: 'found' | 'rename' | 'merge' | 'split';
  fromDay: string;
  reason: string;
}

/** Other processes may have recorded a merge. */
const lookEveryMs = 60_000;

/** Areas are founded, renamed, merged and split from a day; the code of the past leads to the area of today. */
@Singleton()
export class JurisdictionService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() dailyRound: DailyRound;
  @Inject() jurisdictionQuery: JurisdictionQuery;
  @Inject() areaBook: AreaBook;

  private changes: AreaChange[] = [];
  private timer: NodeJS.Timeout | undefined;

  @Init()
  open(): void {
    const today = () => dayOf(this.clock.now());
    useAreaHistory({
      today: (code) => areaOn(code, this.changes, today()),
      successors: (code) => successorsOf(code, this.changes, today()),
      former: (code) => (this.changes.length === 0 ? [] : formerCodes(code, this.changes, today())),
    });
    this.dailyRound.on('jurisdiction.apply', (tx, day) => this.applyUntil(tx, day));
  }

  /** Reads what has become of areas, now and every minute. */
  async start(): Promise<void> {
    this.timer ??= setInterval(() => void this.read(), lookEveryMs);
    this.timer.unref();
    await this.read();
  }

  @Destroy()
  close(): void {
    clearInterval(this.timer);
  }

  private async read(): Promise<void> {
    try {
      this.changes = await this.database.reader.manager.find(JurisdictionChangeRow);
    } catch (error) {
      log.warn('jurisdiction.not_read', {}, error);
    }
  }

  /** The area a code stood or stands for on a day. */
  areaOn = (code: string, day: string): string => areaOn(code, this.changes, day);

  async found(input: Input<'found'>, ctx: Ctx) {
    const { code, level, gbCode, parentCode, name } = input;
    this.mustHold(ctx, [code]);
    return this.act(ctx, { kind: 'found', ...input }, async (tx) => {
      const areas = await this.jurisdictionQuery.all(tx.manager);
      const parent = areas.find((area) => area.code === parentCode && area.untilDay === null) ?? null;
      if (parentCode && !parent)
        throw AppError.notFound('jurisdiction.parent_unknown', '没有这个上级辖区，请先设立上级。');
      const refusals = refuseArea({ code, level, gbCode, parent });
      if (refusals.length > 0) throw AppError.broken(refusals);
      await this.areaBook.mustBeNew(tx, code);
      await this.areaBook.enter(tx, { code, name, level, parentCode, gbCode, fromDay: input.fromDay });
      return [{ fromCode: code, toCode: code, fromName: '', toName: name }];
    });
  }

  async rename(input: Input<'rename'>, ctx: Ctx) {
    this.mustHold(ctx, [input.code]);
    return this.act(ctx, { kind: 'rename', ...input }, async (tx) => {
      const area = await this.areaBook.standing(tx, input.code);
      return [{ fromCode: area.code, toCode: area.code, fromName: area.name, toName: input.name }];
    });
  }

  /** Several become one, which may be new or one of them; their offices go along under new codes. */
  async merge(input: Input<'merge'>, ctx: Ctx) {
    const { toCode, toName } = input;
    const fromCodes = [...new Set(input.fromCodes)].filter((code) => code !== toCode);
    this.mustHold(ctx, [...fromCodes, toCode]);
    if (fromCodes.some((code) => code.length !== toCode.length))
      throw AppError.invalid('jurisdiction.level_mixed', '只有同一层级的辖区才能合并。');
    return this.act(ctx, { kind: 'merge', ...input }, async (tx) => {
      const areas = await this.jurisdictionQuery.all(tx.manager);
      const merged = await Promise.all(fromCodes.map((code) => this.areaBook.standing(tx, code)));
      if (merged.length === 0)
        throw AppError.invalid('jurisdiction.nothing_to_merge', '请写明要并入的辖区。');
      const isKnown = areas.some(({ code, untilDay }) => code === toCode && untilDay === null);
      if (!isKnown) {
        await this.areaBook.mustBeNew(tx, toCode);
        await this.areaBook.enter(tx, {
          code: toCode,
          name: toName,
          level: levelOfCode(toCode),
          parentCode: merged[0]?.parentCode ?? null,
          gbCode: gbCodeOf(toCode),
          fromDay: input.fromDay,
        });
      }
      const parts = [toCode, ...fromCodes];
      const below = areas.filter(
        ({ code, untilDay }) => untilDay === null && parts.some((p) => code.startsWith(p) && code !== p),
      );
      return [
        ...(await this.areaBook.takeAlong(tx, below, toCode, input.fromDay)),
        ...merged.map(({ code, name }) => ({ fromCode: code, toCode, fromName: name, toName })),
        ...this.renamed(areas, toCode, toName),
      ];
    });
  }

  /** An area that takes others in may take a new name with them. */
  private renamed(areas: readonly { code: string; name: string }[], code: string, toName: string): Became[] {
    const before = areas.find((area) => area.code === code);
    return before && before.name !== toName
      ? [{ fromCode: code, toCode: code, fromName: before.name, toName }]
      : [];
  }

  async split(input: Input<'split'>, ctx: Ctx) {
    const { fromCode, parts, rest } = input;
    const targets = [...parts, rest];
    this.mustHold(ctx, [fromCode, ...targets.map(({ code }) => code)]);
    const offices = parts.flatMap((part) => part.offices);
    if (offices.some((code) => !code.startsWith(fromCode) || code === fromCode))
      throw AppError.invalid('jurisdiction.office_elsewhere', '写明的监管所要在被拆分的区县之内。');
    if (new Set(offices).size !== offices.length)
      throw AppError.invalid('jurisdiction.office_twice', '一个监管所只能归一边。');
    return this.act(ctx, { kind: 'split', ...input }, async (tx) => {
      const areas = await this.jurisdictionQuery.all(tx.manager);
      const whole = await this.areaBook.standing(tx, fromCode);
      for (const { code, name } of targets) {
        if (code === fromCode) continue;
        await this.areaBook.mustBeNew(tx, code);
        const { level, parentCode } = whole;
        await this.areaBook.enter(tx, {
          code,
          name,
          level,
          parentCode,
          gbCode: gbCodeOf(code),
          fromDay: input.fromDay,
        });
      }
      const became = parts.flatMap((part) =>
        part.offices.map((office) => ({
          fromCode: office,
          toCode: part.code,
          fromName: areas.find(({ code }) => code === office)?.name ?? whole.name,
          toName: part.name,
        })),
      );
      // What stays in the rest goes along to its new code, or the offices would be left without their lifts.
      const staying = areas.filter(
        ({ code, untilDay }) =>
          untilDay === null && code.startsWith(fromCode) && !offices.some((one) => code.startsWith(one)),
      );
      const below = rest.code === fromCode ? [] : staying.filter(({ code }) => code !== fromCode);
      const along = await this.areaBook.takeAlong(tx, below, rest.code, input.fromDay);
      return [...became, ...along, { fromCode, toCode: rest.code, fromName: whole.name, toName: rest.name }];
    });
  }

  /** Who answers for an area acts on what lies in it; everything else does not exist for them. */
  private mustHold(ctx: Ctx, codes: string[]): void {
    const { divisionCode } = requireActor(ctx);
    const isHeld = (code: string) => divisionCode !== '' && code.startsWith(divisionCode);
    if (!codes.every(isHeld)) throw AppError.notFound();
  }

  private async act(ctx: Ctx, act: Act, work: (tx: Transaction) => Promise<Became[]>) {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const actId = newId();
      const rows = (await work(tx)).map((became) => ({
        ...became,
        id: newId(),
        actId,
        kind: act.kind,
        fromDay: act.fromDay,
        reason: act.reason,
        recordedBy: actor.personId,
        recordedAt: tx.at,
        appliedAt: null,
      }));
      await tx.manager.insert(JurisdictionChangeRow, rows);
      await tx.audit(`jurisdiction.${act.kind}`, 'jurisdiction', actId, {
        fromDay: act.fromDay,
        areas: rows.map(({ fromCode, toCode }) => `${fromCode} → ${toCode}`),
      });
      await this.applyUntil(tx, dayOf(tx.at));
      tx.afterCommit(() => {
        this.changes = [...this.changes, ...rows];
      });
      return { items: await this.jurisdictionQuery.tree(actor, false, tx.manager) };
    });
  }

  /** What has come into force and was not carried out yet; the most exact code first. */
  private async applyUntil(tx: Transaction, day: string): Promise<void> {
    const open = await this.areaBook.dueUntil(tx, day);
    for (const change of open) await this.areaBook.carryOut(tx, change);
  }
}
