import { liftImportFields } from '@lifttrust/shared-types/import/import.fields';
import { findHeader, guessField, guessMapping, mappingWithin } from './header-row';
import { normaliseHeader, synonyms } from './header-synonyms';

const rowsOf = (...rows: string[][]) => rows.map((cells, at) => ({ rowNumber: at + 1, cells }));

test('every field is known by its own Chinese name', () => {
  for (const [field, name] of Object.entries(liftImportFields))
    expect([name, guessField(name)]).toEqual([name, field]);
});

test('no heading stands for two fields', () => {
  const all = synonyms.flatMap(([, words]) => [...new Set(words.map(normaliseHeader))]);
  expect(all.filter((word, at) => all.indexOf(word) !== at)).toEqual([]);
});

test.each([
  ['EQP_COD', 'equipmentCode'],
  ['eqp_reg_cod', 'registrationCode'],
  ['使用登记证号', 'useRegistration'],
  ['设备名称/品种', 'type'],
  ['额定速度（m/s）', 'ratedSpeed'],
  ['额定载重量(kg)', 'ratedLoad'],
  ['注册代码*', 'registrationCode'],
  ['ＥＱＰ＿ＬＯＮＧ', 'lng'],
  ['设备 使用 地点', 'place'],
  ['备注', undefined],
])('the heading %s means %s', (header, field) => {
  expect(guessField(header)).toBe(field);
});

test('the first column of a meaning is taken', () => {
  expect(guessMapping(['设备代码', '设备代码（2）', '使用单位', '备注'])).toEqual({
    equipmentCode: '设备代码',
    ownerName: '使用单位',
  });
});

test('columns that the file does not have fall out of a mapping', () => {
  expect(mappingWithin({ place: '地点', address: '地址' }, ['地址'])).toEqual({ address: '地址' });
});

test('the heading is found below a title and a date', () => {
  const header = findHeader(
    rowsOf(['鹭湾区电梯台账'], ['导出时间', '2026-11-20'], ['设备代码', '品种'], ['1', '2']),
  );
  expect(header).toEqual({ headers: ['设备代码', '品种'], rowNumber: 3 });
});

test('a heading of two merged lines is read as one', () => {
  const header = findHeader(
    rowsOf(['注册代码', '坐标', '', '使用单位'], ['', '经度', '纬度'], ['1', '2', '3', '4']),
  );
  expect(header).toEqual({ headers: ['注册代码', '经度', '纬度', '使用单位'], rowNumber: 2 });
});

test('columns without a name or with the same name stay apart', () => {
  expect(findHeader(rowsOf(['设备代码', '', '电话', '电话'])).headers).toEqual([
    '设备代码',
    '第 2 列',
    '电话',
    '电话（2）',
  ]);
});

test('a table without one known heading still opens, for a person to map', () => {
  expect(findHeader(rowsOf(['x1', 'x2'], ['1', '2'])).headers).toEqual(['x1', 'x2']);
  expect(() => findHeader(rowsOf(['一段说明文字']))).toThrow('标题行');
});
