import { contractApi, type Trouble } from '@lifttrust/shared-types/contract/contract.contract';
import { Segmented } from 'antd';
import { useNavigate } from 'react-router';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { dateWords } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { StateTag } from '../../ui/state-tag';
import { LiftName } from './contract-words';

interface Row extends Trouble {
  key: string;
}

const columns: Columns<Row> = [
  { title: '识别码', dataIndex: 'code', render: (_, row) => <b>{row.lift.rescueCode || '—'}</b> },
  { title: '使用地点', dataIndex: 'lift', render: (_, row) => <LiftName lift={row.lift} isLinked={false} /> },
  { title: '使用单位', dataIndex: 'owner', render: (_, row) => row.lift.ownerName || '—' },
  {
    title: '情况',
    dataIndex: 'state',
    render: (_, row) =>
      row.state === 'gap' ? (
        <StateTag tone="danger" text="无维保单位" />
      ) : (
        <StateTag tone="danger" text="两家合同重叠" />
      ),
  },
  {
    title: '从哪天起',
    dataIndex: 'since',
    className: 'nowrap',
    render: (_, row) => (row.since ? dateWords(row.since) : <span className="quiet">一直没有登记</span>),
  },
  {
    title: '相关维保单位',
    dataIndex: 'companies',
    render: (_, row) => row.companies.map(({ name }) => name).join('、') || '—',
  },
];

const kinds = ['gap', 'dispute'] as const;

export function Component() {
  const navigate = useNavigate();
  const { filters, paged, change } = useFilters(['state'] as const);
  const state = oneOf(kinds, filters.state);
  const troubles = useLoad(contractApi.troubles, { ...paged, ...(state ? { state } : {}) });
  const data = troubles.data && {
    ...troubles.data,
    items: troubles.data.items.map((row) => ({ ...row, key: row.lift.id })),
  };
  return (
    <Page
      title="无维保单位"
      note="没有生效合同的电梯由使用单位承担责任；两家合同重叠的，使用单位确认之前双方都不能作业，困人时两家都要到场。"
    >
      <ListTable<Row>
        name="troubles"
        unit="台"
        rowKey="key"
        columns={columns}
        from={{ ...troubles, data }}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        onOpen={(row) => navigate(`/lifts/${row.lift.id}`)}
        empty="每台电梯都有且只有一家维保单位负责。"
        filters={
          <Segmented
            value={state ?? 'all'}
            options={[
              { value: 'all', label: '全部' },
              { value: 'gap', label: '无维保单位' },
              { value: 'dispute', label: '合同重叠' },
            ]}
            onChange={(value) => change({ state: value === 'all' ? undefined : String(value) })}
          />
        }
      />
    </Page>
  );
}
