import { type PaperDecisionView, paperlessApi } from '@lifttrust/shared-types/paperless/paperless.contract';
import type { ReactNode } from 'react';
import type { Paged } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { dateWords, momentWords } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { StateTag } from '../../ui/state-tag';

const columns: Columns<PaperDecisionView> = [
  {
    title: '决定时间',
    dataIndex: 'decidedAt',
    className: 'nowrap',
    render: (_, one) => momentWords(one.decidedAt),
  },
  { title: '维保单位', dataIndex: 'company', render: (_, one) => one.company.name },
  { title: '电梯', dataIndex: 'lift', render: (_, one) => one.lift?.name ?? '全部电梯' },
  {
    title: '决定',
    dataIndex: 'stops',
    render: (_, one) =>
      one.stops ? (
        <StateTag tone="success" text="确认停用纸质" />
      ) : (
        <StateTag tone="warning" text="恢复纸质" />
      ),
  },
  { title: '从哪天起', dataIndex: 'fromOn', className: 'nowrap', render: (_, one) => dateWords(one.fromOn) },
  { title: '理由', dataIndex: 'reason', ellipsis: true },
  { title: '决定人', dataIndex: 'decidedBy', render: (_, one) => `${one.office} ${one.decidedBy}` },
];

/** Every confirmation and withdrawal, the newest first; none is ever taken out. */
export function PaperDecisions({
  companyId,
  paged,
  onPage,
  filters,
}: {
  companyId: string | undefined;
  paged: Paged;
  onPage: (page: number, pageSize: number) => void;
  filters: ReactNode;
}) {
  const decisions = useLoad(paperlessApi.decisions, { ...paged, ...(companyId ? { companyId } : {}) });
  return (
    <ListTable
      name="paper-decisions"
      unit="次"
      rowKey="id"
      columns={columns}
      from={decisions}
      paged={paged}
      onPage={onPage}
      empty="还没有确认或撤销过。"
      filters={filters}
    />
  );
}
