import {
  type FilingCard,
  FilingState,
  filingApi,
  filingStateWords,
} from '@lifttrust/shared-types/filing/filing.contract';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { momentWords } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { QueueFilter } from '../../ui/queue-filter';
import { FilingTag } from './filing-tag';

const columns: Columns<FilingCard> = [
  {
    title: '最近提交',
    dataIndex: 'changedAt',
    className: 'nowrap',
    render: (_, one) => momentWords(one.changedAt),
  },
  { title: '单位名称', dataIndex: 'name', render: (_, one) => <b>{one.name}</b> },
  {
    title: '统一社会信用代码',
    dataIndex: 'creditCode',
    render: (_, one) => <span className="mono">{one.creditCode}</span>,
  },
  { title: '辖区', dataIndex: 'divisionCode' },
  { title: '第几次提交', dataIndex: 'edition', align: 'right', render: (_, one) => `第 ${one.edition} 次` },
  { title: '状态', dataIndex: 'state', render: (_, one) => <FilingTag state={one.state} /> },
];

export function Component() {
  const navigate = useNavigate();
  const role = useSession()?.me.role;
  const { filters, paged, change } = useFilters(['state'] as const);
  const state = oneOf([...FilingState.options, 'all'] as const, filters.state) ?? 'waiting';
  const filings = useLoad(filingApi.list, { ...paged, ...(state === 'all' ? {} : { state }) });
  return (
    <Page
      title="备案审核"
      note="维保单位先备案，审核通过后登记，并开通它的第一个管理员账号。"
      actions={
        isFor(filingApi.decide, role) ? (
          <Button onClick={() => window.open('/console/filing', '_blank', 'noopener')}>备案填写页</Button>
        ) : null
      }
    >
      <ListTable
        name="filings"
        unit="份"
        rowKey="id"
        columns={columns}
        from={filings}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        onOpen={(one) => navigate(`/filings/${one.id}`)}
        empty={state === 'waiting' ? '没有等审核的备案。' : '没有符合条件的备案。'}
        filters={
          <QueueFilter
            states={FilingState.options}
            words={filingStateWords}
            value={state}
            waiting={filings.data?.waiting ?? 0}
            onChange={(value) => change({ state: value })}
          />
        }
      />
    </Page>
  );
}
