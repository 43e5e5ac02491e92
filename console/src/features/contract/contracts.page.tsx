import {
  type ContractCard,
  ContractState,
  contractApi,
  contractStates,
} from '@lifttrust/shared-types/contract/contract.contract';
import { Button, Select, Space } from 'antd';
import { useNavigate } from 'react-router';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { SavedViews } from '../../ui/saved-views';
import { SearchBox } from '../../ui/search-box';
import { StateTag } from '../../ui/state-tag';
import { ContractStateTag, termWords } from './contract-words';

const times = ['running', 'ahead', 'expiring', 'over'] as const;
const timeWords = { running: '正在生效', ahead: '尚未生效', expiring: '90 天内到期', over: '已到期' };

const columns: Columns<ContractCard> = [
  {
    title: '合同编号',
    dataIndex: 'number',
    render: (_, contract) => contract.number || <span className="quiet">未填</span>,
  },
  { title: '维保单位', dataIndex: 'company', render: (_, contract) => contract.company.name },
  { title: '使用单位', dataIndex: 'owner', render: (_, contract) => contract.owner.name },
  { title: '电梯', dataIndex: 'lifts', render: (_, contract) => `${contract.lifts} 台` },
  {
    title: '合同期限',
    dataIndex: 'from',
    className: 'nowrap',
    render: (_, contract) => termWords(contract.from, contract.until),
  },
  {
    title: '状态',
    dataIndex: 'state',
    render: (_, contract) => (
      <Space size={4}>
        <ContractStateTag state={contract.state} />
        {contract.retroactive ? <StateTag tone="warning" text="补录" /> : null}
      </Space>
    ),
  },
];

const offered = [
  { title: '待使用单位确认', query: 'state=entered' },
  { title: '90 天内到期', query: 'time=expiring' },
];

export function Component() {
  const navigate = useNavigate();
  const role = useSession()?.me.role;
  const { filters, paged, change } = useFilters(['q', 'state', 'time'] as const);
  const state = oneOf(ContractState.options, filters.state);
  const time = oneOf(times, filters.time);
  const contracts = useLoad(contractApi.list, {
    ...paged,
    ...(filters.q ? { q: filters.q } : {}),
    ...(state ? { state } : {}),
    ...(time ? { time } : {}),
  });
  const mayEnter = isFor(contractApi.enter, role);
  const narrowed = Boolean(filters.q || state || time);
  return (
    <Page
      title="维保合同"
      note="每台电梯在任何时刻只由一家维保单位负责；合同由维保单位录入，使用单位确认。"
      actions={
        mayEnter ? (
          <Button type="primary" onClick={() => navigate('/contracts/new')}>
            录入合同
          </Button>
        ) : null
      }
    >
      <ListTable
        name="contracts"
        unit="份"
        rowKey="id"
        columns={columns}
        from={contracts}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        onOpen={(contract) => navigate(`/contracts/${contract.id}`)}
        empty={narrowed ? '没有符合条件的合同，请放宽筛选。' : '还没有维保合同。'}
        filters={
          <Space wrap>
            <SearchBox value={filters.q} hint="合同编号、单位名称" onSearch={(q) => change({ q })} />
            <Select
              allowClear
              placeholder="确认情况"
              style={{ width: 150 }}
              value={state ?? null}
              options={ContractState.options.map((value) => ({ value, label: contractStates[value] }))}
              onChange={(value) => change({ state: value ?? undefined })}
            />
            <Select
              allowClear
              placeholder="合同期限"
              style={{ width: 140 }}
              value={time ?? null}
              options={times.map((value) => ({ value, label: timeWords[value] }))}
              onChange={(value) => change({ time: value ?? undefined })}
            />
            <SavedViews name="contracts" offered={offered} />
          </Space>
        }
      />
    </Page>
  );
}
