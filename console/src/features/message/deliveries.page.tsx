import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import {
  channelWords,
  type DeliveryCard,
  DeliveryChannel,
  DeliveryState,
  deliveryStateWords,
  messageApi,
} from '@lifttrust/shared-types/message/message.contract';
import { Alert, Select, Space } from 'antd';
import { useNavigate } from 'react-router';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { countWords, momentWords } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { SavedViews } from '../../ui/saved-views';
import { DeliveryTag } from './delivery-tag';
import { placeOf } from './message-place';

const columns: Columns<DeliveryCard> = [
  {
    title: '时间',
    dataIndex: 'createdAt',
    className: 'nowrap',
    render: (_, row) => momentWords(row.createdAt),
  },
  { title: '消息', dataIndex: 'title' },
  {
    title: '收件人',
    dataIndex: 'recipient',
    render: (_, row) => (
      <>
        {row.recipient} <span className="quiet">{row.organisation}</span>
      </>
    ),
  },
  { title: '方式', dataIndex: 'channel', render: (_, row) => channelWords[row.channel] },
  { title: '状态', dataIndex: 'state', render: (_, row) => <DeliveryTag state={row.state} /> },
  { title: '说明', dataIndex: 'reason', render: (_, row) => <Reason row={row} /> },
  {
    title: '尝试次数',
    dataIndex: 'attempts',
    align: 'right',
    className: 'number',
    render: (_, row) => `${row.attempts} 次`,
  },
];

function Reason({ row }: { row: DeliveryCard }) {
  if (row.reason === null) return <span className="quiet">—</span>;
  const next = row.nextAt && row.state === 'waiting' ? `下次发送 ${momentWords(row.nextAt)}` : '';
  return (
    <>
      {row.reason} <span className="quiet">{next}</span>
    </>
  );
}

const offered = [
  { title: '未送达', query: 'state=failed' },
  { title: '等待发送', query: 'state=waiting' },
  { title: '结果待查', query: 'state=unknown' },
];

type List = ResultOf<typeof messageApi.deliveries>;

export function Component() {
  const navigate = useNavigate();
  const { filters, paged, change } = useFilters(['state', 'channel'] as const);
  const state = oneOf(DeliveryState.options, filters.state);
  const channel = oneOf(DeliveryChannel.options, filters.channel);
  const deliveries = useLoad(messageApi.deliveries, {
    ...paged,
    ...(state ? { state } : {}),
    ...(channel ? { channel } : {}),
  });
  return (
    <Page
      title="消息送达"
      note="每条消息都进收件人的消息箱。这里列出另外用钉钉、微信、短信、语音电话发送的情况。"
    >
      <Unconnected list={deliveries.data} />
      <ListTable
        name="deliveries"
        unit="条"
        rowKey="id"
        columns={columns}
        from={deliveries}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        onOpen={({ kind, subjectId }) => {
          const place = placeOf(kind, subjectId);
          if (place) navigate(place);
        }}
        empty={emptyWords(deliveries.data, Boolean(state || channel))}
        filters={
          <Space wrap>
            <Select
              allowClear
              placeholder="状态"
              style={{ width: 150 }}
              value={state ?? null}
              options={DeliveryState.options.map((value) => ({
                value,
                label: countedWords(value, deliveries.data),
              }))}
              onChange={(value) => change({ state: value ?? undefined })}
            />
            <Select
              allowClear
              placeholder="方式"
              style={{ width: 120 }}
              value={channel ?? null}
              options={DeliveryChannel.options.map((value) => ({ value, label: channelWords[value] }))}
              onChange={(value) => change({ channel: value ?? undefined })}
            />
            <SavedViews name="deliveries" offered={offered} />
          </Space>
        }
      />
    </Page>
  );
}

const countedWords = (state: DeliveryState, list: List | null): string => {
  const count = list?.counts[state] ?? 0;
  return count > 0 ? `${deliveryStateWords[state]}（${countWords(count)}）` : deliveryStateWords[state];
};

function emptyWords(list: List | null, narrowed: boolean): string {
  if (narrowed) return '没有符合条件的消息，请放宽筛选。';
  return list && Object.values(list.connected).some(Boolean)
    ? '还没有用其他方式发过消息。'
    : '本系统没有接通钉钉、微信、短信和语音电话，消息只进消息箱。';
}

/** Whoever relies on a way that is missing must hear it before looking at single lines. */
function Unconnected({ list }: { list: List | null }) {
  const missed = list?.counts.not_connected ?? 0;
  if (!list || missed === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 12 }}
      message={`有 ${countWords(missed)} 条消息本该用其他方式发送，但这种方式没有接通`}
      description="消息都在收件人的消息箱里。请系统管理员接通这种方式，或者修改本市的消息参数。"
    />
  );
}
