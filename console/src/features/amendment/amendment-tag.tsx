import { type Amendment, amendmentStateWords } from '@lifttrust/shared-types/amendment/amendment.contract';
import { StateTag, type Tone } from '../../ui/state-tag';

const tones: Record<Amendment['state'], Tone> = {
  waiting_technician: 'brand',
  waiting_company: 'brand',
  waiting_owner: 'brand',
  waiting_district: 'warning',
  sealed: 'success',
  refused: 'danger',
  withdrawn: 'plain',
};

export const AmendmentTag = ({ state }: { state: Amendment['state'] }) => (
  <StateTag tone={tones[state]} text={amendmentStateWords[state]} />
);
