import { auditWords } from '@lifttrust/shared-types/privacy/privacy.words';
import { isTest, sourcesBelow } from './source';

/** What the service writes into its audit log, as far as it stands in the code: whole, or up to a variable part. */
const actions = sourcesBelow('cloud/src')
  .filter((file) => !isTest(file))
  .flatMap(({ path, text }) =>
    [...text.matchAll(/\.audit(?:All)?\(\s*[`']([a-z_]+\.)([a-z_]*)/g)].map(([, module = '', act = '']) => ({
      path,
      action: `${module}${act || 'changed'}`,
    })),
  );

test('the service writes audit entries', () => {
  expect(actions.length).toBeGreaterThan(30);
});

test('whoever reads the audit log reads words, not codes', () => {
  expect(actions.filter(({ action }) => !/[\u4e00-\u9fff]/.test(auditWords(action)))).toEqual([]);
});

test.each([
  ['personal.read', '查看了个人信息'],
  ['contract.ended', '维保合同：结束'],
  ['change.accepted', '资料变更：通过'],
  ['staff.unit_moved', '班组与分工：移动'],
  ['lift.somehow', '电梯资料：更新'],
])('%s reads %s', (action, words) => {
  expect(auditWords(action)).toBe(words);
});
