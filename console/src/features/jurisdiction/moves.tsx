import {
  type AreaContents,
  jurisdictionApi,
} from '@lifttrust/shared-types/jurisdiction/jurisdiction.contract';
import { Table } from 'antd';
import { type Loaded, useLoad } from '../../lib/load';
import { countWords } from '../../lib/words';
import { Problem } from '../../ui/problem';

/** What goes to one place: all that lives in `codes`, except what lives in `less`. */
export interface Move {
  from: string;
  to: string;
  codes: readonly string[];
  less?: readonly string[];
}

type Counts = Pick<AreaContents, 'lifts' | 'units' | 'accounts'>;
const none: Counts = { lifts: 0, units: 0, accounts: 0 };

const added = (a: Counts, b: Counts, sign: 1 | -1): Counts => ({
  lifts: a.lifts + sign * b.lifts,
  units: a.units + sign * b.units,
  accounts: a.accounts + sign * b.accounts,
});

export interface Moves {
  rows: (Move & Counts)[];
  total: Counts;
  /** Counted by the service for just these areas. */
  ready: boolean;
  from: Loaded<{ items: AreaContents[] }>;
}

/** How much would move; asked of the service whenever the areas change. */
export function useMoves(moves: readonly Move[]): Moves {
  const codes = [...new Set(moves.flatMap(({ codes: all, less = [] }) => [...all, ...less]))].sort();
  const from = useLoad(jurisdictionApi.contents, codes.length > 0 ? { codes: codes.join(',') } : null);
  const known = new Map((from.data?.items ?? []).map((one) => [one.code, one]));
  const sum = (some: readonly string[]) =>
    some.reduce((all, code) => added(all, known.get(code) ?? none, 1), none);
  const rows = moves.map((move) => ({ ...move, ...added(sum(move.codes), sum(move.less ?? []), -1) }));
  const ready = codes.length > 0 && codes.every((code) => known.has(code));
  return { rows, total: rows.reduce((all, row) => added(all, row, 1), none), ready, from };
}

export const movedWords = ({ units, lifts, accounts }: Counts): string =>
  `${countWords(units)} 个单位、${countWords(lifts)} 台电梯、${countWords(accounts)} 个账号`;

/** What moves where, before anybody agrees to it. */
export function MovesTable({ moves }: { moves: Moves }) {
  if (moves.rows.length === 0) return null;
  if (moves.from.error) return <Problem error={moves.from.error} retry={moves.from.reload} />;
  const count = (title: string, field: keyof Counts) => ({
    title,
    dataIndex: field,
    align: 'right' as const,
    className: 'number',
    render: (value: number) => (moves.ready ? countWords(value) : '…'),
  });
  return (
    <Table
      size="small"
      pagination={false}
      rowKey={({ from, to }) => `${from} ${to}`}
      dataSource={moves.rows}
      scroll={{ x: 'max-content' }}
      style={{ marginBottom: 16 }}
      columns={[
        { title: '从', dataIndex: 'from' },
        { title: '归到', dataIndex: 'to', render: (to: string) => <b>{to}</b> },
        count('单位', 'units'),
        count('电梯', 'lifts'),
        count('账号', 'accounts'),
      ]}
    />
  );
}
