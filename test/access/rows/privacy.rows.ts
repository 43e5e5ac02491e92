import type { privacyApi } from '@lifttrust/shared-types/privacy/privacy.contract';
import type { Rows } from './row';

export const privacyRows: Rows<typeof privacyApi> = {
  reads: { input: () => ({}), strangers: ({ total }) => total > 0 },
  // About nobody but the caller.
  data: { input: () => ({}), strangers: 'none' },
  audit: {
    input: () => ({}),
    strangers: ({ items }, { own }) =>
      items.some(({ person }) => [own.lead.name, own.partner.name, own.officer.name].includes(person)),
  },
};
