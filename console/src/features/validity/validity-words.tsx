import type { ReviewStanding } from '@lifttrust/shared-types/validity/validity.contract';
import { reviewStandings } from '@lifttrust/shared-types/validity/validity.contract';
import { StateTag, type Tone } from '../../ui/state-tag';

const tones: Record<ReviewStanding, Tone> = {
  waiting: 'warning',
  asked: 'brand',
  appealed: 'warning',
  invalid: 'danger',
};

export const StandingTag = ({ standing }: { standing: ReviewStanding }) => (
  <StateTag tone={tones[standing]} text={reviewStandings[standing]} />
);
