import { type DeliveryState, deliveryStateWords } from '@lifttrust/shared-types/message/message.contract';
import { StateTag, type Tone } from '../../ui/state-tag';

const tones: Record<DeliveryState, Tone> = {
  waiting: 'brand',
  sending: 'brand',
  unknown: 'warning',
  sent: 'brand',
  delivered: 'success',
  failed: 'danger',
  not_connected: 'plain',
  withdrawn: 'plain',
};

export const DeliveryTag = ({ state }: { state: DeliveryState }) => (
  <StateTag tone={tones[state]} text={deliveryStateWords[state]} />
);
