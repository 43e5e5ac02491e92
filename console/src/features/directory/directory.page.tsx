import { directoryApi } from '@lifttrust/shared-types/directory/directory.contract';
import { App, Button, Tabs } from 'antd';
import { useEffect } from 'react';
import { useFilters } from '../../lib/filters';
import { useLoad, useWrite } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { Page, Section } from '../../ui/page';
import { Read, Refused } from '../../ui/problem';
import { DepartmentTree } from './department-tree';
import { Differences } from './differences';
import { StateOfDirectory } from './directory-state';
import { RoleMapping } from './role-mapping';

const tabs = ['departments', 'roles', 'differences'] as const;
type Tab = (typeof tabs)[number];
const pollMs = 1_000;

/** How the address book stands; asked for again each second while it is being read. */
function useDirectoryState() {
  const state = useLoad(directoryApi.state, {});
  const { reload, data } = state;
  const isReading = data?.lastSync?.state === 'waiting' || data?.lastSync?.state === 'running';
  useEffect(() => {
    if (!isReading) return;
    const timer = setInterval(reload, pollMs);
    return () => clearInterval(timer);
  }, [isReading, reload]);
  return { state, isReading };
}

export function Component() {
  const session = useSession();
  const { message } = App.useApp();
  const { filters, change } = useFilters(['tab'] as const);
  const tab: Tab = tabs.find((name) => name === filters.tab) ?? 'departments';
  const { state, isReading } = useDirectoryState();
  const sync = useWrite(directoryApi.sync);
  const maySync = session !== null && isFor(directoryApi.sync, session.me.role);
  const start = async () => {
    if (!(await sync.run({}))) return;
    message.success('已开始读取，人多时需要几分钟');
    state.reload();
  };
  return (
    <Page
      title="钉钉通讯录"
      note="部门对应单位、角色对应身份，只需设置一次；之后在钉钉后台增减人员，账号随之开通和收回。"
      actions={
        maySync && state.data?.isConnected ? (
          <Button type="primary" loading={sync.busy || isReading} onClick={start}>
            {isReading ? '正在读取' : '读取通讯录'}
          </Button>
        ) : null
      }
    >
      <Refused error={sync.error} onClose={sync.clear} />
      <Section title="现状" extra={<Button onClick={state.reload}>刷新</Button>}>
        <Read from={state}>{(data) => <StateOfDirectory state={data} onDone={state.reload} />}</Read>
      </Section>
      {/* What was read is fetched anew once the reading is over. */}
      <Tabs
        key={isReading ? 'reading' : 'read'}
        activeKey={tab}
        onChange={(key) => change({ tab: key === 'departments' ? undefined : key })}
        items={[
          {
            key: 'departments',
            label: '部门对应单位',
            children: tab === 'departments' ? <DepartmentTree /> : null,
          },
          { key: 'roles', label: '角色对应身份', children: tab === 'roles' ? <RoleMapping /> : null },
          { key: 'differences', label: '对账差异', children: tab === 'differences' ? <Differences /> : null },
        ]}
      />
    </Page>
  );
}
