import { type Delay, delayApi } from '@lifttrust/shared-types/delay/delay.contract';
import { outbox } from '../../outbox/outbox';
import { answered } from '../outbox/answered';

export const contradictDelay = (delayId: string, text: string): Promise<Delay> =>
  answered(outbox.run(delayApi.contradict, { delayId, text }, { label: '对延期说明提出异议' }));
