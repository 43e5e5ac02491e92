import {
  type DisputeCard,
  DisputeStateField,
  disputeStateWords,
  signingApi,
} from '@lifttrust/shared-types/signing/signing.contract';
import { maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import { Select, Space } from 'antd';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { useSession } from '../../lib/session';
import { dayWords } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { SavedViews } from '../../ui/saved-views';
import { DisputeDrawer } from './dispute-drawer';
import { DisputeTag } from './dispute-tag';

const columns: Columns<DisputeCard> = [
  {
    title: '使用地点',
    dataIndex: 'place',
    render: (_, row) => (
      <>
        {row.place} <span className="quiet">{row.ownNumber}</span>
      </>
    ),
  },
  { title: '处理', dataIndex: 'state', render: (_, row) => <DisputeTag state={row.state} late={row.late} /> },
  {
    title: '答复期限',
    dataIndex: 'dueOn',
    className: 'nowrap',
    render: (_, row) => dayWords(row.dueOn),
  },
  {
    title: '维保',
    dataIndex: 'completedOn',
    className: 'nowrap',
    render: (_, row) => `${dayWords(row.completedOn)} ${maintenanceClasses[row.class]}`,
  },
  { title: '退回理由', dataIndex: 'reason', ellipsis: true, width: 220 },
  { title: '使用单位', dataIndex: 'ownerName' },
  { title: '维保单位', dataIndex: 'companyName' },
];

const offered = [
  { title: '待监管部门处理', query: 'state=referred' },
  { title: '逾期未答复', query: 'late=true' },
  { title: '待维保单位答复', query: 'state=open' },
];

const notes: Record<string, string> = {
  company_admin: '使用单位退回的记录。请在期限内答复；要改正内容的，另出更正记录，原记录不变。',
  owner_admin: '本单位退回的记录。认可答复或提请监管部门处理，在手机上的记录页里办。',
  owner_officer: '本单位退回的记录。认可答复或提请监管部门处理，在手机上的记录页里办。',
};

export function Component() {
  const role = useSession()?.me.role ?? '';
  const { filters, paged, change } = useFilters(['state', 'late', 'record'] as const);
  const state = oneOf(DisputeStateField.options, filters.state);
  const late = oneOf(['true'] as const, filters.late);
  const disputes = useLoad(signingApi.disputes, {
    ...paged,
    ...(late ? { late } : state ? { state } : {}),
  });
  return (
    <Page
      title="签字异议"
      note={
        notes[role] ??
        '使用单位退回的记录：维保单位 3 个工作日内答复，双方谈不拢的由监管部门处理。退回不影响维保是否有效，也不影响期限。'
      }
    >
      <ListTable
        name="disputes"
        unit="件"
        rowKey="id"
        columns={columns}
        from={disputes}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        onOpen={({ recordId }) => change({ record: recordId }, { keepPage: true })}
        empty={state || late ? '没有符合条件的异议，请放宽筛选。' : '没有被退回的记录。'}
        filters={
          <Space wrap>
            <Select
              allowClear
              placeholder="处理到哪一步"
              style={{ width: 170 }}
              value={late ? 'late' : (state ?? null)}
              options={[
                { value: 'late', label: '逾期未答复' },
                ...DisputeStateField.options.map((value) => ({ value, label: disputeStateWords[value] })),
              ]}
              onChange={(value) =>
                change(
                  value === 'late'
                    ? { late: 'true', state: undefined }
                    : { late: undefined, state: value ?? undefined },
                )
              }
            />
            <SavedViews name="disputes" offered={offered} />
          </Space>
        }
      />
      {filters.record ? (
        <DisputeDrawer
          key={filters.record}
          recordId={filters.record}
          onClose={() => change({ record: undefined }, { keepPage: true })}
          onChanged={disputes.reload}
        />
      ) : null}
    </Page>
  );
}
