import { type Role, roleWords } from '@lifttrust/shared-types/kernel/access';
import { entriesFor } from './entries';

const pagesOf = (role: Role) => entriesFor(role).map(({ page }) => page);
const roles = Object.keys(roleWords) as Role[];

test('only technicians find their consents, only an owner’s administrator finds who answers for lifts', () => {
  expect(pagesOf('technician')).toContain('account/consents');
  expect(pagesOf('owner_officer')).not.toContain('account/consents');
  expect(pagesOf('owner_admin')).toContain('owner/officers');
  expect(pagesOf('owner_officer')).not.toContain('owner/officers');
});

test('whoever may sign for an owner finds what waits for a signature', () => {
  for (const role of roles)
    expect(pagesOf(role).includes('owner/to-sign')).toBe(role === 'owner_officer' || role === 'owner_admin');
});

test.each(roles)('%s finds what is kept of them, and who has looked at it', (role) => {
  expect(pagesOf(role)).toEqual(expect.arrayContaining(['account/my-data', 'account/reads']));
});
