import { paperInWords } from './paper-words';

const standing = {
  ...{ state: 'keep' as const, since: null, by: null, reason: '' },
  ...{ wholeCompany: false, keepFrom: null },
};

test('a technician reads whether paper has to be filled in, since when and by whose word', () => {
  expect(paperInWords(standing)).toBe('监管部门还没有确认，纸质记录也要填写。');
  expect(paperInWords({ ...standing, since: '2026-11-02' })).toBe('2026年11月2日起恢复，纸质记录也要填写。');
  const confirmed = { ...standing, state: 'confirmed' as const, since: '2026-11-02', by: '示例市监局' };
  expect(paperInWords(confirmed)).toBe('2026年11月2日起，示例市监局确认。');
  expect(paperInWords({ ...confirmed, keepFrom: '2026-12-01' })).toContain('2026年12月1日起恢复纸质记录');
  expect(paperInWords({ ...standing, state: 'not_needed' })).toContain('不用填写纸质记录');
});
