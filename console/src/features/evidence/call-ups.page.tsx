import {
  type CallUp,
  CallUpPurposeName,
  evidenceApi,
} from '@lifttrust/shared-types/evidence/evidence.contract';
import { callUpPurposeWords } from '@lifttrust/shared-types/evidence/evidence.rules';
import { Button, Select, Space } from 'antd';
import { useNavigate } from 'react-router';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { momentWords } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { CallUpTag, extentWords } from './call-up-words';

const columns: Columns<CallUp> = [
  { title: '时间', dataIndex: 'at', className: 'nowrap', render: (_, one) => momentWords(one.at) },
  { title: '用途', dataIndex: 'purpose', render: (_, one) => callUpPurposeWords[one.purpose] },
  { title: '编号', dataIndex: 'reference' },
  {
    title: '调阅人',
    dataIndex: 'by',
    render: (_, one) => (
      <>
        {one.organisation.name}
        <div className="quiet">{one.by}</div>
      </>
    ),
  },
  { title: '内容', dataIndex: 'records', render: (_, one) => extentWords(one) },
  { title: '状态', dataIndex: 'closedAt', render: (_, one) => <CallUpTag callUp={one} /> },
];

export function Component() {
  const navigate = useNavigate();
  const role = useSession()?.me.role;
  const mayCallUp = isFor(evidenceApi.callUp, role);
  const { filters, paged, change } = useFilters(['purpose', 'recordId', 'liftId'] as const);
  const purpose = oneOf(CallUpPurposeName.options, filters.purpose);
  const callUps = useLoad(evidenceApi.list, {
    ...paged,
    ...(purpose ? { purpose } : {}),
    ...(filters.recordId ? { recordId: filters.recordId } : {}),
    ...(filters.liftId ? { liftId: filters.liftId } : {}),
  });
  return (
    <Page
      title="记录调阅"
      note={
        mayCallUp
          ? '检验检测和监督执法调阅电子记录作为证据。写明用途和事由才能查看，每次调阅都封存在存证日志里。'
          : '检验检测和监督执法调阅了哪些记录。调阅封存在存证日志里，谁也改不了。'
      }
      actions={
        mayCallUp ? (
          <Button type="primary" onClick={() => navigate('/call-ups/new')}>
            调阅记录
          </Button>
        ) : null
      }
    >
      <ListTable
        name="call-ups"
        unit="次"
        rowKey="id"
        columns={columns}
        from={callUps}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        onOpen={({ id }) => navigate(`/call-ups/${id}`)}
        empty={
          purpose
            ? '没有这种用途的调阅。'
            : mayCallUp
              ? '还没有调阅过记录。'
              : '还没有单位调阅过与您有关的记录。'
        }
        filters={
          <Space wrap>
            <Select
              allowClear
              placeholder="用途"
              style={{ width: 160 }}
              value={purpose ?? null}
              options={CallUpPurposeName.options.map((value) => ({
                value,
                label: callUpPurposeWords[value],
              }))}
              onChange={(value) => change({ purpose: value ?? undefined })}
            />
          </Space>
        }
      />
    </Page>
  );
}
