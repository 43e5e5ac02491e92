import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import {
  type Task,
  TaskState,
  taskApi,
  taskModuleWords,
  taskStateWords,
} from '@lifttrust/shared-types/task/task.contract';
import { Select, Space } from 'antd';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { countWords } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { SavedViews } from '../../ui/saved-views';
import { TaskDrawer } from './task-drawer';
import { deadlineWords, sourceWords, TaskTag } from './task-words';

const columns: Columns<Task> = [
  { title: '任务', dataIndex: 'title' },
  {
    title: '对象',
    dataIndex: 'subject',
    render: (_, row) => row.subject.name || <span className="quiet">—</span>,
  },
  { title: '来源', dataIndex: 'kind', render: (_, row) => sourceWords(row.kind) },
  {
    title: '由谁办理',
    dataIndex: 'organisation',
    render: (_, row) => row.organisation?.name ?? '辖区监管部门',
  },
  { title: '期限', dataIndex: 'dueOn', className: 'nowrap', render: (_, row) => deadlineWords(row) },
  { title: '状态', dataIndex: 'state', render: (_, row) => <TaskTag task={row} /> },
];

const offered = [
  { title: '逾期未办', query: 'late=true' },
  { title: '全部待办', query: 'state=open' },
  { title: '已办结', query: 'state=done' },
];

const modules = Object.keys(taskModuleWords);

export function Component() {
  const { filters, paged, change } = useFilters(['state', 'module', 'late', 'task'] as const);
  const late = oneOf(['true'] as const, filters.late);
  const state = oneOf(TaskState.options, filters.state) ?? (late || filters.module ? undefined : 'open');
  const module = oneOf(modules, filters.module);
  const tasks = useLoad(taskApi.list, {
    ...paged,
    ...(late ? { late } : state ? { state } : {}),
    ...(module ? { module } : {}),
  });
  return (
    <Page title="数据任务" note={noteWords(tasks.data)}>
      <ListTable
        name="tasks"
        unit="项"
        rowKey="id"
        columns={columns}
        from={tasks}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        onOpen={({ id }) => change({ task: id }, { keepPage: true })}
        empty={emptyWords(late !== undefined, state)}
        filters={
          <Space wrap>
            <Select
              allowClear
              placeholder="状态"
              style={{ width: 140 }}
              value={late ? 'late' : (state ?? null)}
              options={[
                { value: 'late', label: '逾期未办' },
                ...TaskState.options.map((value) => ({ value, label: taskStateWords[value] })),
              ]}
              onChange={(value) =>
                change(
                  value === 'late'
                    ? { late: 'true', state: undefined }
                    : { late: undefined, state: value ?? undefined },
                )
              }
            />
            <Select
              allowClear
              placeholder="来源"
              style={{ width: 140 }}
              value={module ?? null}
              options={modules.map((value) => ({ value, label: taskModuleWords[value] }))}
              onChange={(value) => change({ module: value ?? undefined })}
            />
            <SavedViews name="tasks" offered={offered} />
          </Space>
        }
      />
      {filters.task ? (
        <TaskDrawer
          taskId={filters.task}
          onClose={() => change({ task: undefined }, { keepPage: true })}
          onChanged={tasks.reload}
        />
      ) : null}
    </Page>
  );
}

type List = ResultOf<typeof taskApi.list>;

function noteWords(list: List | null): string {
  const what = '系统发现的资料矛盾和缺漏，每项都有办理单位、期限和结果。';
  if (!list) return what;
  const { open, late } = list.counts;
  return `${what}待办 ${countWords(open)} 项，其中逾期 ${countWords(late)} 项。`;
}

function emptyWords(isLate: boolean, state: TaskState | undefined): string {
  if (isLate) return '没有逾期的任务。';
  return state === 'open' ? '没有待办的任务，资料目前没有发现矛盾。' : '没有符合条件的任务，请放宽筛选。';
}
