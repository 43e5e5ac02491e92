import {
  foundByOf,
  maskedPhone,
  refuseSecondHandOver,
  refuseSettling,
  refuseTakingOver,
  spoken,
  waitedSeconds,
} from './hotline.rules';

const lift = {
  rescueCode: '350123',
  registrationCode: '31103501232016053337',
  equipmentCode: '31103501232016053',
  useRegistration: '梯11闽E3622(16)',
  ownNumber: '7-1#',
};

describe('what a call needs before it counts', () => {
  test('people inside need a lift, everything else may name none', () => {
    expect(refuseSettling({ settledAt: null }, { kind: 'trapped', liftId: null })).toMatchObject([
      { code: 'hotline.lift_missing' },
    ]);
    expect(refuseSettling({ settledAt: null }, { kind: 'trapped', liftId: 'one' })).toEqual([]);
    expect(refuseSettling({ settledAt: null }, { kind: 'wrong', liftId: null })).toEqual([]);
  });

  test('a result is given once', () => {
    expect(refuseSettling({ settledAt: 1 }, { kind: 'question', liftId: null })).toMatchObject([
      { code: 'hotline.settled' },
    ]);
  });
});

describe('handing over the desk', () => {
  const shift = { givenBy: 'night', takenAt: null, cases: [{ id: 'a' }, { id: 'b' }] };

  test('whoever takes over is somebody else and has seen every case', () => {
    expect(refuseTakingOver(shift, 'day', ['a', 'b'])).toEqual([]);
    expect(refuseTakingOver(shift, 'day', ['a'])).toMatchObject([{ code: 'hotline.shift_unseen' }]);
    expect(refuseTakingOver(shift, 'night', ['a']).map(({ code }) => code)).toEqual([
      'hotline.shift_own',
      'hotline.shift_unseen',
    ]);
  });

  test('what was taken is not taken again, and no second hand-over waits beside the first', () => {
    expect(refuseTakingOver({ ...shift, takenAt: 1 }, 'day', ['a', 'b'])).toMatchObject([
      { code: 'hotline.shift_taken' },
    ]);
    expect(refuseSecondHandOver(null)).toBeNull();
    expect(refuseSecondHandOver({ givenBy: 'night' })?.code).toBe('hotline.shift_waiting');
  });
});

test('a number on a list shows enough to recognise a second call, and no more', () => {
  expect(maskedPhone('10012345678')).toBe('100****5678');
  expect(maskedPhone('0595-1234567')).toBe('059*****4567');
  expect(maskedPhone('12345')).toBe('**345');
  expect(maskedPhone('110')).toBe('***');
  expect(maskedPhone('')).toBe('');
});

describe('finding a lift by what somebody reads out', () => {
  test('a number in full comes before a part of one, and before words', () => {
    expect(foundByOf(lift, '350123')).toEqual({ by: 'rescue_code', isExact: true });
    expect(foundByOf(lift, '0123')).toEqual({ by: 'rescue_code', isExact: false });
    expect(foundByOf(lift, '3110350123 2016053337')).toEqual({ by: 'registration', isExact: true });
    expect(foundByOf(lift, '7-1#')).toEqual({ by: 'own_number', isExact: true });
    expect(foundByOf(lift, '鹭湾路')).toEqual({ by: 'words', isExact: false });
  });

  test('full-width signs, blanks and small letters are the same number', () => {
    expect(spoken('３５０ １２３')).toBe('350123');
    expect(foundByOf(lift, '梯11闽e3622（16）')).toEqual({ by: 'use_registration', isExact: true });
  });

  test('a lift without numbers is found by no number', () => {
    const bare = {
      rescueCode: '',
      registrationCode: '',
      equipmentCode: '',
      useRegistration: '',
      ownNumber: '',
    };
    expect(foundByOf(bare, '').by).toBe('words');
  });
});

test('how long it rang is told only where the telephone told when it began', () => {
  expect(waitedSeconds(null, 10_000)).toBeNull();
  expect(waitedSeconds(4000, 10_000)).toBe(6);
  expect(waitedSeconds(11_000, 10_000)).toBeNull();
});
