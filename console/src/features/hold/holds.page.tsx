import { HeldKindName, type Hold, holdApi } from '@lifttrust/shared-types/hold/hold.contract';
import { heldKindWords } from '@lifttrust/shared-types/hold/hold.rules';
import { Input, Select, Space } from 'antd';
import { Link } from 'react-router';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { momentWords } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { ReleaseHold } from './hold-acts';
import { HoldTag, holdPlace } from './hold-words';

const states = ['in_force', 'released'] as const;
const stateWords = { in_force: '保全中', released: '已解除' } as const;

const columnsOf = (reload: () => void): Columns<Hold> => [
  {
    title: '登记时间',
    dataIndex: 'placedAt',
    className: 'nowrap',
    render: (_, one) => momentWords(one.placedAt),
  },
  { title: '文号', dataIndex: 'reference' },
  {
    title: '保全对象',
    dataIndex: 'subjectName',
    render: (_, one) => (
      <>
        <Link to={holdPlace[one.subjectKind](one.subjectId)}>{one.subjectName}</Link>
        <div className="quiet">{heldKindWords[one.subjectKind]}</div>
      </>
    ),
  },
  { title: '理由', dataIndex: 'reason' },
  {
    title: '登记人',
    dataIndex: 'placedBy',
    render: (_, one) => (
      <>
        {one.office}
        <div className="quiet">{one.placedBy}</div>
      </>
    ),
  },
  {
    title: '状态',
    dataIndex: 'released',
    render: (_, one) => (
      <>
        <HoldTag hold={one} />
        {one.released ? (
          <>
            <div className="quiet">
              {momentWords(one.released.at)} {one.released.by}
            </div>
            <div className="quiet">{one.released.reason}</div>
          </>
        ) : null}
      </>
    ),
  },
  {
    title: '操作',
    dataIndex: 'may',
    render: (_, one) => (one.may.release ? <ReleaseHold hold={one} onDone={reload} /> : null),
  },
];

export function Component() {
  const { filters, paged, change } = useFilters(['state', 'subjectKind', 'q'] as const);
  const state = oneOf(states, filters.state);
  const subjectKind = oneOf(HeldKindName.options, filters.subjectKind);
  const holds = useLoad(holdApi.list, {
    ...paged,
    ...(state ? { state } : {}),
    ...(subjectKind ? { subjectKind } : {}),
    ...(filters.q ? { q: filters.q } : {}),
  });
  const isFiltered = Boolean(state ?? subjectKind ?? filters.q);
  return (
    <Page
      title="证据保全"
      note="保全期间，所涉资料不因到期或清理删除。在电梯档案、单位档案或维保记录页登记；保全不会自行到期，办结后请解除。"
    >
      <ListTable
        name="holds"
        unit="项"
        rowKey="id"
        columns={columnsOf(holds.reload)}
        from={holds}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        empty={isFiltered ? '没有符合条件的保全。' : '还没有登记过证据保全。'}
        filters={
          <Space wrap>
            <Select
              allowClear
              aria-label="状态"
              placeholder="状态"
              style={{ width: 120 }}
              value={state ?? null}
              options={states.map((value) => ({ value, label: stateWords[value] }))}
              onChange={(value) => change({ state: value ?? undefined })}
            />
            <Select
              allowClear
              aria-label="对象"
              placeholder="对象"
              style={{ width: 140 }}
              value={subjectKind ?? null}
              options={HeldKindName.options.map((value) => ({ value, label: heldKindWords[value] }))}
              onChange={(value) => change({ subjectKind: value ?? undefined })}
            />
            <Input.Search
              allowClear
              aria-label="文号"
              placeholder="文号"
              style={{ width: 220 }}
              defaultValue={filters.q}
              onSearch={(text) => change({ q: text.trim() || undefined })}
            />
          </Space>
        }
      />
    </Page>
  );
}
