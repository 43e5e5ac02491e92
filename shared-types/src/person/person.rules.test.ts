import {
  type AssignabilityRules,
  assignability,
  correctionNeedsReview,
  refuseTeam,
  type Standing,
} from './person.rules';

const day = '2026-11-21';
const rules: AssignabilityRules = { employmentRequired: false, conflictStops: false };
const standing = (changes: Partial<Standing>): Standing => ({
  isActive: true,
  certificates: ['2028-05-01'],
  employments: [],
  permits: [],
  isDoublyEmployed: false,
  ...changes,
});
const codes = (changes: Partial<Standing>, changed: Partial<AssignabilityRules> = {}) =>
  assignability(standing(changes), day, { ...rules, ...changed }).map(({ code }) => code);

test('with a valid certificate and a role somebody may be assigned', () => {
  expect(codes({})).toEqual([]);
});

test('a certificate counts on its last day and not on the day after', () => {
  expect(codes({ certificates: [day] })).toEqual([]);
  expect(codes({ certificates: ['2026-11-20'] })).toEqual(['person.certificate_expired']);
  expect(codes({ certificates: ['2022-11-20', '2026-11-22'] })).toEqual([]);
});

test('who never held one may help, and it is said', () => {
  const [reason] = assignability(standing({ certificates: [] }), day, rules);
  expect(reason).toMatchObject({ code: 'person.certificate_missing', stops: false });
});

test('a contract of employment counts from its first to its last day', () => {
  expect(codes({ employments: [{ from: day, until: day }] })).toEqual([]);
  expect(codes({ employments: [{ from: '2024-01-01', until: '2026-11-20' }] })).toEqual([
    'person.employment_expired',
  ]);
  expect(codes({ employments: [{ from: '2026-11-22', until: null }] })).toEqual([
    'person.employment_not_begun',
  ]);
  expect(codes({ employments: [{ from: '2020-01-01', until: null }] })).toEqual([]);
});

test('where the city asks for a contract, none registered stops', () => {
  expect(codes({})).toEqual([]);
  expect(codes({}, { employmentRequired: true })).toEqual(['person.employment_missing']);
});

test('a company whose permits have all run out assigns nobody', () => {
  expect(codes({ permits: ['2026-11-20'] })).toEqual(['person.permit_expired']);
  expect(codes({ permits: ['2026-11-20', day] })).toEqual([]);
});

test('working for two companies stops only where the city says so', () => {
  expect(codes({ isDoublyEmployed: true })).toEqual([]);
  expect(codes({ isDoublyEmployed: true }, { conflictStops: true })).toEqual(['person.doubly_employed']);
});

test('all reasons come together, each with what it means', () => {
  const reasons = assignability(
    standing({
      isActive: false,
      certificates: ['2026-01-31'],
      employments: [{ from: '2020-01-01', until: '2026-01-31' }],
    }),
    day,
    rules,
  );
  expect(reasons.map(({ code }) => code)).toEqual([
    'person.not_active',
    'person.certificate_expired',
    'person.employment_expired',
  ]);
  expect(reasons[1]?.message).toContain('2026-01-31');
});

const certified = { name: '陈守安', reasons: [] };
const helper = { name: '林知行', reasons: assignability(standing({ certificates: [] }), day, rules) };
const expired = {
  name: '何同行',
  reasons: assignability(standing({ certificates: ['2026-01-31'] }), day, rules),
};

test('one certified technician may take a helper along', () => {
  expect(refuseTeam([certified, helper], false)).toEqual([]);
});

test('two helpers alone do no maintenance', () => {
  expect(refuseTeam([helper, helper], false).map(({ code }) => code)).toEqual(['visit.nobody_certified']);
});

test('where everybody must be certified a helper is refused by name', () => {
  expect(refuseTeam([certified, helper], true)).toEqual([
    expect.objectContaining({ code: 'visit.not_assignable', message: '林知行：没有登记作业人员证。' }),
  ]);
});

test('an expired certificate is no helper’s: its holder renews it first', () => {
  expect(refuseTeam([certified, expired], false)[0]?.message).toContain(
    '何同行：作业人员证已于 2026-01-31 到期',
  );
});

describe('a correction by the unit’s administrator', () => {
  const correction = {
    changes: { identity: false, phone: true },
    isVerified: true,
    isOwn: false,
    worksElsewhere: false,
    administers: false,
  };
  const identity = { changes: { identity: true, phone: false } };

  test('of a telephone counts at once, unless somebody else relies on who answers it', () => {
    expect(correctionNeedsReview(correction)).toBe(false);
    expect(correctionNeedsReview({ ...correction, worksElsewhere: true })).toBe(true);
    expect(correctionNeedsReview({ ...correction, administers: true })).toBe(true);
    expect(correctionNeedsReview({ ...correction, administers: true, isOwn: true })).toBe(false);
  });

  test('of name or number waits once the regulator has verified it, or where another unit knows the person', () => {
    expect(correctionNeedsReview({ ...correction, ...identity })).toBe(true);
    expect(correctionNeedsReview({ ...correction, ...identity, isVerified: false })).toBe(false);
    expect(
      correctionNeedsReview({ ...correction, ...identity, isVerified: false, worksElsewhere: true }),
    ).toBe(true);
  });
});
