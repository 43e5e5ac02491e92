import {
  ChecklistState,
  checklistApi,
  checklistKindWords,
  checklistStateWords,
  type OwnChecklist,
} from '@lifttrust/shared-types/checklist/checklist.contract';
import { liftTypes } from '@lifttrust/shared-types/lift/lift.contract';
import { Select } from 'antd';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { momentWords } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { StateTag, type Tone } from '../../ui/state-tag';
import { ChecklistDrawer } from './checklist-drawer';
import { ProposeChecklist } from './propose-checklist';

const tones: Record<OwnChecklist['state'], Tone> = {
  proposed: 'brand',
  approved: 'success',
  replaced: 'plain',
  refused: 'danger',
  withdrawn: 'plain',
};

const columns: Columns<OwnChecklist> = [
  { title: '设备品种', dataIndex: 'type', render: (_, one) => <b>{liftTypes[one.type]}</b> },
  {
    title: '项目表',
    dataIndex: 'kind',
    render: (_, one) => `${checklistKindWords[one.kind]} 第 ${one.number} 版`,
  },
  { title: '维保单位', dataIndex: 'company', render: (_, one) => one.company.name },
  {
    title: '项目',
    dataIndex: 'items',
    align: 'right',
    className: 'number',
    render: (_, one) => `${one.items.length} 项`,
  },
  { title: '提出', dataIndex: 'proposedAt', render: (_, one) => momentWords(one.proposedAt) },
  {
    title: '状态',
    dataIndex: 'state',
    render: (_, one) => <StateTag tone={tones[one.state]} text={checklistStateWords[one.state]} />,
  },
];

export function Component() {
  const role = useSession()?.me.role;
  const { filters, paged, change } = useFilters(['state', 'checklist'] as const);
  const state = oneOf(ChecklistState.options, filters.state);
  const checklists = useLoad(checklistApi.list, { ...paged, ...(state ? { state } : {}) });
  const close = () => change({ checklist: undefined }, { keepPage: true });
  return (
    <Page
      title="维保项目表"
      note="法定项目自动带出，不能减少。这里是维保单位增加的项目，以及防爆、消防员电梯的专用项目表；每一版都保留，旧记录永远按当时的版本打开。"
      actions={isFor(checklistApi.propose, role) ? <ProposeChecklist onProposed={checklists.reload} /> : null}
    >
      <ListTable
        name="checklists"
        unit="版"
        rowKey="id"
        columns={columns}
        from={checklists}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        onOpen={(one) => change({ checklist: one.id }, { keepPage: true })}
        empty={state ? '没有这种状态的项目表。' : '还没有自己的项目表，维保按法定项目填写。'}
        filters={
          <Select
            allowClear
            aria-label="状态"
            placeholder="状态"
            style={{ width: 160 }}
            value={state ?? null}
            options={ChecklistState.options.map((value) => ({ value, label: checklistStateWords[value] }))}
            onChange={(value) => change({ state: value ?? undefined })}
          />
        }
      />
      <ChecklistDrawer
        checklistId={filters.checklist ?? null}
        onClose={close}
        onDone={() => {
          close();
          checklists.reload();
        }}
      />
    </Page>
  );
}
