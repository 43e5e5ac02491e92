import { changeApi } from './change/change.contract';
import { checkInApi } from './check-in/check-in.contract';
import { cityApi } from './city/city.contract';
import { codeApi } from './code/code.contract';
import { faceApi } from './face/face.contract';
import { fileApi } from './file/file.contract';
import { importApi } from './import/import.contract';
import type { EndpointTable } from './kernel/endpoint';
import { ledgerApi } from './ledger/ledger.contract';
import { liftApi } from './lift/lift.contract';
import { messageApi } from './message/message.contract';
import { operationApi } from './operation/operation.contract';
import { recordApi } from './record/record.contract';
import { sessionApi } from './session/session.contract';
import { supervisionApi } from './supervision/supervision.contract';
import { visitApi } from './visit/visit.contract';

/** Every endpoint of the service by module: the source of the interface document and of the access tests. */
export const tables = {
  session: sessionApi,
  city: cityApi,
  lift: liftApi,
  code: codeApi,
  import: importApi,
  file: fileApi,
  face: faceApi,
  visit: visitApi,
  check_in: checkInApi,
  record: recordApi,
  ledger: ledgerApi,
  message: messageApi,
  supervision: supervisionApi,
  operation: operationApi,
  change: changeApi,
} satisfies Record<string, EndpointTable>;
