import type { Item } from '../visit/visit.contract';
import {
  type Correctable,
  correctableField,
  corrected,
  exceptionsIn,
  refuseCorrections,
} from './amendment.corrections';

const item = (code: string, given: Partial<Item> = {}): Item => ({
  code,
  name: '制动器间隙',
  requirement: '符合制造单位要求',
  class: 'half_month',
  statutory: true,
  requiresTest: false,
  result: 'pass',
  note: '',
  reading: '',
  fileIds: [],
  ...given,
});
const record: Correctable = {
  items: [item('A-1-05'), item('A-1-06', { requiresTest: true, reading: '0.3 mm' })],
  grade: '正常',
  gradeReason: '',
  snapshot: [{ label: '制造日期', value: '2019-05-01' }],
};
const grades = ['正常', '关注', '需修理', '停用'];
const codes = (...corrections: { field: string; after: string }[]) =>
  refuseCorrections(record, corrections, grades).map(({ code }) => code);

test('results, notes, readings, the grade and frozen master data can be corrected', () => {
  expect(correctableField(record, 'items.A-1-05.result')?.value).toBe('合格');
  expect(correctableField(record, 'snapshot.制造日期')?.value).toBe('2019-05-01');
  expect(codes({ field: 'items.A-1-06.reading', after: '0.5 mm' })).toEqual([]);
  expect(codes({ field: 'snapshot.制造日期', after: '2018-05-01' })).toEqual([]);
});

test('times, people, photographs and positions are evidence and cannot', () => {
  for (const field of ['completedAt', 'technicians', 'photos', 'items.A-9-99.result', 'items.A-1-05.fileIds'])
    expect(codes({ field, after: '别的' })).toEqual(['amendment.field_unknown']);
});

test('a correction says something else than before, once for each field', () => {
  expect(codes({ field: 'items.A-1-05.result', after: '合格' })).toEqual(['amendment.field_same']);
  const note = { field: 'items.A-1-05.note', after: '已测' };
  expect(codes(note, note)).toEqual(['amendment.field_twice']);
});

test('what is corrected must still answer as the tables ask', () => {
  expect(codes({ field: 'items.A-1-05.result', after: '已处理' })).toEqual(['record.note_missing']);
  expect(codes({ field: 'items.A-1-06.reading', after: '' })).toEqual(['record.test_missing']);
  expect(codes({ field: 'items.A-1-05.result', after: '还行' })).toEqual(['amendment.result_unknown']);
});

test('a failed item takes the good grade with it, and a worse grade its reason', () => {
  const fails = [
    { field: 'items.A-1-05.result', after: '不合格' },
    { field: 'items.A-1-05.note', after: '间隙 1.2 mm' },
  ];
  expect(codes(...fails)).toEqual(['amendment.grade_too_good']);
  expect(codes(...fails, { field: 'grade', after: '需修理' })).toEqual(['amendment.grade_reason_missing']);
  expect(
    codes(...fails, { field: 'grade', after: '需修理' }, { field: 'gradeReason', after: '制动器须调整' }),
  ).toEqual([]);
});

test('the corrected view counts, and the record it was made from reads as before', () => {
  const view = corrected(record, [{ field: 'items.A-1-05.result', after: '不合格' }]);
  expect(exceptionsIn(view.items)).toBe(1);
  expect(exceptionsIn(record.items)).toBe(0);
});
