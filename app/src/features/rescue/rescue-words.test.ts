import type { Entrapment, EntrapmentCard } from '@lifttrust/shared-types/rescue/rescue.contract';
import { answerWords, whoIsInside } from './rescue-words';

const now = 1_795_000_000_000;
/** Of a card only what the words are made of. */
const of = (change: Partial<EntrapmentCard>) =>
  ({
    ...{ kind: 'trapped', outcome: null, people: 2, freedAt: null, closedAt: null },
    ...{ hasChildren: false, hasElderly: false, isHurt: false, isMedical: false, isPanic: false },
    ...change,
  }) as EntrapmentCard;
const called = { state: 'called', arrivedAt: null, arrivalProof: null } as Entrapment['summoned'][number];

test('who is inside is said as long as somebody is, and afterwards who was', () => {
  expect(whoIsInside(of({ hasChildren: true }))).toBe('2 人被困，有儿童');
  expect(whoIsInside(of({ people: null }))).toBe('有人被困');
  expect(whoIsInside(of({ hasChildren: true, freedAt: now }))).toBe('曾有 2 人被困，有儿童');
  expect(whoIsInside(of({ people: null, freedAt: now, closedAt: now }))).toBe('曾有人被困');
  expect(whoIsInside(of({ kind: 'hurt', freedAt: now }))).toBe('曾有人受伤或被夹');
});

test('where nobody was inside, or only in another lift, nobody is said to have been', () => {
  expect(whoIsInside(of({ outcome: 'mistaken', closedAt: now }))).toBe('没有人被困');
  expect(whoIsInside(of({ outcome: 'mistaken', kind: 'hurt', closedAt: now }))).toBe('没有人受伤或被夹');
  expect(whoIsInside(of({ outcome: 'moved', closedAt: now }))).toBe('困人的不是这一台');
});

test('once it is over nobody is waited for to answer', () => {
  expect(answerWords(called, false)).toBe('已呼叫，还没有答复');
  expect(answerWords(called, true)).toBe('已呼叫，没有答复');
});
