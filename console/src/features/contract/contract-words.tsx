import {
  type ContractLiftView,
  type ContractState,
  type Coverage,
  contractStates,
  coverageWords,
  type EntryPart,
  type EntryState,
  entryPartWords,
  entryWords,
} from '@lifttrust/shared-types/contract/contract.contract';
import type { LiftCard } from '@lifttrust/shared-types/lift/lift.contract';
import { Link } from 'react-router';
import { dateWords } from '../../lib/words';
import { StateTag, type Tone } from '../../ui/state-tag';

const stateTones: Record<ContractState, Tone> = {
  entered: 'brand',
  confirmed: 'success',
  refused: 'danger',
  ended: 'plain',
};

export const ContractStateTag = ({ state }: { state: ContractState }) => (
  <StateTag tone={stateTones[state]} text={contractStates[state]} />
);

const coverageTones: Record<Coverage['state'], Tone> = {
  covered: 'success',
  not_covered: 'danger',
  unknown: 'plain',
};

export const CoverageTag = ({ coverage }: { coverage: Coverage }) => (
  <span title={coverage.reason}>
    <StateTag tone={coverageTones[coverage.state]} text={coverageWords[coverage.state]} />
  </span>
);

const entryTones: Record<EntryState, Tone> = {
  running: 'plain',
  warned: 'warning',
  alarmed: 'danger',
  listed: 'danger',
  done: 'success',
  done_late: 'warning',
};

export const EntryTag = ({ state }: { state: EntryState }) => (
  <StateTag tone={entryTones[state]} text={entryWords[state]} />
);

/** Who answers for the lift today, seen from this contract. */
export function TodayTag({ item }: { item: ContractLiftView }) {
  if (item.today === 'gap') return <StateTag tone="danger" text="无维保单位" />;
  if (item.today === 'dispute') return <StateTag tone="danger" text="合同重叠，待确认" />;
  return item.isOurs ? (
    <StateTag tone="success" text="由本合同负责" />
  ) : (
    <StateTag tone="plain" text="由其他单位负责" />
  );
}

export const termWords = (from: string, until: string): string => `${dateWords(from)} 至 ${dateWords(until)}`;

export const partsWords = (parts: EntryPart[]): string =>
  parts.map((part) => entryPartWords[part]).join('、');

export const LiftName = ({ lift, isLinked = true }: { lift: LiftCard; isLinked?: boolean }) => {
  const name = (
    <>
      {lift.place} <span className="quiet">{lift.ownNumber}</span>
    </>
  );
  return isLinked ? <Link to={`/lifts/${lift.id}`}>{name}</Link> : name;
};
