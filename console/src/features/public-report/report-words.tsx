import type { ReportCard } from '@lifttrust/shared-types/public-report/public-report.shapes.contract';
import {
  latenessWords,
  reportStateTones,
  reportStateWords,
} from '@lifttrust/shared-types/public-report/public-report.shapes.contract';
import { dateWords } from '../../lib/words';
import { StateTag } from '../../ui/state-tag';

/** Where it stands, and whether that is late. */
export const ReportTags = ({ report }: { report: Pick<ReportCard, 'state' | 'lateness'> }) => (
  <>
    <StateTag tone={reportStateTones[report.state]} text={reportStateWords[report.state]} />
    {report.lateness === 'none' ? null : (
      <>
        {' '}
        <StateTag tone="danger" text={latenessWords[report.lateness]} />
      </>
    )}
  </>
);

/** What has to be done next, and until when. */
export function termWords({ state, acceptBy, replyBy }: ReportCard): string {
  if (state === 'received') return `${dateWords(acceptBy)}前受理`;
  const isOpen = state === 'accepted' || state === 'routed' || state === 'answered';
  return isOpen && replyBy ? `${dateWords(replyBy)}前答复` : '';
}

export const placeOf = ({ lift }: ReportCard): string =>
  lift ? `${lift.place} ${lift.ownNumber}`.trim() : '本平台';
