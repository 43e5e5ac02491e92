import { contractApi, entryWords, type LateEntry } from '@lifttrust/shared-types/contract/contract.contract';
import { Select, Space } from 'antd';
import { useNavigate } from 'react-router';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { dateWords } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { EntryTag, LiftName, partsWords } from './contract-words';

const states = ['listed', 'alarmed', 'warned'] as const;

interface Row extends LateEntry {
  key: string;
}

const columns: Columns<Row> = [
  {
    title: '使用地点',
    dataIndex: 'lift',
    render: (_, entry) => <LiftName lift={entry.lift} isLinked={false} />,
  },
  { title: '维保单位', dataIndex: 'company', render: (_, entry) => entry.company.name },
  { title: '使用单位', dataIndex: 'owner', render: (_, entry) => entry.lift.ownerName || '—' },
  {
    title: '生效日期',
    dataIndex: 'effectiveOn',
    className: 'nowrap',
    render: (_, entry) => dateWords(entry.effectiveOn),
  },
  { title: '第几天', dataIndex: 'day', render: (_, entry) => `第 ${entry.day} 天` },
  { title: '还缺', dataIndex: 'missing', render: (_, entry) => partsWords(entry.missing) },
  { title: '状态', dataIndex: 'state', render: (_, entry) => <EntryTag state={entry.state} /> },
];

export function Component() {
  const navigate = useNavigate();
  const { filters, paged, change } = useFilters(['state'] as const);
  const state = oneOf(states, filters.state);
  const entries = useLoad(contractApi.lateEntries, { ...paged, ...(state ? { state } : {}) });
  const data = entries.data && {
    ...entries.data,
    items: entries.data.items.map((entry) => ({ ...entry, key: `${entry.contractId} ${entry.lift.id}` })),
  };
  return (
    <Page
      title="超期未录入"
      note="变更维保单位后，新单位应在合同生效之日起 15 天内录入；第 10 天提醒，第 16 天起列为超期未录入。"
    >
      <ListTable<Row>
        name="late-entries"
        unit="台"
        rowKey="key"
        columns={columns}
        from={{ ...entries, data }}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        onOpen={(entry) => navigate(`/contracts/${entry.contractId}`)}
        empty={state ? '没有这一类的电梯。' : '没有快到期或超期未录入的电梯。'}
        filters={
          <Space wrap>
            <Select
              allowClear
              placeholder="状态"
              style={{ width: 160 }}
              value={state ?? null}
              options={states.map((value) => ({ value, label: entryWords[value] }))}
              onChange={(value) => change({ state: value ?? undefined })}
            />
          </Space>
        }
      />
    </Page>
  );
}
