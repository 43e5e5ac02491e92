import type { Item, VisitPack } from '@lifttrust/shared-types/visit/visit.contract';

/** Answered in full: a result, and with it what that result needs (REC-01, REC-04, REC-05). */
export const isAnswered = (item: Item): boolean => item.result !== null && missingOf(item) === null;

/** What an answer still needs, as a sentence; null when nothing. */
export function missingOf(item: Item): string | null {
  const { result } = item;
  if (result === null) return '还没有填。';
  if (result === 'not_applicable') return item.note ? null : '请写明为什么不涉及。';
  if (item.requiresTest && !item.reading && item.fileIds.length === 0) return '请填读数或拍一张照片。';
  if (result === 'treated' && !item.note) return '请写明做了什么处理。';
  if (result === 'fail' && !item.note) return '请写明哪里不合格。';
  return null;
}

export const answeredCount = (items: Item[]): number => items.filter(isAnswered).length;

export const isWorkDone = (pack: VisitPack): boolean =>
  answeredCount(pack.items) === pack.items.length &&
  takenSlots(pack) >= pack.photoMinimum &&
  pack.grade !== null;

const ownSlots = ['lift', 'controller', 'car_top_or_pit', 'finished'];

/** Pictures that count towards the minimum: those of the work, not those of an item or of the position. */
export const takenSlots = (pack: VisitPack): number =>
  pack.photos.filter((photo) => ownSlots.includes(photo.slot)).length;
