import { type Role, roleWords } from '@lifttrust/shared-types/kernel/access';
import { entriesFor } from './entries';

const pagesOf = (role: Role) => entriesFor(role).map(({ page }) => page);
const roles = Object.keys(roleWords) as Role[];

test('technicians and rescuers find their consents, only an owner’s administrator finds who answers for lifts', () => {
  expect(pagesOf('technician')).toContain('account/consents');
  expect(pagesOf('rescuer')).toContain('account/consents');
  expect(pagesOf('owner_officer')).not.toContain('account/consents');
  expect(pagesOf('owner_admin')).toContain('owner/officers');
  expect(pagesOf('owner_officer')).not.toContain('owner/officers');
  expect(pagesOf('owner_admin')).toContain('owner/delegations');
  expect(pagesOf('owner_officer')).not.toContain('owner/delegations');
});

test('whoever may sign for an owner finds what waits for a signature and what silence means', () => {
  for (const role of roles)
    for (const page of ['owner/to-sign', 'owner/silence-consent'] as const)
      expect(pagesOf(role).includes(page)).toBe(role === 'owner_officer' || role === 'owner_admin');
});

test.each(roles)('%s finds what is kept of them, and who has looked at it', (role) => {
  expect(pagesOf(role)).toEqual(expect.arrayContaining(['account/my-data', 'account/reads']));
});
