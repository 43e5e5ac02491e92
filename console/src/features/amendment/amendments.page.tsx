import {
  type Amendment,
  AmendmentState,
  amendmentApi,
  amendmentKindWords,
  amendmentStateWords,
} from '@lifttrust/shared-types/amendment/amendment.contract';
import { Select } from 'antd';
import { useNavigate } from 'react-router';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { dayWords, momentWords } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { AmendmentTag } from './amendment-tag';

const columns: Columns<Amendment> = [
  {
    title: '状态',
    dataIndex: 'state',
    className: 'nowrap',
    render: (_, one) => <AmendmentTag state={one.state} />,
  },
  {
    title: '提出时间',
    dataIndex: 'proposedAt',
    className: 'nowrap',
    render: (_, one) => momentWords(one.proposedAt),
  },
  { title: '类别', dataIndex: 'kind', render: (_, one) => <b>{amendmentKindWords[one.kind]}</b> },
  {
    title: '记录',
    dataIndex: 'place',
    render: (_, one) => `${one.place} ${one.ownNumber}，${dayWords(one.completedOn)}`,
  },
  { title: '维保单位', dataIndex: 'companyName' },
  { title: '使用单位', dataIndex: 'ownerName' },
  { title: '理由', dataIndex: 'reason', ellipsis: true },
  { title: '提出人', dataIndex: 'proposedBy' },
];

export function Component() {
  const navigate = useNavigate();
  const { filters, paged, change } = useFilters(['state'] as const);
  const state = oneOf([...AmendmentState.options, 'open', 'all'] as const, filters.state) ?? 'open';
  const amendments = useLoad(amendmentApi.list, {
    ...paged,
    ...(state === 'open' ? { open: 'true' as const } : {}),
    ...(state === 'open' || state === 'all' ? {} : { state }),
  });
  return (
    <Page title="更正与作废" note="原记录不会改动；更正、作废是另一份签名封存的文件，与原记录一起显示。">
      <ListTable
        name="amendments"
        unit="份"
        rowKey="id"
        columns={columns}
        from={amendments}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        onOpen={(one) => navigate(`/records/${one.recordId}`)}
        empty={
          state === 'open'
            ? '没有办理中的更正或作废。要提出的，请打开那份维保记录。'
            : '没有符合条件的更正或作废。'
        }
        filters={
          <Select
            aria-label="状态"
            style={{ width: 160 }}
            value={state}
            options={[
              { value: 'open', label: '办理中' },
              ...AmendmentState.options.map((value) => ({ value, label: amendmentStateWords[value] })),
              { value: 'all', label: '全部' },
            ]}
            onChange={(value) => change({ state: value })}
          />
        }
      />
    </Page>
  );
}
