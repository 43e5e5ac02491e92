import {
  districtOf,
  monthAfter,
  monthBefore,
  monthOf,
  monthToPrepare,
  supplementOn,
} from '@lifttrust/shared-types/archive/archive.rules';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { In, IsNull } from 'typeorm';
import { CityService } from '../city/city.service';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { insertRows } from '../kernel/insert-rows';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { LedgerBundleQuery } from '../ledger/ledger.bundle.query';
import { Archive } from './archive.entity';
import { keyOf, packedMonths, placesOf, type RecordPlace, unitsOfMonth } from './archive.records.query';
import { ArchiveLate } from './archive-late.entity';
import { ArchiveMark } from './archive-mark.entity';

type Late = Omit<ArchiveLate, 'id' | 'archiveId'>;
type Draft = Pick<
  Archive,
  'month' | 'side' | 'unitId' | 'divisionCode' | 'version' | 'logSize' | 'lifts' | 'records'
>;

const recordIn = /"recordId":"([0-9A-Z]{26})"/;

/**
 * Decides which packages there are to be: on the 1st one for every unit and district with records of the month before,
 * later one more for what was sealed afterwards. All of it is read from the data, so that days on which nobody planned
 * change nothing; the unique key of a package keeps two processes from planning the same.
 */
@Singleton()
export class ArchivePlanner {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() cityService: CityService;
  @Inject() ledgerBundleQuery: LedgerBundleQuery;

  private get manager() {
    return this.database.reader.manager;
  }

  /** Plans whatever the present instant asks for. */
  async plan(): Promise<void> {
    const now = this.clock.now();
    const until = monthToPrepare(now, this.cityService.parameters.archives);
    const logSize = await this.ledgerBundleQuery.checkedSize();
    const marks = await this.marks(until, logSize);
    await this.noticeLate(marks, logSize);
    for (let month = monthAfter(marks.month); month <= until; month = monthAfter(month))
      await this.planMonth(month, logSize);
    await this.planSupplements(logSize);
  }

  /** Where planning stands. An installation begins with the month before, and with what is sealed from now on. */
  private async marks(until: string, logSize: number): Promise<{ month: string; log: number }> {
    const read = async () =>
      new Map((await this.manager.find(ArchiveMark)).map(({ name, value }) => [name, value]));
    let found = await read();
    if (!found.has('month')) {
      await this.act(async (tx) => {
        if (await tx.manager.existsBy(ArchiveMark, { name: 'month' })) return;
        await tx.manager.insert(ArchiveMark, [
          { name: 'month', value: monthBefore(until) },
          { name: 'log', value: String(logSize) },
        ]);
      });
      found = await read();
    }
    return { month: found.get('month') ?? until, log: Number(found.get('log') ?? logSize) };
  }

  /** Everything sealed since the last look about a month that is packed already. */
  private async noticeLate(marks: { month: string; log: number }, logSize: number): Promise<void> {
    for (let from = marks.log; from < logSize; ) {
      const entries = await this.ledgerBundleQuery.opensAfter(from, logSize);
      const last = entries.at(-1)?.seq ?? logSize;
      const late = await this.lateAmong(entries, marks.month);
      await this.advance(from, last, late);
      from = last;
    }
  }

  private async lateAmong(
    entries: { seq: number | null; openText: string }[],
    packedUntil: string,
  ): Promise<Late[]> {
    const seqOf = new Map<string, number>();
    for (const { seq, openText } of entries) {
      const recordId = recordIn.exec(openText)?.[1];
      if (recordId) seqOf.set(recordId, Number(seq));
    }
    const places = (await placesOf(this.manager, [...seqOf.keys()])).filter(
      ({ completedOn }) => monthOf(completedOn) <= packedUntil,
    );
    const noticedOn = dayOf(this.clock.now());
    const late = places.flatMap((place) => sidesOf(place, noticedOn));
    const packed = await packedMonths(
      this.manager,
      [...new Set(late.map(({ month }) => month))],
      [...new Set(late.map(({ unitId }) => unitId))],
    );
    // What the month's own package holds was sealed before it, but looked at only now.
    return late.filter((one) => (seqOf.get(one.recordId) ?? 0) > (packed.get(keyOf(one))?.firstSize ?? 0));
  }

