import { type FilingState, filingStateWords } from '@lifttrust/shared-types/filing/filing.contract';
import { StateTag, type Tone } from '../../ui/state-tag';

const tones: Record<FilingState, Tone> = {
  waiting: 'brand',
  returned: 'warning',
  accepted: 'success',
  withdrawn: 'plain',
};

export const FilingTag = ({ state }: { state: FilingState }) => (
  <StateTag tone={tones[state]} text={filingStateWords[state]} />
);
