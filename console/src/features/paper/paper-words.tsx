import {
  CertificateItem,
  certificateItems,
  type PaperInfo,
  type PaperState,
  paperKindWords,
  paperStateWords,
  type SubItem,
  subItemWords,
} from '@lifttrust/shared-types/paper/paper.contract';
import { dateWords } from '../../lib/words';
import { StateTag, type Tone } from '../../ui/state-tag';

const stateTones: Record<PaperState, Tone> = {
  entered: 'brand',
  verified: 'success',
  rejected: 'danger',
  ended: 'plain',
};

/** What counts although nobody had to look at it is registered, not waiting. */
export const PaperStateTag = ({ paper }: { paper: PaperInfo }) =>
  paper.state === 'entered' && paper.counts ? (
    <StateTag tone="success" text="已登记" />
  ) : (
    <StateTag tone={stateTones[paper.state]} text={paperStateWords[paper.state]} />
  );

export function TermTag({ paper }: { paper: PaperInfo }) {
  const { term, daysLeft } = paper;
  if (term === 'expired') return <StateTag tone="danger" text={`过期 ${-(daysLeft ?? 0)} 天`} />;
  if (term === 'expiring') return <StateTag tone="warning" text={`还有 ${daysLeft} 天`} />;
  if (term === 'fine') return <StateTag tone="success" text="有效" />;
  return null;
}

export const nameOfPaper = ({ kind, item }: PaperInfo): string => {
  const known = CertificateItem.safeParse(item);
  return known.success ? `${paperKindWords[kind]} · ${certificateItems[known.data]}` : paperKindWords[kind];
};

export const termWords = ({ kind, from, until }: PaperInfo): string => {
  if (until !== null)
    return from ? `${dateWords(from)}至 ${dateWords(until)}` : `有效期至 ${dateWords(until)}`;
  if (kind === 'employment') return `${from ? dateWords(from) : ''}起，无固定期限`;
  return from ? `${dateWords(from)}起` : '没有期限';
};

export const subItemLine = ({ code, grade }: SubItem): string =>
  grade ? `${subItemWords[code]} ${grade} 级` : subItemWords[code];
