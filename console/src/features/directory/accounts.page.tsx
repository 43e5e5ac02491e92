import {
  type Account,
  accountApi,
  accountSourceWords,
  pushStateWords,
  removalStateWords,
} from '@lifttrust/shared-types/directory/account.contract';
import { roles, roleWords } from '@lifttrust/shared-types/kernel/access';
import { Button, Segmented, Select, Space } from 'antd';
import { useState } from 'react';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { momentWords } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { SearchBox } from '../../ui/search-box';
import { AccountDrawer, RealName } from './account-drawer';
import { AssignAccount } from './assign-account';

const columns: Columns<Account> = [
  { title: '姓名', dataIndex: 'person', render: (_, row) => <b>{row.person.name}</b> },
  { title: '手机号', dataIndex: 'phone', className: 'nowrap', render: (_, row) => row.phone ?? '—' },
  { title: '单位', dataIndex: 'organisation', render: (_, row) => row.organisation.name },
  { title: '身份', dataIndex: 'role', render: (_, row) => roleWords[row.role] },
  { title: '钉钉实名', dataIndex: 'realNamed', render: (_, row) => <RealName account={row} /> },
  { title: '钉钉', dataIndex: 'push', render: (_, row) => dingtalkWords(row) },
  { title: '最近一次变动', dataIndex: 'last', render: (_, row) => <Last account={row} /> },
];

function dingtalkWords({ push, hasDingtalk, removal }: Account): string {
  if (removal !== null) return removalStateWords[removal];
  if (push !== null && push !== 'done') return pushStateWords[push];
  return hasDingtalk ? '已绑定' : '未绑定';
}

function Last({ account: { last } }: { account: Account }) {
  if (!last) return <span className="quiet">没有记录</span>;
  return (
    <>
      {accountSourceWords[last.source]}
      {last.operator ? ` · ${last.operator}` : ''} <span className="quiet">{momentWords(last.at)}</span>
    </>
  );
}

export function Component() {
  const session = useSession();
  const { filters, paged, change } = useFilters(['name', 'role', 'state'] as const);
  const role = oneOf(roles, filters.role);
  const state = filters.state === 'ended' ? 'ended' : 'current';
  const [opened, setOpened] = useState<Account | null>(null);
  const [assigning, setAssigning] = useState(false);
  const accounts = useLoad(accountApi.list, {
    ...paged,
    state,
    name: filters.name ?? '',
    ...(role ? { role } : {}),
  });
  const mayGive = session !== null && isFor(accountApi.assign, session.me.role);
  return (
    <Page
      title="账号与权限"
      note="谁在哪个单位有什么身份，由谁、何时、为什么分配。监管部门开通单位管理员，单位管理员给本单位人员分配。"
      actions={
        mayGive ? (
          <Button type="primary" onClick={() => setAssigning(true)}>
            分配账号
          </Button>
        ) : null
      }
    >
      <ListTable
        name="accounts"
        unit="个"
        rowKey="assignmentId"
        columns={columns}
        from={accounts}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        onOpen={setOpened}
        empty={filters.name || role ? '没有符合条件的账号，请放宽筛选。' : '还没有账号。点“分配账号”开始。'}
        filters={
          <Space wrap>
            <SearchBox value={filters.name} hint="按姓名查找" onSearch={(name) => change({ name })} />
            <Select
              allowClear
              aria-label="身份"
              placeholder="身份"
              style={{ width: 180 }}
              value={role ?? null}
              options={roles.map((value) => ({ value, label: roleWords[value] }))}
              onChange={(value) => change({ role: value ?? undefined })}
            />
            <Segmented
              value={state}
              options={[
                { value: 'current', label: '有效' },
                { value: 'ended', label: '已收回' },
              ]}
              onChange={(value) => change({ state: value === 'ended' ? 'ended' : undefined })}
            />
          </Space>
        }
      />
      <AccountDrawer account={opened} onClose={() => setOpened(null)} onDone={accounts.reload} />
      <AssignAccount open={assigning} onClose={() => setAssigning(false)} onDone={accounts.reload} />
    </Page>
  );
}
