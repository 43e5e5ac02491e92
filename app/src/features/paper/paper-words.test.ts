import type { PaperInfo } from '@lifttrust/shared-types/paper/paper.contract';
import { linesOf, nameOfPaper, stateOf } from './paper-words';

const paper = (changes: Partial<PaperInfo>): PaperInfo => ({
  id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  kind: 'certificate',
  subject: { id: '01ARZ3NDEKTSV4RRFFQ69G5FAV', name: '程望舒', kind: 'person' },
  organisation: null,
  number: '999999********001X',
  item: 'T',
  subItems: [],
  from: null,
  until: '2028-10-21',
  state: 'verified',
  counts: true,
  term: 'fine',
  daysLeft: 700,
  scan: { contentType: 'image/jpeg', isScanned: true },
  enteredBy: '',
  enteredAt: null,
  decidedBy: '',
  decidedAt: null,
  reason: '',
  may: { decide: false, scan: false },
  ...changes,
});

test('a paper has one word for where it stands, the most pressing first', () => {
  expect(stateOf(paper({})).text).toBe('已核验');
  expect(stateOf(paper({ state: 'entered' })).text).toBe('有效');
  expect(stateOf(paper({ state: 'entered', counts: false, term: 'expired' })).text).toBe('待核验');
  expect(stateOf(paper({ state: 'rejected', counts: false })).text).toBe('未通过');
  expect(stateOf(paper({ state: 'ended' })).text).toBe('已终止');
  expect(stateOf(paper({ term: 'expiring', daysLeft: 7 }))).toEqual({ tone: 'warning', text: '还有 7 天' });
  expect(stateOf(paper({ term: 'expired', daysLeft: -1 }))).toEqual({ tone: 'danger', text: '已过期' });
});

test('a paper says its days, why it was refused, and when there is no scan', () => {
  expect(linesOf(paper({}))).toBe('999999********001X · 有效期至2028年10月21日');
  expect(linesOf(paper({ scan: null }))).toContain('没有扫描件');
  expect(linesOf(paper({ state: 'rejected', reason: '照片看不清' }))).toContain('原因：照片看不清');
  const employed = paper({ kind: 'employment', number: '', item: '', from: '2026-01-01', until: null });
  expect(linesOf(employed)).toBe('2026年1月1日起，无固定期限');
  expect(linesOf({ ...employed, until: '2027-12-31' })).toBe('2026年1月1日至2027年12月31日');
});

test('a certificate is called by its item', () => {
  expect(nameOfPaper(paper({}))).toBe('作业人员证 · 电梯修理（T）');
  expect(nameOfPaper(paper({ kind: 'photo_page', item: '' }))).toBe('证件照片页');
});
