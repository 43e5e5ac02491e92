import { groupChecks, lightOf, medianOf } from './face.statistics.rules';

const check = (outcome: string, reviewState: string | null = null) => ({ outcome, reviewState });

test('what the machine decided and what people decided are counted apart', () => {
  const checks = [
    check('accepted'),
    check('rejected'),
    check('accepted', 'accepted'),
    check('in_review', 'waiting'),
  ];
  expect(groupChecks(checks, () => ['all'])).toEqual([
    { name: 'all', checks: 4, accepted: 1, refused: 1, toPeople: 2, acceptedByPeople: 1, refusedByPeople: 0 },
  ]);
});

test('a check may belong to several groups or to none, and the largest group comes first', () => {
  const names = [['helmet'], ['helmet', 'dark'], []];
  const groups = groupChecks(
    names.map(() => check('accepted')),
    (one) => names.shift() ?? [one.outcome],
  );
  expect(groups.map(({ name, checks }) => [name, checks])).toEqual([
    ['helmet', 2],
    ['dark', 1],
  ]);
});

test.each([
  [null, '未测'],
  [69, '暗'],
  [70, '正常'],
  [190, '正常'],
  [191, '强光'],
])('light %s is called %s', (brightness, word) => {
  expect(lightOf(brightness)).toBe(word);
});

test('the middle of an odd number is one of them, of an even number between two, of nothing nothing', () => {
  expect(medianOf([9, 1, 2])).toBe(2);
  expect(medianOf([4, 1, 2, 3])).toBe(2.5);
  expect(medianOf([])).toBeNull();
});
