import { type ContractDetail, contractApi } from '@lifttrust/shared-types/contract/contract.contract';
import { outbox } from '../../outbox/outbox';
import { answered } from '../outbox/answered';

/** The owner's word on a contract (CON-05). */
export const decideContract = (
  contractId: string,
  accept: boolean,
  reason: string,
): Promise<ContractDetail> =>
  answered(
    outbox.run(
      contractApi.decide,
      { contractId, accept, reason },
      { label: accept ? '确认维保合同' : '不认可维保合同' },
    ),
  );
