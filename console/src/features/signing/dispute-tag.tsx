import { type DisputeCard, disputeStateWords } from '@lifttrust/shared-types/signing/signing.contract';
import type { DisputeState } from '@lifttrust/shared-types/signing/signing.rules';
import { StateTag, type Tone } from '../../ui/state-tag';

const tones: Record<DisputeState, Tone> = {
  open: 'brand',
  answered: 'warning',
  settled: 'success',
  referred: 'danger',
  decided: 'success',
};

export const DisputeTag = ({ state, late }: Pick<DisputeCard, 'state' | 'late'>) =>
  late ? (
    <StateTag tone="danger" text="逾期未答复" />
  ) : (
    <StateTag tone={tones[state]} text={disputeStateWords[state]} />
  );
