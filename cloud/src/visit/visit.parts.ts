import { createHash } from 'node:crypto';
import type { ItemConflict } from '@lifttrust/shared-types/record/record.contract';
import {
  type GivenAnswer,
  openConflict,
  type Settlement,
  standingAnswer,
} from '@lifttrust/shared-types/visit/merge.rules';
import {
  ItemResult,
  itemResults,
  type PartContent,
  PhotoSlot,
} from '@lifttrust/shared-types/visit/visit.contract';
import { partHash } from '@lifttrust/shared-types/visit/visit.part';
import type { VisitRows } from './visit.rows';
import type { VisitAnswer } from './visit-answer.entity';
import type { VisitItem } from './visit-item.entity';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export const toGiven = (row: VisitAnswer): GivenAnswer => ({
  personId: row.personId,
  at: row.at,
  receivedAt: row.receivedAt,
  result: row.result === null ? null : ItemResult.parse(row.result),
  note: row.note,
  reading: row.reading,
  fileIds: row.fileIds,
});

export const settlementOf = ({ settledFor, settledAt }: VisitItem): Settlement | null =>
  settledFor === null || settledAt === null ? null : { personId: settledFor, at: settledAt };

/**
 * The item with the answer that stands. Reckoned whenever it is read: of two technicians whose parts arrive in the same
 * moment neither transaction sees the other's.
 */
export function standingItem({ answers }: VisitRows, item: VisitItem): VisitItem {
  const given = answers.filter(({ code }) => code === item.code).map(toGiven);
  const standing = standingAnswer(given, settlementOf(item));
  if (!standing) return item;
  const { result, note, reading, fileIds } = standing;
  return { ...item, result, note, reading, fileIds };
}

/** Items answered before answers were kept by person were the lead's. */
function answersOf(rows: VisitRows, personId: string): PartContent['answers'] {
  const kept = rows.answers.filter((answer) => answer.personId === personId);
  const hashOf = new Map(rows.photos.map(({ photo, file }) => [photo.fileId, file?.sha256 ?? '']));
  const known = new Set(rows.answers.map(({ code }) => code));
  const former = personId === rows.visit.leadId ? rows.items.filter((item) => !known.has(item.code)) : [];
  return [
    ...kept.map(({ code, result, note, reading, photoHashes }) => ({
      ...{ code, note, reading, photos: photoHashes },
      result: result === null ? null : ItemResult.parse(result),
    })),
    ...former
      .filter(({ result }) => result !== null)
      .map(({ code, result, note, reading, fileIds }) => ({
        ...{ code, note, reading, photos: fileIds.flatMap((id) => hashOf.get(id) ?? []) },
        result: ItemResult.parse(result),
      })),
  ];
}

/** What one technician has put in so far: what they sign where the whole is not known (docs/adr/0025). */
export function partOf(rows: VisitRows, personId: string): PartContent {
  const { visit } = rows;
  const isLead = visit.leadId === personId;
  return {
    visitId: visit.id,
    personId,
    templateEdition: visit.templateEdition,
    answers: answersOf(rows, personId),
    photos: rows.photos
      .filter(({ photo }) => photo.personId === personId)
      .map(({ photo, file }) => ({ slot: PhotoSlot.parse(photo.slot), sha256: file?.sha256 ?? '' })),
    added: rows.items
      .filter((item) => !item.isStatutory && (item.addedBy ?? visit.leadId) === personId)
      .map(({ code, name, requirement }) => ({ code, name, requirement })),
    grade: isLead && visit.grade !== null ? { grade: visit.grade, reason: visit.gradeReason } : null,
  };
}

export const partHashOf = (rows: VisitRows, personId: string): string =>
  partHash(partOf(rows, personId), sha256);

/** “不合格：手轮缺失，读数 3.2” */
function inWords({ result, note, reading }: Pick<GivenAnswer, 'result' | 'note' | 'reading'>): string {
  const said = result === null ? '没有填写' : itemResults[result];
  const noted = note.trim() === '' ? '' : `：${note.trim()}`;
  return `${said}${noted}${reading.trim() === '' ? '' : `，读数 ${reading.trim()}`}`;
}

/** Items on which two technicians contradict each other and the lead has not spoken yet. */
export function conflictsOf(rows: VisitRows): ItemConflict[] {
  const nameOf = (id: string) =>
    rows.members.find(({ member }) => member.personId === id)?.person?.name ?? '';
  return rows.items.flatMap((item) => {
    const given = rows.answers.filter(({ code }) => code === item.code);
    const open = openConflict(given.map(toGiven), settlementOf(item));
    if (open.length === 0) return [];
    const answers = open.flatMap(({ personId, at, result, note, reading }, index) =>
      result === null
        ? []
        : [
            {
              person: { id: personId, name: nameOf(personId) },
              at,
              offline: given.find((answer) => answer.personId === personId)?.isOffline ?? false,
              ...{ result, note, reading },
              words: inWords({ result, note, reading }),
              stands: index === open.length - 1,
            },
          ],
    );
    return [{ code: item.code, name: item.name, answers }];
  });
}
