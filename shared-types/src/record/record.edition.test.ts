import { editionInWords } from './record.edition';

test('an edition is read by people as its standard and annex, and a company’s own table by its number', () => {
  expect(editionInWords('TSG-T5002-2017/A/1')).toBe('TSG T5002-2017 附件 A 第 1 版');
  expect(editionInWords('TSG-T5002-2017/D/1+01ARZ3NDEKTSV4RRFFQ69G5FAV/2')).toBe(
    'TSG T5002-2017 附件 D 第 1 版，单位增加项目第 2 版',
  );
  expect(editionInWords('01ARZ3NDEKTSV4RRFFQ69G5FAV/3')).toBe('专用项目表第 3 版');
});
