import { type Made } from '@lifttrust/shared-types/kernel/made-at';
import { type GivenAnswer, standingAnswer } from '@lifttrust/shared-types/visit/merge.rules';
import type { ItemAnswer } from '@lifttrust/shared-types/visit/visit.contract';
import { Singleton } from '@midwayjs/core';
import { In } from 'typeorm';
import { insertRows } from '../kernel/insert-rows';
import type { Transaction } from '../kernel/unit-of-work';
import { settlementOf, toGiven } from './visit.parts';
import type { LoadedVisit } from './visit.query';
import type { VisitRows } from './visit.rows';
import { VisitAnswer } from './visit-answer.entity';
import { VisitItem } from './visit-item.entity';

/** An answer whose photographs are known by id and by what they are. */
export interface ReadyAnswer extends Pick<ItemAnswer, 'code' | 'result' | 'note' | 'reading'> {
  fileIds: string[];
  photoHashes: string[];
}

type Settled = { settledFor: string; settledAt: number } | null;

/** Keeps what each technician answered, and lets the answer stand that the merge rules choose. */
@Singleton()
export class AnswerKeeper {
  /** An answer given earlier than one's own that is here already changes nothing: it was on its way longer. */
  async give(
    tx: Transaction,
    { rows, visit }: LoadedVisit,
    personId: string,
    answers: ReadyAnswer[],
    made: Made,
  ): Promise<void> {
    const known = new Map(
      rows.answers.filter((answer) => answer.personId === personId).map((answer) => [answer.code, answer]),
    );
    const last = new Map(answers.map((answer) => [answer.code, answer]));
    const fresh = [...last.values()].filter(({ code }) => (known.get(code)?.at ?? 0) <= made.at);
    if (fresh.length === 0) return;
    const codes = fresh.map(({ code }) => code);
    await this.keepFormer(tx, rows, codes);
    await tx.manager.delete(VisitAnswer, { visitId: visit.id, personId, code: In(codes) });
    const { at, receivedAt, offline: isOffline } = made;
    const given = fresh.map((answer) => ({
      ...answer,
      ...{ visitId: visit.id, personId, at, receivedAt, isOffline },
    }));
    await insertRows(tx.manager, VisitAnswer, given);
    // Who leads and has the colleague's answer before them has settled it by answering anew.
    const settles = personId === visit.leadId && !isOffline;
    await this.stand(tx, rows, codes, settles ? { settledFor: personId, settledAt: receivedAt } : null);
  }

  async settle(tx: Transaction, { rows }: LoadedVisit, code: string, personId: string): Promise<void> {
    await this.stand(tx, rows, [code], { settledFor: personId, settledAt: tx.at });
  }

  /** Answers from before they were kept by person were the lead's. */
  private async keepFormer(tx: Transaction, { visit, items, answers, photos }: VisitRows, codes: string[]) {
    const hashOf = new Map(photos.map(({ photo, file }) => [photo.fileId, file?.sha256 ?? '']));
    const former = items.filter(
      ({ code, result }) =>
        result !== null && codes.includes(code) && !answers.some((answer) => answer.code === code),
    );
    const rows = former.map(({ code, result, note, reading, fileIds, answeredAt }) => ({
      ...{ visitId: visit.id, code, personId: visit.leadId, result, note, reading, fileIds },
      photoHashes: fileIds.flatMap((id) => hashOf.get(id) ?? []),
      ...{ at: answeredAt ?? visit.createdAt, receivedAt: answeredAt ?? visit.createdAt, isOffline: false },
    }));
    if (rows.length > 0) await insertRows(tx.manager, VisitAnswer, rows);
  }

  private async stand(
    tx: Transaction,
    { visit, items }: VisitRows,
    codes: string[],
    by: Settled,
  ): Promise<void> {
    const all = await tx.manager.findBy(VisitAnswer, { visitId: visit.id, code: In(codes) });
    for (const item of items.filter(({ code }) => codes.includes(code))) {
      const given = all.filter(({ code }) => code === item.code).map(toGiven);
      const settled = by !== null && given.length > 1 ? by : {};
      const standing = standingAnswer(given, settlementOf({ ...item, ...settled }));
      await tx.manager.update(
        VisitItem,
        { visitId: visit.id, code: item.code },
        { ...settled, ...columnsOf(standing) },
      );
    }
  }
}

function columnsOf(standing: GivenAnswer | null) {
  const { result, note, reading, fileIds, at, personId } = standing ?? nothing;
  return { result, note, reading, fileIds, answeredAt: at, byId: personId };
}

const nothing = { result: null, note: '', reading: '', fileIds: [], at: null, personId: null };
