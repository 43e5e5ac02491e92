import { type TaskInFull, taskApi } from '@lifttrust/shared-types/task/task.contract';
import { App, Descriptions, Drawer, Empty, Timeline } from 'antd';
import { Link } from 'react-router';
import { useLoad } from '../../lib/load';
import { momentWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Read } from '../../ui/problem';
import { TaskActs } from './task-acts';
import { deadlineWords, placeOfSubject, sourceWords, TaskTag } from './task-words';

interface Props {
  taskId: string;
  onClose: () => void;
  onChanged: () => void;
}

/** One task: what is wrong, who has to act until when, what has been written, and how it ended. */
export function TaskDrawer({ taskId, onClose, onChanged }: Props) {
  const { message } = App.useApp();
  const task = useLoad(taskApi.show, { taskId });
  const done = (words: string) => {
    message.success(words);
    task.reload();
    onChanged();
  };
  return (
    <Drawer title="数据任务" open width={520} onClose={onClose}>
      <Read from={task}>
        {(data) => (
          <>
            <Facts task={data} />
            <Notes task={data} />
            <TaskActs task={data} onDone={done} />
          </>
        )}
      </Read>
    </Drawer>
  );
}

function Facts({ task }: { task: TaskInFull }) {
  const place = placeOfSubject(task);
  const name = task.subject.name || '—';
  const ended = task.closedAt === null ? null : `${momentWords(task.closedAt)} · ${task.closedBy ?? '系统'}`;
  return (
    <Section title={task.title} extra={<TaskTag task={task} />}>
      <p>{task.text}</p>
      <Descriptions
        column={1}
        size="small"
        items={[
          { key: 'subject', label: '对象', children: place ? <Link to={place}>{name}</Link> : name },
          { key: 'source', label: '来源', children: sourceWords(task.kind) },
          { key: 'who', label: '由谁办理', children: task.organisation?.name ?? '辖区监管部门' },
          { key: 'due', label: '期限', children: deadlineWords(task) },
          { key: 'found', label: '发现时间', children: momentWords(task.createdAt) },
          ...(ended
            ? [
                {
                  key: 'outcome',
                  label: task.state === 'done' ? '办理结果' : '作废理由',
                  children: task.outcome,
                },
                { key: 'ended', label: '结束', children: ended },
              ]
            : []),
        ]}
      />
    </Section>
  );
}

const Notes = ({ task }: { task: TaskInFull }) => (
  <Section title="办理记事">
    {task.notes.length === 0 ? (
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="还没有记事。" />
    ) : (
      <Timeline
        items={task.notes.map((note) => ({
          key: note.id,
          children: (
            <>
              <div>{note.text}</div>
              <div className="quiet">
                {note.by} · {momentWords(note.at)}
              </div>
            </>
          ),
        }))}
      />
    )}
  </Section>
);
