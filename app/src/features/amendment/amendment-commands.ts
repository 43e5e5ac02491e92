import { type Amendment, amendmentApi } from '@lifttrust/shared-types/amendment/amendment.contract';
import { outbox } from '../../outbox/outbox';
import type { PhoneFile } from '../../platform/types';
import { answered } from '../outbox/answered';

type Named = Pick<Amendment, 'id' | 'contentHash'>;

export const signAmendment = ({ id: amendmentId, contentHash }: Named, file: PhoneFile): Promise<Amendment> =>
  answered(
    outbox.runWithFile(
      amendmentApi.sign,
      { amendmentId, contentHash },
      { file, purpose: 'signature' },
      { label: '在更正上签名' },
    ),
  );

export const confirmAmendment = (
  { id: amendmentId, contentHash }: Named,
  file: PhoneFile,
): Promise<Amendment> =>
  answered(
    outbox.runWithFile(
      amendmentApi.confirm,
      { amendmentId, contentHash, accept: true },
      { file, purpose: 'signature' },
      { label: '确认更正或作废' },
    ),
  );

export const objectToAmendment = (
  { id: amendmentId, contentHash }: Named,
  text: string,
): Promise<Amendment> =>
  answered(
    outbox.run(
      amendmentApi.confirm,
      { amendmentId, contentHash, accept: false, text },
      { label: '不同意更正或作废' },
    ),
  );
