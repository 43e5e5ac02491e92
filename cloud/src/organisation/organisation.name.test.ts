import { organisationKey } from './organisation.name';

test('spellings of one name are one organisation', () => {
  const key = organisationKey('榕舟电梯（示例）有限公司');
  expect(organisationKey(' 榕舟电梯(示例) 有限公司')).toBe(key);
  expect(organisationKey('榕舟电梯〔示例〕有限公司')).toBe(key);
});

test('a branch is an organisation of its own', () => {
  expect(organisationKey('榕舟电梯有限公司鹭湾分公司')).not.toBe(organisationKey('榕舟电梯有限公司'));
});
