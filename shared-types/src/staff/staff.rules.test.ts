import {
  above,
  addressKey,
  liesIn,
  missingPeople,
  mostLevels,
  type Place,
  refusePlace,
  within,
} from './staff.rules';

const place = (id: string, parentId: string | null, kind: Place['kind'] = 'department'): Place => ({
  id,
  parentId,
  kind,
});
const north = place('north', null);
const harbour = place('harbour', 'north');
const first = place('first', 'harbour', 'team');
const south = place('south', null);
const places = [north, harbour, first, south];

test('everything below a department belongs to it, itself included', () => {
  expect([...within(places, 'north')]).toEqual(['north', 'harbour', 'first']);
  expect([...within(places, 'first')]).toEqual(['first']);
});

test('the way up from a team ends at the company', () => {
  expect(above(places, 'first').map(({ id }) => id)).toEqual(['first', 'harbour', 'north']);
  expect(above(places, null)).toEqual([]);
});

test('a damaged tree that runs in a circle does not hold anybody up', () => {
  const circle = [place('a', 'b'), place('b', 'a')];
  expect(above(circle, 'a').map(({ id }) => id)).toEqual(['a', 'b']);
  expect([...within(circle, 'a')]).toEqual(['a', 'b']);
});

test.each([
  ['below the company', first, null, null],
  ['to another department', first, 'south', null],
  ['into itself', north, 'north', 'staff.cycle'],
  ['into its own team', north, 'first', 'staff.cycle'],
  ['two levels below itself', north, 'harbour', 'staff.cycle'],
  ['below a team', south, 'first', 'staff.below_team'],
  ['to a department that is no longer there', south, 'gone', 'staff.unit_unknown'],
])('moving %s', (_what, unit, parentId, code) => {
  expect(refusePlace(places, unit, parentId)?.code ?? null).toBe(code);
});

test(`there are at most ${mostLevels} levels, what is moved along included`, () => {
  const chain = Array.from({ length: mostLevels - 1 }, (_, at) =>
    place(`d${at}`, at === 0 ? null : `d${at - 1}`),
  );
  const last = `d${mostLevels - 2}`;
  const team = place('team', null, 'team');
  expect(refusePlace([...chain, team], team, last)).toBeNull();
  const branch = place('branch', null);
  const withTeam = [...chain, branch, place('team', 'branch', 'team')];
  expect(refusePlace(withTeam, branch, last)?.code).toBe('staff.too_deep');
});

const certified = { isCertified: true };
const helping = { isCertified: false };

test.each([
  ['nobody', [], 2],
  ['one of two', [certified], 1],
  ['two, one of them certified', [certified, helping], 0],
  ['three', [certified, certified, helping], 0],
  ['two helpers without anybody certified', [helping, helping], 1],
  ['three helpers without anybody certified', [helping, helping, helping], 1],
])('a lift with %s', (_who, people, missing) => {
  expect(missingPeople(people, 2)).toBe(missing);
});

test('a street is found in an address however it is spaced or typed', () => {
  const key = addressKey('云溪里 小区 ３ 幢', '鹭湾区示例路 8 号');
  expect(liesIn('示例路8号', key)).toBe(true);
  expect(liesIn(' 云溪里小区 ', key)).toBe(true);
  expect(liesIn('示例路9号', key)).toBe(false);
  expect(liesIn(' ', key)).toBe(false);
});

test('words that only meet across place and address are not found', () => {
  expect(liesIn('幢鹭湾', addressKey('云溪里 3 幢', '鹭湾区'))).toBe(false);
});
