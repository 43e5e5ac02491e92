import { type ValidityReview, validityApi } from '@lifttrust/shared-types/validity/validity.contract';
import { App, Input, Modal } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { Refused } from '../../ui/problem';
import { ProofFiles } from './proof-files';

export type Saying = 'ask' | 'state' | 'appeal';

const words: Record<Saying, { title: string; hint: string; note: string; ok: string; done: string }> = {
  ask: {
    title: '要求补充说明',
    hint: '写明要说明什么，例如：用时 8 分钟，请说明完成了哪些项目。',
    note: '维保单位和当天的维保人员会收到通知。',
    ok: '发出',
    done: '已通知维保单位和维保人员。',
  },
  state: {
    title: '补充说明',
    hint: '写明当天的情况。',
    note: '说明会连同您的姓名封存，不能修改。',
    ok: '提交说明',
    done: '说明已提交。',
  },
  appeal: {
    title: '对无效决定申诉',
    hint: '写明为什么这次维保应当有效，能附证明最好。',
    note: '每份记录只能申诉一次，由作出原决定以外的人处理。申诉会连同您的姓名封存。',
    ok: '提交申诉',
    done: '申诉已提交，结果会通知您。',
  },
};

interface Props {
  what: Saying;
  recordId: string;
  onClose: () => void;
  onSaid: (review: ValidityReview) => void;
}

/** Words that stay with the record for good, with what proves them. */
export function Say({ what, recordId, onClose, onSaid }: Props) {
  const { message } = App.useApp();
  const [text, setText] = useState('');
  const [fileIds, setFileIds] = useState<string[]>([]);
  const ask = useWrite(validityApi.ask);
  const state = useWrite(validityApi.state);
  const appeal = useWrite(validityApi.appeal);
  const { title, hint, note, ok, done } = words[what];
  const said = { recordId, text: text.trim() };
  const write = { ask, state, appeal }[what];
  const submit = async () => {
    const next =
      what === 'ask'
        ? await ask.run(said)
        : await (what === 'state' ? state : appeal).run({ ...said, fileIds });
    if (!next) return;
    message.success(done);
    onSaid(next);
  };
  return (
    <Modal
      open
      title={title}
      okText={ok}
      cancelText="取消"
      okButtonProps={{ disabled: text.trim() === '', loading: write.busy }}
      onOk={submit}
      onCancel={onClose}
    >
      <Input.TextArea
        aria-label={title}
        rows={4}
        maxLength={what === 'ask' ? 300 : 500}
        showCount
        placeholder={hint}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div style={{ height: 28 }} />
      {what === 'ask' ? null : <ProofFiles fileIds={fileIds} onChange={setFileIds} />}
      <p className="quiet">{note}</p>
      <Refused error={write.error} />
    </Modal>
  );
}