  private advance(from: number, to: number, late: Late[]): Promise<void> {
    return this.act(async (tx) => {
      const moved = await tx.manager.update(
        ArchiveMark,
        { name: 'log', value: String(from) },
        { value: String(to) },
      );
      // Another process has looked at the same entries.
      if (moved.affected !== 1) return;
      const waiting = await tx.manager.findBy(ArchiveLate, {
        recordId: In(late.map(({ recordId }) => recordId)),
        archiveId: IsNull(),
      });
      const known = new Set(waiting.map((one) => `${one.recordId}|${one.side}`));
      const fresh = late.filter((one) => !known.has(`${one.recordId}|${one.side}`));
      await insertRows(
        tx.manager,
        ArchiveLate,
        fresh.map((one) => ({ ...one, id: newId(), archiveId: null })),
      );
    });
  }

  private async planMonth(month: string, logSize: number): Promise<void> {
    const units = await unitsOfMonth(this.manager, month, logSize);
    await this.act(async (tx) => {
      const moved = await tx.manager.update(
        ArchiveMark,
        { name: 'month', value: monthBefore(month) },
        { value: month },
      );
      if (moved.affected !== 1) return;
      await this.insert(
        tx,
        units.map((unit) => ({ ...unit, month, version: 1, logSize })),
      );
      await tx.audit('archive.planned', 'archive', month, { packages: units.length });
    });
  }

  private async planSupplements(logSize: number): Promise<void> {
    const terms = this.cityService.parameters.archives;
    const today = dayOf(this.clock.now());
    const waiting = await this.manager.findBy(ArchiveLate, { archiveId: IsNull() });
    const due = waiting.filter(({ month, noticedOn }) => supplementOn(month, noticedOn, terms) <= today);
    const groups = new Map<string, ArchiveLate[]>();
    for (const one of due) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
    for (const group of groups.values()) await this.planSupplement(group, logSize);
  }

  private planSupplement(group: ArchiveLate[], logSize: number): Promise<void> {
    const [first] = group;
    if (!first) return Promise.resolve();
    const { month, side, unitId, divisionCode } = first;
    return this.act(async (tx) => {
      const packed = await packedMonths(tx.manager, [month], [unitId]);
      const version = (packed.get(keyOf(first))?.version ?? 0) + 1;
      // A month that had nothing of the unit until now gets its own package, with all there is.
      const records = new Set(group.map(({ recordId }) => recordId)).size;
      const lifts = new Set(group.map(({ liftId }) => liftId)).size;
      const draft = { month, side, unitId, divisionCode, version, logSize, records, lifts };
      const [id] = await this.insert(tx, [draft]);
      const ids = group.map((one) => one.id);
      const taken = await tx.manager.update(
        ArchiveLate,
        { id: In(ids), archiveId: IsNull() },
        { archiveId: id ?? null },
      );
      if (taken.affected !== ids.length)
        throw new Error('these late entries were packed elsewhere meanwhile');
      await tx.audit('archive.planned', 'archive', id ?? '', { month, version, records });
    });
  }

  private async insert(tx: Transaction, drafts: Draft[]): Promise<string[]> {
    const rows = drafts.map(
      (draft): Archive => ({
        ...draft,
        id: newId(),
        divisionCode: districtOf(draft.divisionCode),
        companyId: draft.side === 'company' ? draft.unitId : null,
        ownerId: draft.side === 'owner' ? draft.unitId : null,
        state: 'preparing',
        ...{ liftsDone: 0, recordsDone: 0, lastLiftId: null, parts: 0, bytes: 0, sha256: null },
        ...{ claimId: null, progressAt: null, createdAt: tx.at, readyAt: null, dueOn: null },
        ...{ told: [], takenAt: null, takenBy: null },
      }),
    );
    await insertRows(tx.manager, Archive, rows);
    return rows.map(({ id }) => id);
  }

  private act<T>(write: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.work.run(systemCtx(this.clock.now(), 'archive-plan'), write);
  }
}

/** The packages that a record belongs to: its company's and its owner's. */
function sidesOf(
  { id, liftId, companyId, ownerId, divisionCode, completedOn }: RecordPlace,
  noticedOn: string,
): Late[] {
  const one = { month: monthOf(completedOn), divisionCode, recordId: id, liftId, noticedOn };
  const company = { ...one, side: 'company' as const, unitId: companyId };
  return ownerId === null ? [company] : [company, { ...one, side: 'owner' as const, unitId: ownerId }];
}
