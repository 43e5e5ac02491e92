import { type Delay, delayApi } from '@lifttrust/shared-types/delay/delay.contract';
import type { CallOf } from '@lifttrust/shared-types/kernel/endpoint';
import type { OutgoingFile } from '../../outbox/compose';
import { outbox } from '../../outbox/outbox';
import { answered } from '../outbox/answered';

/** The pictures stay on the page when the service refuses, to be sent again with something put right. */
export const submitDelay = (
  draft: Omit<CallOf<typeof delayApi.submit>, 'fileIds'>,
  files: OutgoingFile[],
): Promise<Delay> =>
  answered(outbox.runWithFiles(delayApi.submit, draft, files, { label: '延期说明', keepsFiles: true }));

export const withdrawDelay = (delayId: string): Promise<Delay> =>
  answered(outbox.run(delayApi.withdraw, { delayId }, { label: '撤回延期说明' }));

export const endDelay = (delayId: string, endedOn: string): Promise<Delay> =>
  answered(outbox.run(delayApi.end, { delayId, endedOn }, { label: '登记障碍解除' }));

export const contradictDelay = (delayId: string, text: string): Promise<Delay> =>
  answered(outbox.run(delayApi.contradict, { delayId, text }, { label: '对延期说明提出异议' }));
