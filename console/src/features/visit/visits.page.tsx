import {
  maintenanceClasses,
  type VisitCard,
  VisitState,
  visitApi,
} from '@lifttrust/shared-types/visit/visit.contract';
import { App, Button, Input, Select, Space } from 'antd';
import { useRef, useState } from 'react';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad, useWrite } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { dayWords } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { Refused } from '../../ui/problem';
import { StateTag } from '../../ui/state-tag';
import { Due } from '../lift/due';
import { PlanDrawer } from './plan-drawer';

const states = VisitState.options;
const stateTags = {
  planned: { tone: 'brand', text: '已安排' },
  checked_in: { tone: 'warning', text: '已到场' },
  submitted: { tone: 'success', text: '已提交' },
  cancelled: { tone: 'plain', text: '已取消' },
} as const;

const columns: Columns<VisitCard> = [
  {
    title: '计划日期',
    dataIndex: 'plannedOn',
    className: 'nowrap',
    render: (_, visit) => dayWords(visit.plannedOn),
  },
  { title: '状态', dataIndex: 'state', render: (_, visit) => <StateTag {...stateTags[visit.state]} /> },
  {
    title: '电梯',
    key: 'lift',
    render: (_, { lift }) => (
      <>
        {lift.place} <span className="quiet">{lift.ownNumber}</span>
      </>
    ),
  },
  { title: '类别', dataIndex: 'class', render: (_, visit) => maintenanceClasses[visit.class] },
  { title: '到期日', dataIndex: 'dueOn', render: (_, visit) => <Due dueOn={visit.dueOn} /> },
  { title: '组长', key: 'lead', render: (_, visit) => visit.lead.name },
  {
    title: '同伴',
    key: 'partners',
    render: (_, visit) => visit.partners.map(({ name }) => name).join('、') || '—',
  },
];

export function Component() {
  const role = useSession()?.me.role;
  const { filters, paged, change } = useFilters(['state', 'plan'] as const);
  const state = oneOf(states, filters.state);
  const visits = useLoad(visitApi.list, { ...paged, ...(state ? { state } : {}) });
  const { ask, cancel } = useCancel(visits.reload);
  const mayPlan = isFor(visitApi.plan, role);
  const acts: Columns<VisitCard> = mayPlan
    ? [
        {
          title: '',
          key: 'acts',
          render: (_, visit) =>
            visit.state === 'planned' || visit.state === 'checked_in' ? (
              <Button
                size="small"
                onClick={(event) => {
                  event.stopPropagation();
                  ask(visit);
                }}
              >
                取消
              </Button>
            ) : null,
        },
      ]
    : [];
  return (
    <Page
      title="维保计划"
      note="安排哪一天、谁去维保哪台电梯。技术人员当天在手机上看到。"
      actions={
        mayPlan ? (
          <Button type="primary" onClick={() => change({ plan: 'new' }, { keepPage: true })}>
            安排维保
          </Button>
        ) : null
      }
    >
      <Refused error={cancel.error} onClose={cancel.clear} />
      <ListTable
        name="visits"
        unit="次"
        rowKey="id"
        columns={[...columns, ...acts]}
        from={visits}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        onOpen={() => undefined}
        empty={state ? '没有这样的维保，请换一个状态。' : '还没有安排过维保。请点右上角“安排维保”。'}
        filters={
          <Space wrap>
            <Select
              allowClear
              placeholder="状态"
              style={{ width: 130 }}
              value={state ?? null}
              options={states.map((value) => ({ value, label: stateTags[value].text }))}
              onChange={(value) => change({ state: value ?? undefined })}
            />
          </Space>
        }
      />
      <PlanDrawer
        open={filters.plan === 'new'}
        onClose={() => change({ plan: undefined }, { keepPage: true })}
        onDone={() => {
          change({ plan: undefined });
          visits.reload();
        }}
      />
    </Page>
  );
}

/** Asks for the reason before a visit is called off; it cannot be taken back. */
function useCancel(onDone: () => void) {
  const { modal, message } = App.useApp();
  const cancel = useWrite(visitApi.cancel);
  const reason = useRef('');
  const [, redraw] = useState(0);
  const ask = (visit: VisitCard) => {
    reason.current = '';
    const dialogue = modal.confirm({
      title: `取消 ${dayWords(visit.plannedOn)} ${visit.lift.place} 的维保？`,
      content: (
        <Input.TextArea
          autoFocus
          maxLength={200}
          aria-label="取消的原因"
          placeholder="请写明原因，取消后不能恢复"
          onChange={(event) => {
            reason.current = event.target.value.trim();
            dialogue.update({ okButtonProps: { danger: true, disabled: reason.current === '' } });
          }}
        />
      ),
      okText: '取消这次维保',
      cancelText: '保留',
      okButtonProps: { danger: true, disabled: true },
      onOk: async () => {
        const done = await cancel.run({ visitId: visit.id, reason: reason.current });
        redraw((before) => before + 1);
        if (!done) return;
        message.success('已取消这次维保');
        onDone();
      },
    });
  };
  return { ask, cancel };
}
