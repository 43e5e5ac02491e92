import {
  type ChangeRequest,
  ChangeState,
  changeApi,
  changeFieldWords,
  changeStateWords,
  changeSubjectWords,
} from '@lifttrust/shared-types/change/change.contract';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { momentWords } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { QueueFilter } from '../../ui/queue-filter';
import { StateTag, type Tone } from '../../ui/state-tag';
import { ChangeDrawer } from './change-drawer';

const tones: Record<ChangeState, Tone> = {
  waiting: 'brand',
  accepted: 'success',
  rejected: 'danger',
  withdrawn: 'plain',
};

export const ChangeTag = ({ state }: { state: ChangeState }) => (
  <StateTag tone={tones[state]} text={changeStateWords[state]} />
);

const columns: Columns<ChangeRequest> = [
  {
    title: '提出时间',
    dataIndex: 'proposedAt',
    className: 'nowrap',
    render: (_, one) => momentWords(one.proposedAt),
  },
  {
    title: '单位',
    dataIndex: 'organisation',
    render: (_, one) => <b>{one.organisation?.name ?? '—'}</b>,
  },
  {
    title: '类别',
    dataIndex: 'subjectKind',
    render: (_, one) => changeSubjectWords[one.subjectKind] ?? one.subjectKind,
  },
  {
    title: '变更内容',
    dataIndex: 'after',
    render: (_, one) =>
      Object.keys(one.after)
        .map((field) => changeFieldWords[field] ?? field)
        .join('、'),
  },
  { title: '原因', dataIndex: 'reason', ellipsis: true },
  { title: '提出人', dataIndex: 'proposedBy', render: (_, one) => one.proposedBy.name },
  { title: '状态', dataIndex: 'state', render: (_, one) => <ChangeTag state={one.state} /> },
];

export function Component() {
  const { filters, paged, change } = useFilters(['state', 'subjectId', 'change'] as const);
  const state = oneOf([...ChangeState.options, 'all'] as const, filters.state) ?? 'waiting';
  const changes = useLoad(changeApi.list, {
    ...paged,
    ...(state === 'all' ? {} : { state }),
    ...(filters.subjectId ? { subjectId: filters.subjectId } : {}),
  });
  return (
    <Page
      title="变更审核"
      note="单位资料、人员、电梯的变更，由提出人以外的另一位监管人员审核；审核之前仍以原来的为准。"
    >
      <ListTable
        name="changes"
        unit="项"
        rowKey="id"
        columns={columns}
        from={changes}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        onOpen={(one) => change({ change: one.id }, { keepPage: true })}
        empty={state === 'waiting' ? '没有等审核的变更。' : '没有符合条件的变更。'}
        filters={
          <QueueFilter
            states={ChangeState.options}
            words={changeStateWords}
            value={state}
            waiting={changes.data?.waiting ?? 0}
            onChange={(value) => change({ state: value })}
          />
        }
      />
      <ChangeDrawer
        changeId={filters.change ?? null}
        onClose={() => change({ change: undefined }, { keepPage: true })}
        onDone={() => {
          change({ change: undefined }, { keepPage: true });
          changes.reload();
        }}
      />
    </Page>
  );
}
