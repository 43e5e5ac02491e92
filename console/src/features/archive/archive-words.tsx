import { type Archive, archiveStandingWords } from '@lifttrust/shared-types/archive/archive.contract';
import { StateTag, type Tone } from '../../ui/state-tag';

const tones: Record<Archive['standing'], Tone> = {
  preparing: 'plain',
  waiting: 'brand',
  late: 'danger',
  taken: 'success',
};

export const StandingTag = ({ archive: { standing } }: { archive: Archive }) => (
  <StateTag tone={tones[standing]} text={archiveStandingWords[standing]} />
);

export const sideWords = { company: '作为维保单位', owner: '作为使用单位' } as const;

export const monthWords = (month: string): string => {
  const [year, number] = month.split('-');
  return `${year} 年 ${Number(number)} 月`;
};

export const versionWords = (version: number): string => (version === 1 ? '月度包' : `补充包 ${version - 1}`);
