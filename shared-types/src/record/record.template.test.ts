import { sha256 } from '@noble/hashes/sha256';
import { bytesToHex } from '@noble/hashes/utils';
import type { LiftType } from '../lift/lift.contract';
import type { MaintenanceClass } from '../visit/visit.contract';
import { checklistFor, currentEditionFor } from './record.template';

const itemsOf = (type: LiftType, maintenanceClass: MaintenanceClass) => {
  const list = checklistFor(type, maintenanceClass);
  if ('refusal' in list) throw new Error(list.refusal.message);
  return list.items;
};

const classes = ['half_month', 'quarter', 'half_year', 'year'] as const;

test.each<[string, LiftType, number[]]>([
  ['A 曳引与强制驱动电梯', '3110', [31, 44, 59, 76]],
  ['B 液压驱动电梯', '3210', [30, 43, 52, 66]],
  ['C 杂物电梯', '3430', [20, 28, 38, 52]],
  ['D 自动扶梯与自动人行道', '3310', [33, 38, 50, 63]],
])('附件%s has the statutory number of items in each of the four classes', (_, type, counts) => {
  expect(classes.map((maintenanceClass) => itemsOf(type, maintenanceClass).length)).toEqual(counts);
});

test('the four annexes together have 257 items, each with its own code and a name', () => {
  const all = (['3110', '3210', '3430', '3310'] as const).flatMap((type) => itemsOf(type, 'year'));
  expect(new Set(all.map((item) => item.code)).size).toBe(257);
  expect(all.every((item) => item.name !== '' && item.requirement !== '')).toBe(true);
  expect(all.every((item) => /^[ABCD]-[1-4]-\d\d$/.test(item.code))).toBe(true);
});

test('exactly the sixteen curated items need a reading or a photo', () => {
  const all = (['3110', '3210', '3430', '3310'] as const).flatMap((type) => itemsOf(type, 'year'));
  const tested = all.filter((item) => item.requiresTest).map((item) => item.code);
  expect(tested).toHaveLength(16);
  expect(tested).toEqual(expect.arrayContaining(['A-1-06', 'B-2-01', 'D-3-05', 'C-4-06']));
  // 制动器上检测开关 and 主机速度检测功能 only contain the word.
  expect(tested).not.toContain('C-3-03');
  expect(tested).not.toContain('D-4-02');
});

test('a deeper class contains every item of the shallower ones, in the same order', () => {
  for (const type of ['3110', '3210', '3430', '3310'] as const) {
    for (const [index, deeper] of classes.entries()) {
      const shallower = classes[index - 1];
      if (!shallower) continue;
      const inner = itemsOf(type, shallower).map((item) => item.code);
      expect(
        itemsOf(type, deeper)
          .map((item) => item.code)
          .slice(0, inner.length),
      ).toEqual(inner);
    }
  }
});

test('an item keeps the class of its own table', () => {
  const year = itemsOf('3110', 'year');
  expect(year.find((item) => item.code === 'A-1-29')?.class).toBe('half_month');
  expect(year.find((item) => item.code === 'A-4-06')?.class).toBe('year');
});

test('items are told apart by code, because names repeat within one annex', () => {
  const names = itemsOf('3110', 'year').map((item) => item.name);
  expect(new Set(names).size).toBeLessThan(names.length);
});

test.each<[LiftType, string]>([
  ['3110', 'A'],
  ['3120', 'A'],
  ['3130', 'A'],
  ['3210', 'B'],
  ['3220', 'B'],
  ['3430', 'C'],
  ['3310', 'D'],
  ['3320', 'D'],
])('type %s is maintained by 附件%s', (type, annex) => {
  expect(currentEditionFor(type)).toBe(`TSG-T5002-2017/${annex}/1`);
});

test.each<LiftType>(['3410', '3420'])(
  'type %s (防爆、消防员) has no statutory table: work is refused until the maker’s own items are on file',
  (type) => {
    const list = checklistFor(type, 'half_month');
    expect('refusal' in list && list.refusal.code).toBe('record.template_required');
    expect(currentEditionFor(type)).toBeNull();
  },
);

test('a visit is filled on the edition it began with', () => {
  const list = checklistFor('3110', 'half_month', 'TSG-T5002-2017/A/1');
  expect('items' in list && list.edition).toBe('TSG-T5002-2017/A/1');
});

test('an edition nobody knows is refused', () => {
  const list = checklistFor('3110', 'half_month', 'TSG-T5002-2017/A/9');
  expect('refusal' in list && list.refusal.code).toBe('record.edition_unknown');
});

test('a checklist handed out can be changed without changing the statutory table', () => {
  const [first] = itemsOf('3110', 'half_month');
  if (first) first.name = 'changed';
  expect(itemsOf('3110', 'half_month')[0]?.name).toBe('机房、滑轮间环境');
});

test.each<[LiftType, string]>([
  ['3110', 'dfed575d1053871c1b7c06ae5eaf5061b86431a0c75586b8cf89bbcb9dd37246'],
  ['3210', '5d58ea0c368b3033ba5b4986c0de1b36b3f042f799ce97da964314df21c4a075'],
  ['3430', '4c77fbc4a2f18c80860d0eae968ac5e5d1118b63466de128a83811d0047146b4'],
  ['3310', '9a1c4756c34fe1b365bc626b81071b5c3ad9f3039951b8998136fbf5e8b81e4d'],
])('the first edition for type %s reads as on the day it was first used', (type, digest) => {
  const text = itemsOf(type, 'year')
    .map((item) => [item.code, item.name, item.requirement, item.requiresTest].join('|'))
    .join('\n');
  expect(bytesToHex(sha256(text))).toBe(digest);
});
