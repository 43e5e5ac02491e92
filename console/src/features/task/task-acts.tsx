import { type TaskInFull, taskApi } from '@lifttrust/shared-types/task/task.contract';
import { Button, Input, Modal, Space } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { Refused } from '../../ui/problem';

type Act = 'complete' | 'drop' | 'note';

const words: Record<Act, { title: string; hint: string; ok: string; done: string; most: number }> = {
  complete: {
    title: '办结这项任务',
    hint: '写明怎样改正的，例如：已向本人核对，号码已更正。',
    ok: '办结',
    done: '任务已办结',
    most: 200,
  },
  drop: {
    title: '作废这项任务',
    hint: '写明为什么不必办理。作废后不能恢复；同样的问题再次出现时，会生成新任务。',
    ok: '作废',
    done: '任务已作废',
    most: 200,
  },
  note: {
    title: '记一笔进展',
    hint: '例如：已电话联系，答应本周内补正。',
    ok: '保存',
    done: '已记下',
    most: 500,
  },
};

/** What the reader may do with the task; everything asks for words first. */
export function TaskActs({ task, onDone }: { task: TaskInFull; onDone: (words: string) => void }) {
  const [act, setAct] = useState<Act | null>(null);
  const { complete, drop, note } = task.may;
  if (!complete && !drop && !note) return null;
  return (
    <Space wrap>
      {complete ? (
        <Button type="primary" onClick={() => setAct('complete')}>
          办结
        </Button>
      ) : null}
      {note ? <Button onClick={() => setAct('note')}>记事</Button> : null}
      {drop ? (
        <Button danger onClick={() => setAct('drop')}>
          作废
        </Button>
      ) : null}
      {act ? (
        <ActForm key={act} act={act} taskId={task.id} onClose={() => setAct(null)} onDone={onDone} />
      ) : null}
    </Space>
  );
}

interface FormProps {
  act: Act;
  taskId: string;
  onClose: () => void;
  onDone: (words: string) => void;
}

function ActForm({ act, taskId, onClose, onDone }: FormProps) {
  const [text, setText] = useState('');
  const writes = {
    complete: useWrite(taskApi.complete),
    drop: useWrite(taskApi.drop),
    note: useWrite(taskApi.note),
  };
  const write = writes[act];
  const { title, hint, ok, done, most } = words[act];
  const given = text.trim();
  const send = async () => {
    const answer = await (act === 'complete'
      ? writes.complete.run({ taskId, outcome: given })
      : act === 'drop'
        ? writes.drop.run({ taskId, reason: given })
        : writes.note.run({ taskId, text: given }));
    if (!answer) return;
    onClose();
    onDone(done);
  };
  return (
    <Modal
      title={title}
      open
      okText={ok}
      cancelText="取消"
      okButtonProps={{ disabled: given === '', loading: write.busy, danger: act === 'drop' }}
      onOk={send}
      onCancel={onClose}
    >
      <p className="quiet">{hint}</p>
      <Input.TextArea
        autoFocus
        rows={4}
        maxLength={most}
        showCount
        aria-label={title}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Refused error={write.error} onClose={write.clear} />
    </Modal>
  );
}
