import {
  type Binding,
  BindingState,
  bindingStates,
  onSiteApi,
} from '@lifttrust/shared-types/lift/on-site.contract';
import { App, Button, Select, Space } from 'antd';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad, useWrite } from '../../lib/load';
import { momentWords } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { Refused } from '../../ui/problem';
import { StateTag } from '../../ui/state-tag';

const tones = { proposed: 'brand', confirmed: 'success', dropped: 'plain' } as const;

export function Component() {
  const { message } = App.useApp();
  const { filters, paged, change } = useFilters(['state'] as const);
  const state = oneOf(BindingState.options, filters.state);
  const bindings = useLoad(onSiteApi.bindings, { ...paged, ...(state ? { state } : {}) });
  const decide = useWrite(onSiteApi.decideBinding);
  const answer = async (bindingId: string, accept: boolean) => {
    if (!(await decide.run({ bindingId, accept }))) return;
    message.success(accept ? '已确认绑定。' : '已取消绑定。');
    bindings.reload();
  };
  const columns: Columns<Binding> = [
    { title: '识别码', dataIndex: 'code', render: (_, row) => <b>{row.lift.rescueCode || '—'}</b> },
    {
      title: '使用地点',
      dataIndex: 'lift',
      render: (_, row) => (
        <>
          {row.lift.place} <span className="quiet">{row.lift.ownNumber}</span>
        </>
      ),
    },
    { title: '使用单位', dataIndex: 'owner', render: (_, row) => row.lift.ownerName || '—' },
    { title: '绑定人', dataIndex: 'person', render: (_, row) => row.person.name },
    { title: '方式', dataIndex: 'way', render: (_, row) => (row.way === 'scan' ? '扫码' : '从清单选取') },
    { title: '铭牌照片', dataIndex: 'hasPhoto', render: (_, row) => (row.hasPhoto ? '有' : '—') },
    { title: '时间', dataIndex: 'at', className: 'nowrap', render: (_, row) => momentWords(row.at) },
    {
      title: '状态',
      dataIndex: 'state',
      render: (_, row) => <StateTag tone={tones[row.state]} text={bindingStates[row.state]} />,
    },
    {
      title: '',
      dataIndex: 'act',
      render: (_, row) =>
        row.state === 'proposed' ? (
          <Space>
            <Button
              size="small"
              type="primary"
              loading={decide.busy}
              onClick={() => void answer(row.id, true)}
            >
              确认
            </Button>
            <Button size="small" onClick={() => void answer(row.id, false)}>
              取消
            </Button>
          </Space>
        ) : null,
    },
  ];
  return (
    <Page title="扫码绑定" note="维保人员在现场扫码绑定的电梯。还没有合同的，先录入合同，再确认绑定。">
      <Refused error={decide.error} onClose={decide.clear} />
      <ListTable
        name="bindings"
        unit="台"
        rowKey="id"
        columns={columns}
        from={bindings}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        empty="还没有绑定的电梯。请维保人员在小程序里扫电梯码绑定。"
        filters={
          <Select
            allowClear
            placeholder="状态"
            style={{ width: 140 }}
            value={state ?? null}
            options={BindingState.options.map((value) => ({ value, label: bindingStates[value] }))}
            onChange={(value) => change({ state: value ?? undefined })}
          />
        }
      />
    </Page>
  );
}
