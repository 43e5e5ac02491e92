import {
  type DeviceChange,
  DeviceChangeState,
  deviceApi,
} from '@lifttrust/shared-types/device/device.contract';
import { type OpenSession, sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { Button, Input, Select, Space, Tabs } from 'antd';
import { useState } from 'react';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { useSession } from '../../lib/session';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { changeColumns, changeStateWords, sessionColumns } from './device-columns';
import { DeviceDecision } from './device-decision';
import { EndSession } from './end-session';

export function Component() {
  const { filters, change } = useFilters(['tab', 'state', 'search'] as const);
  const tab = filters.tab === 'sessions' ? 'sessions' : 'changes';
  return (
    <Page
      title="账号与设备"
      note="维保人员和电梯安全员只能在一台工作设备上签到、签名。换设备要由管理员批准，并满规定的时间。"
    >
      <Tabs
        activeKey={tab}
        onChange={(key) => change({ tab: key === 'changes' ? undefined : key })}
        items={[
          { key: 'changes', label: '更换设备申请', children: tab === 'changes' ? <Changes /> : null },
          { key: 'sessions', label: '正在登录', children: tab === 'sessions' ? <Sessions /> : null },
        ]}
      />
    </Page>
  );
}

function Changes() {
  const { filters, paged, change } = useFilters(['tab', 'state', 'search'] as const);
  const state = oneOf(DeviceChangeState.options, filters.state) ?? 'waiting';
  const changes = useLoad(deviceApi.changes, { ...paged, state });
  const [opened, setOpened] = useState<DeviceChange | null>(null);
  const columns: Columns<DeviceChange> = [
    ...changeColumns,
    {
      title: '',
      key: 'act',
      fixed: 'right',
      render: (_, row) =>
        row.state === 'waiting' ? (
          <Button type="link" onClick={() => setOpened(row)}>
            处理
          </Button>
        ) : null,
    },
  ];
  return (
    <>
      <ListTable
        name="device-changes"
        unit="份"
        rowKey="id"
        columns={columns}
        from={changes}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        empty={
          state === 'waiting'
            ? '没有等待处理的申请。'
            : `没有${changeStateWords[state]}的申请，请换一个状态。`
        }
        filters={
          <Select
            style={{ width: 140 }}
            value={state}
            options={DeviceChangeState.options.map((value) => ({ value, label: changeStateWords[value] }))}
            onChange={(value) => change({ state: value === 'waiting' ? undefined : value })}
          />
        }
      />
      <DeviceDecision
        change={opened}
        onDone={() => {
          setOpened(null);
          changes.reload();
        }}
        onClose={() => setOpened(null)}
      />
    </>
  );
}

function Sessions() {
  const { filters, paged, change } = useFilters(['tab', 'state', 'search'] as const);
  const sessions = useLoad(sessionApi.list, {
    ...paged,
    ...(filters.search ? { search: filters.search } : {}),
  });
  const [ending, setEnding] = useState<OpenSession | null>(null);
  const me = useSession()?.me.person.id;
  const columns: Columns<OpenSession> = [
    ...sessionColumns,
    {
      title: '',
      key: 'act',
      fixed: 'right',
      render: (_, row) =>
        row.isThis ? (
          <span className="quiet">本机</span>
        ) : (
          <Button type="link" danger onClick={() => setEnding(row)}>
            结束登录
          </Button>
        ),
    },
  ];
  return (
    <>
      <ListTable
        name="sessions"
        unit="处登录"
        rowKey="id"
        columns={columns}
        from={sessions}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        empty={filters.search ? '没有叫这个名字的人正在登录。' : '现在没有人登录。'}
        filters={
          <Space wrap>
            <Input.Search
              allowClear
              placeholder="按姓名查找"
              style={{ width: 200 }}
              defaultValue={filters.search ?? ''}
              onSearch={(text) => change({ search: text.trim() || undefined })}
            />
          </Space>
        }
      />
      <EndSession
        session={ending}
        isMine={ending?.person.id === me}
        onDone={() => {
          setEnding(null);
          sessions.reload();
        }}
        onClose={() => setEnding(null)}
      />
    </>
  );
}
