import {
  type DelayCard,
  DelayStateField,
  delayApi,
  delayStateWords,
} from '@lifttrust/shared-types/delay/delay.contract';
import { Alert, Button, Select, Space } from 'antd';
import { useNavigate } from 'react-router';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { dayWords, momentWords } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { SavedViews } from '../../ui/saved-views';
import { StateTag } from '../../ui/state-tag';
import { DelayShares } from './delay-shares';
import { kindWords, notOnTime, reasonWords, standWords } from './delay-words';

const columns: Columns<DelayCard> = [
  { title: '维保单位', dataIndex: 'company', render: (_, row) => row.company.name },
  { title: '事由', dataIndex: 'kind', className: 'nowrap', render: (_, row) => kindWords[row.kind] },
  { title: '原因', dataIndex: 'reason', render: (_, row) => reasonWords(row) },
  {
    title: '电梯',
    dataIndex: 'counts',
    className: 'number',
    render: (_, row) => `${row.counts.lifts} 台`,
  },
  { title: '处理', dataIndex: 'id', className: 'nowrap', render: (_, row) => standWords(row) },
  {
    title: '预计恢复',
    dataIndex: 'expectedOn',
    className: 'nowrap',
    render: (_, row) => (row.endedOn ? `${dayWords(row.endedOn)} 已解除` : dayWords(row.expectedOn)),
  },
  { title: '提交', dataIndex: 'submittedAt', render: (_, row) => momentWords(row.submittedAt) },
  { title: '注意', dataIndex: 'text', render: (_, row) => <Marks delay={row} /> },
];

const Marks = ({ delay: { counts } }: { delay: DelayCard }) => (
  <Space wrap>
    {counts.contradicted > 0 ? <StateTag tone="danger" text="使用单位有异议" /> : null}
    {counts.late > 0 ? <StateTag tone="warning" text={`逾期补交 ${counts.late} 台`} /> : null}
    {counts.contradicted + counts.late === 0 ? <span className="quiet">—</span> : null}
  </Space>
);

const offered = [
  { title: '待确认', query: 'state=submitted' },
  { title: '已确认', query: 'state=accepted' },
];

export function Component() {
  const navigate = useNavigate();
  const role = useSession()?.me.role;
  const { filters, paged, change } = useFilters(['state'] as const);
  const state = oneOf(DelayStateField.options, filters.state);
  const delays = useLoad(delayApi.list, { ...paged, ...(state ? { state } : {}) });
  return (
    <Page
      title="延期说明"
      note="因自然灾害、区域封锁等未能按期维保或上传的说明。"
      actions={
        isFor(delayApi.submit, role) ? (
          <Button type="primary" onClick={() => navigate('/delays/new')}>
            提交说明
          </Button>
        ) : null
      }
    >
      <Alert type="info" showIcon style={{ marginBottom: 12 }} message={notOnTime} />
      {isFor(delayApi.shares, role) ? <DelayShares /> : null}
      <ListTable
        name="delays"
        unit="份"
        rowKey="id"
        columns={columns}
        from={delays}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        onOpen={({ id }) => navigate(`/delays/${id}`)}
        empty={state ? '没有符合条件的说明，请放宽筛选。' : '没有延期说明。'}
        filters={
          <Space wrap>
            <Select
              allowClear
              placeholder="处理"
              style={{ width: 170 }}
              value={state ?? null}
              options={DelayStateField.options.map((value) => ({ value, label: delayStateWords[value] }))}
              onChange={(value) => change({ state: value ?? undefined })}
            />
            <SavedViews name="delays" offered={offered} />
          </Space>
        }
      />
    </Page>
  );
}
