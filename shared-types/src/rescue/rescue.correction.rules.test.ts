import { type Correctable, changesOf, refuseCorrection } from './rescue.correction.rules';

const open: Correctable = {
  ...{ kind: 'trapped', outcome: null, freedAt: null, freedBy: null, closedAt: null },
  ...{ people: 3, freedPeople: null, hurtPeople: null, causeFirst: null },
  ...{ isHurt: true, isMedical: false, isPanic: false, hasChildren: false, hasElderly: false },
};
const freed: Correctable = { ...open, freedAt: 100, freedBy: 'company', freedPeople: 3, hurtPeople: 1 };
const closed: Correctable = { ...freed, closedAt: 200, outcome: 'rescued' };
const here = { toOtherLift: false, hasCar: true };
const codes = (...of: Parameters<typeof refuseCorrection>) => refuseCorrection(...of).map(({ code }) => code);

describe('correcting an entrapment', () => {
  test('says what was and what is, the smaller number and the injury that was none too', () => {
    const changes = changesOf(open, { people: 2, isHurt: false, isPanic: false });
    expect(changes.map(({ field, before, after }) => [field, before, after])).toEqual([
      ['people', 3, 2],
      ['isHurt', true, false],
    ]);
    expect(changes.map(({ words }) => words).join('；')).toBe('被困人数由 3 更正为 2；有人受伤由是更正为否');
    expect(changesOf({ ...open, people: null }, { people: 1 })[0]?.words).toBe('被困人数由 不明 更正为 1');
  });

  test('speaks of people hurt or caught where nobody can be trapped', () => {
    const hurt = { ...open, kind: 'hurt' };
    expect(changesOf(hurt, { people: 2 })[0]?.words).toBe('受伤或被夹人数由 3 更正为 2');
    const words = changesOf(open, { kind: 'hurt', people: 2 }).map((change) => change.words);
    expect(words).toEqual(['类别由困人更正为受伤或夹人', '受伤或被夹人数由 3 更正为 2']);
  });

  test('is refused where it changes nothing, unless another lift was meant', () => {
    expect(codes(open, { people: 3 }, here)).toEqual(['rescue.nothing_corrected']);
    expect(codes(open, {}, { ...here, toOtherLift: true })).toEqual([]);
  });

  test('moves nobody to another lift once people are free or the matter is closed', () => {
    expect(codes(freed, {}, { ...here, toOtherLift: true })).toEqual(['rescue.lift_stays']);
    expect(codes({ ...open, closedAt: 9, outcome: 'moved' }, { people: 1 }, here)).toEqual([
      'rescue.moved_away',
    ]);
  });

  test('traps nobody in an escalator', () => {
    const hurt = { ...open, kind: 'hurt' };
    expect(codes(hurt, { kind: 'trapped' }, { ...here, hasCar: false })).toEqual(['rescue.no_car']);
    expect(codes(hurt, { kind: 'trapped' }, here)).toEqual([]);
  });

  test('of those freed only after the freeing, and no more of them hurt than there were', () => {
    expect(codes(open, { freedPeople: 2 }, here)).toEqual(['rescue.not_freed_yet']);
    expect(codes(freed, { freedPeople: 0 }, here)).toEqual(['rescue.more_hurt']);
    expect(codes(freed, { freedPeople: 1 }, here)).toEqual([]);
  });

  test('of the result only after the closing, and nobody was rescued who was never freed', () => {
    expect(codes(freed, { outcome: 'rescued' }, here)).toEqual(['rescue.not_closed']);
    expect(codes(closed, { outcome: 'mistaken', freedPeople: 0, hurtPeople: 0 }, here)).toEqual([]);
    const takenBack: Correctable = { ...open, closedAt: 9, outcome: 'mistaken' };
    expect(codes(takenBack, { outcome: 'rescued' }, here)).toEqual(['rescue.never_freed']);
  });

  test('of the result is no way to make a false alarm of people who were got out', () => {
    expect(codes(closed, { outcome: 'mistaken' }, here)).toEqual(['rescue.people_freed']);
    expect(codes({ ...closed, freedBy: 'self' }, { outcome: 'mistaken' }, here)).toEqual([]);
  });
});
