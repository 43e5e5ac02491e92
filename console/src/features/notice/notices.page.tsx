import { type LiftRow, liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import { Space } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { useSession } from '../../lib/session';
import { dayWords } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { SearchBox } from '../../ui/search-box';
import { NoticePrints } from './notice-prints';
import { PrintNotices } from './print-notices';

const columns: Columns<LiftRow> = [
  { title: '识别码', dataIndex: 'rescueCode', render: (_, lift) => <b>{lift.rescueCode || '—'}</b> },
  {
    title: '使用地点',
    dataIndex: 'place',
    render: (_, lift) => (
      <Link to={`/lifts/${lift.id}`}>
        {lift.place} {lift.ownNumber}
      </Link>
    ),
  },
  {
    title: '最近维保',
    dataIndex: 'lastMaintainedOn',
    className: 'nowrap',
    render: (_, lift) => (lift.lastMaintainedOn ? dayWords(lift.lastMaintainedOn) : '—'),
  },
  { title: '维保单位', dataIndex: 'companyName', render: (_, lift) => lift.companyName || '—' },
  { title: '使用单位', dataIndex: 'ownerName', render: (_, lift) => lift.ownerName || '—' },
];

/** The sheet that hangs in the car or at the entrance, for one lift or for many. */
export function Component() {
  const me = useSession()?.me;
  const { filters, paged, change } = useFilters(['q'] as const);
  const [chosen, setChosen] = useState<string[]>([]);
  const [printed, setPrinted] = useState(0);
  const lifts = useLoad(liftApi.list, { ...paged, ...(filters.q ? { q: filters.q } : {}) });
  const onPrinted = () => {
    setChosen([]);
    setPrinted((before) => before + 1);
  };
  const isUnit = me?.role === 'company_admin' || me?.role === 'owner_admin';
  return (
    <Page
      title="维保公示"
      note="每台一张 A4，贴在轿厢内或出入口。上面是依法公示的内容和这台电梯的码；信息有变请换新的。"
      actions={
        me && isUnit ? (
          <PrintNotices
            order={{ organisationId: me.organisation.id }}
            label="打印本单位全部电梯的公示"
            onPrinted={onPrinted}
          />
        ) : null
      }
    >
      <ListTable
        name="notices"
        unit="台"
        rowKey="id"
        columns={columns}
        from={lifts}
        paged={paged}
        selection={{ keys: chosen, onSelect: setChosen }}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        empty={filters.q ? '没有符合条件的电梯。' : '还没有电梯。'}
        filters={
          <Space wrap>
            <SearchBox value={filters.q} hint="地点、识别码、登记证、单位" onSearch={(q) => change({ q })} />
            <PrintNotices
              order={{ liftIds: chosen }}
              label={chosen.length === 0 ? '先勾选电梯，再打印' : `打印 ${chosen.length} 台的公示`}
              onPrinted={onPrinted}
            />
          </Space>
        }
      />
      <NoticePrints key={printed} />
    </Page>
  );
}
