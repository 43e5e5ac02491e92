import { changeOf } from './correction';

test('a number is a number above nothing, a day is a day, a sort is one of the sorts', () => {
  expect(changeOf('floors', ' 18 ')).toEqual({ floors: 18 });
  expect(changeOf('ratedSpeed', '1.75')).toEqual({ ratedSpeed: 1.75 });
  expect(changeOf('madeOn', '2016-05-01')).toEqual({ madeOn: '2016-05-01' });
  expect(changeOf('type', '3110')).toEqual({ type: '3110' });
  expect(changeOf('usePlace', 'hospital')).toEqual({ usePlace: 'hospital' });
});

test('what cannot be that field is no correction', () => {
  expect(changeOf('floors', '十八')).toBeNull();
  expect(changeOf('floors', '0')).toBeNull();
  expect(changeOf('madeOn', '2016年5月1日')).toBeNull();
  expect(changeOf('type', '电梯')).toBeNull();
  expect(changeOf('usePlace', '医院')).toBeNull();
  expect(changeOf('place', '   ')).toBeNull();
});

test('words stand as they are written, without the blanks around them', () => {
  expect(changeOf('place', ' 望溪花园 3 幢 ')).toEqual({ place: '望溪花园 3 幢' });
});
