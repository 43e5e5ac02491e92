import { type MemberLeaving, memberLeaves, refuseRemoving } from './leaving.rules';

const ours = { isOurs: true, isAdmin: false, otherAccounts: 0 };
const leaving = (changes: Partial<MemberLeaving>): MemberLeaving => ({
  ...{ choice: 'remove_ours', role: 'company_admin', member: ours },
  ...changes,
});

test('a member whom we made leaves with the account, and stays where that was not asked for', () => {
  expect(memberLeaves(leaving({}))).toBe('leaving');
  expect(memberLeaves(leaving({ choice: 'keep' }))).toBe('kept');
  expect(memberLeaves(leaving({ member: null }))).toBe('none');
});

test.each([
  ['somebody whom we did not make', { ...ours, isOurs: false }],
  ['somebody with another account', { ...ours, otherAccounts: 1 }],
  ['an administrator of the corporation', { ...ours, isAdmin: true }],
])('%s stays unless it is said expressly', (_who, member) => {
  expect(refuseRemoving(leaving({ member }))).toBeNull();
  expect(memberLeaves(leaving({ member }))).toBe('kept');
});

test('only a regulator’s administrator removes somebody whom we did not make, and nobody who is needed', () => {
  const others = { ...ours, isOurs: false };
  const anyway = (changes: Partial<MemberLeaving>) =>
    leaving({ choice: 'remove_anyway', member: others, ...changes });
  expect(refuseRemoving(anyway({}))?.code).toBe('account.member_not_ours');
  expect(refuseRemoving(anyway({ member: ours }))).toBeNull();
  const regulator = { role: 'regulator_admin' } as const;
  expect(refuseRemoving(anyway(regulator))).toBeNull();
  expect(memberLeaves(anyway(regulator))).toBe('leaving');
  const admin = { ...others, isAdmin: true };
  expect(refuseRemoving(anyway({ ...regulator, member: admin }))?.code).toBe('account.member_is_admin');
  const needed = { ...others, otherAccounts: 2 };
  expect(refuseRemoving(anyway({ ...regulator, member: needed }))?.code).toBe('account.member_still_needed');
});
