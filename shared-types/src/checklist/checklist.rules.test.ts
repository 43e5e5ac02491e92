import { checklistFor } from '../record/record.template';
import { fullChecklist, type OwnItem, refuseChecklist } from './checklist.rules';

const item = (name: string, given: Partial<OwnItem> = {}): OwnItem => ({
  name,
  requirement: '符合制造单位要求',
  class: 'half_month',
  requiresTest: false,
  ...given,
});
const codes = (draft: Partial<Parameters<typeof refuseChecklist>[0]>) =>
  refuseChecklist({ kind: 'addition', type: '3110', basis: '', items: [item('消防迫降试验')], ...draft }).map(
    ({ code }) => code,
  );
const none = { custom: null, addition: null };

test('a company adds items to the statutory table and takes none away', () => {
  expect(codes({})).toEqual([]);
  const statutory = checklistFor('3110', 'quarter');
  const addition = { edition: 'E/1', items: [item('消防迫降试验'), item('年度试验', { class: 'year' })] };
  const full = fullChecklist('3110', 'quarter', { custom: null, addition });
  if ('refusal' in statutory || 'refusal' in full) throw new Error('a traction lift has a statutory table');
  expect(full.items.slice(0, statutory.items.length)).toEqual(statutory.items);
  expect(full.items.slice(statutory.items.length)).toMatchObject([{ code: 'Z-1-01', statutory: false }]);
  expect(full.edition).toBe(`${statutory.edition}+E/1`);
});

test('nobody replaces a statutory table by one of their own, nor repeats one of its items', () => {
  expect(codes({ kind: 'custom', basis: '说明书' })).toEqual(['checklist.statutory']);
  expect(codes({ items: [item('制动器间隙')] })).toEqual(['checklist.item_statutory']);
  const custom = { edition: 'C/1', items: [item('只做这一项')] };
  const full = fullChecklist('3110', 'half_month', { custom, addition: null });
  expect('refusal' in full ? [] : full.items.map(({ code }) => code)).toContain('A-1-05');
});

test.each(['3410', '3420'] as const)('a lift of type %s has no table but the maker’s', (type) => {
  const refused = fullChecklist(type, 'half_month', none);
  expect('refusal' in refused && refused.refusal.code).toBe('record.template_required');
  expect(codes({ type })).toEqual(['checklist.no_table']);
  const custom = { edition: 'C/1', items: [item('防爆外壳'), item('年度试验', { class: 'year' })] };
  const half = fullChecklist(type, 'half_month', { custom, addition: null });
  const year = fullChecklist(type, 'year', { custom, addition: null });
  expect('refusal' in half ? [] : half.items.map(({ code }) => code)).toEqual(['Z-1-01']);
  expect('refusal' in year ? [] : year.items.map(({ code }) => code)).toEqual(['Z-1-01', 'Z-4-01']);
});

test('a custom table names the manual it rests on and has half-monthly items', () => {
  const custom = { kind: 'custom', type: '3410' } as const;
  expect(codes(custom)).toEqual(['checklist.basis_missing']);
  expect(codes({ ...custom, basis: '说明书 V2', items: [item('年度', { class: 'year' })] })).toEqual([
    'checklist.no_half_month',
  ]);
  expect(codes({ items: [] })).toEqual(['checklist.empty']);
  expect(codes({ items: [item('一'), item('一')] })).toEqual(['checklist.item_twice']);
});
