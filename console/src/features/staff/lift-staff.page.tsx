import {
  type Assigned,
  type LiftStaff,
  type StaffPurpose,
  staffApi,
  staffPurposes,
} from '@lifttrust/shared-types/staff/staff.contract';
import { Button, Empty, Segmented, Select, Space, Table } from 'antd';
import { useState } from 'react';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { countWords } from '../../lib/words';
import { Page, Section } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { SearchBox } from '../../ui/search-box';
import { StateTag } from '../../ui/state-tag';
import { Due } from '../lift/due';
import { AssignDrawer } from './assign-drawer';
import { LiftStaffDrawer } from './lift-staff-drawer';

const sides = ['yes', 'no'] as const;

const Missing = ({ missing }: { missing: number }) =>
  missing > 0 ? (
    <StateTag tone="danger" text={`缺 ${missing} 人`} />
  ) : (
    <StateTag tone="success" text="已配齐" />
  );

const nameOf = ({ person, unit }: Assigned) => person?.name ?? unit?.name ?? '';

const who = (purpose: StaffPurpose) => (_: unknown, row: LiftStaff) => {
  const names = row.assigned.filter((one) => one.purpose === purpose).map(nameOf);
  return names.length > 0 ? names.join('、') : '—';
};

export function Component() {
  const { filters, paged, change } = useFilters(['q', 'lacking', 'personId', 'unitId', 'lift'] as const);
  const lacking = oneOf(sides, filters.lacking);
  const [chosen, setChosen] = useState<LiftStaff[]>([]);
  const [assigning, setAssigning] = useState(false);
  const tree = useLoad(staffApi.tree, {});
  const lifts = useLoad(staffApi.lifts, {
    ...paged,
    ...(filters.q ? { q: filters.q } : {}),
    ...(lacking ? { lacking } : {}),
    ...(filters.personId ? { personId: filters.personId } : {}),
    ...(filters.unitId ? { unitId: filters.unitId } : {}),
  });
  const open = lifts.data?.items.find(({ lift }) => lift.id === filters.lift) ?? null;
  const choices = [
    { value: '', label: '全部' },
    { value: 'yes', label: `缺人 ${countWords(lifts.data?.lacking ?? 0)}` },
    { value: 'no', label: '已配齐' },
  ];
  const narrowed = Boolean(filters.q || lacking || filters.personId || filters.unitId);
  return (
    <Page
      title="人员分配"
      note={`每台电梯至少要有 ${lifts.data?.minimum ?? 2} 名维保人员，其中一名持证；只能分配本单位人员。缺人的排在最前。`}
      actions={
        <Button type="primary" disabled={chosen.length === 0} onClick={() => setAssigning(true)}>
          {chosen.length === 0 ? '先在表里选电梯' : `给选中的 ${chosen.length} 台分配`}
        </Button>
      }
    >
      <Section
        title={
          <Space wrap>
            <Segmented
              options={choices}
              value={lacking ?? ''}
              onChange={(value) => change({ lacking: value || undefined })}
            />
            <SearchBox value={filters.q} hint="地点、识别码、编号" onSearch={(q) => change({ q })} />
            <Select
              allowClear
              showSearch
              optionFilterProp="label"
              style={{ width: 170 }}
              placeholder="由谁负责"
              value={filters.personId ?? filters.unitId ?? null}
              options={[
                ...(tree.data?.units ?? []).map(({ id, name }) => ({ value: id, label: name })),
                ...(tree.data?.people ?? []).map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={(id) => {
                const isUnit = tree.data?.units.some((unit) => unit.id === id);
                change({ unitId: isUnit ? id : undefined, personId: isUnit ? undefined : (id ?? undefined) });
              }}
            />
          </Space>
        }
      >
        {lifts.error ? (
          <Problem error={lifts.error} retry={lifts.reload} />
        ) : (
          <Table<LiftStaff>
            size="middle"
            rowKey={({ lift }) => lift.id}
            loading={lifts.loading}
            dataSource={lifts.data?.items ?? []}
            rowSelection={{
              preserveSelectedRowKeys: true,
              selectedRowKeys: chosen.map(({ lift }) => lift.id),
              onChange: (_, rows) => setChosen(rows),
            }}
            locale={{
              emptyText: (
                <Empty
                  image={Empty.PRESENTED_IMAGE_SIMPLE}
                  description={narrowed ? '没有符合条件的电梯，请放宽筛选。' : '还没有由本单位维保的电梯。'}
                />
              ),
            }}
            onRow={(row) => ({
              className: 'clickable',
              tabIndex: 0,
              onClick: () => change({ lift: row.lift.id }, { keepPage: true }),
              onKeyDown: (event) => {
                if (event.key === 'Enter' && event.target === event.currentTarget)
                  change({ lift: row.lift.id }, { keepPage: true });
              },
            })}
            pagination={{
              current: paged.page,
              pageSize: paged.pageSize,
              total: lifts.data?.total ?? 0,
              pageSizeOptions: [20, 50, 100],
              showSizeChanger: true,
              showTotal: (total) => `共 ${countWords(total)} 台`,
              onChange: (page, pageSize) =>
                change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true }),
            }}
            columns={[
              { title: '人员', width: 110, render: (_, row) => <Missing missing={row.missing} /> },
              {
                title: '使用地点',
                render: (_, { lift }) => (
                  <>
                    {lift.place} <span className="quiet">{lift.ownNumber}</span>
                  </>
                ),
              },
              { title: '应维保', width: 150, render: (_, { lift }) => <Due dueOn={lift.dueOn} /> },
              { title: staffPurposes.maintenance, render: who('maintenance') },
              { title: staffPurposes.repair, render: who('repair') },
              { title: staffPurposes.rescue, render: who('rescue') },
              {
                title: '按负责区域',
                render: (_, { suggested }) =>
                  suggested ? <span className="quiet">建议 {suggested.name}</span> : '—',
              },
            ]}
          />
        )}
      </Section>
      <AssignDrawer
        lifts={assigning ? chosen : []}
        tree={tree.data}
        onClose={() => setAssigning(false)}
        onDone={() => {
          setAssigning(false);
          setChosen([]);
          lifts.reload();
          tree.reload();
        }}
      />
      <LiftStaffDrawer
        row={open}
        onClose={() => change({ lift: undefined }, { keepPage: true })}
        onAssign={(row) => {
          setChosen([row]);
          setAssigning(true);
          change({ lift: undefined }, { keepPage: true });
        }}
        onChanged={lifts.reload}
      />
    </Page>
  );
}
