import type { operationApi } from '@lifttrust/shared-types/operation/operation.contract';
import type { Rows } from './row';

export const operationRows: Rows<typeof operationApi> = {
  live: { input: () => ({}), strangers: 'none' },
  ready: { input: () => ({}), strangers: 'none' },
  // About the installation, nobody's in particular.
  backups: { input: () => ({}), strangers: 'none' },
};
