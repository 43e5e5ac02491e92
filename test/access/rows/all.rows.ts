import type { tables } from '@lifttrust/shared-types/tables';
import { changeRows } from './change.rows';
import { faceRows } from './face.rows';
import { operationRows } from './operation.rows';
import { cityRows, codeRows, ledgerRows, messageRows, sessionRows } from './public.rows';
import { fileRows, importRows, liftRows, supervisionRows } from './register.rows';
import type { Rows } from './row';
import { checkInRows, recordRows, visitRows } from './work.rows';

/** A row for every endpoint of every module. */
export const rows: { [M in keyof typeof tables]: Rows<(typeof tables)[M]> } = {
  session: sessionRows,
  city: cityRows,
  lift: liftRows,
  code: codeRows,
  import: importRows,
  file: fileRows,
  face: faceRows,
  visit: visitRows,
  check_in: checkInRows,
  record: recordRows,
  ledger: ledgerRows,
  message: messageRows,
  supervision: supervisionRows,
  operation: operationRows,
  change: changeRows,
};
