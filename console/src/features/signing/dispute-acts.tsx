import { type AnswerStanding, signingApi } from '@lifttrust/shared-types/signing/signing.contract';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { Refused } from '../../ui/problem';

interface Props {
  recordId: string;
  dispute: NonNullable<AnswerStanding['dispute']>;
  onDone: (words: string) => void;
}

/** The company answers, the regulator decides; each once, sealed with name and words. */
export function DisputeActs({ recordId, dispute: { may }, onDone }: Props) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const answer = useWrite(signingApi.answerDispute);
  const decide = useWrite(signingApi.decideDispute);
  if (!may.answer && !may.decide) return null;
  const write = may.answer ? answer : decide;
  const words = may.answer
    ? {
        title: '答复退回',
        ask: '写清核实的情况和怎样改正的，使用单位会收到。',
        hint: '例如：已重新清扫机房，更正记录 11月20日 提交。',
        done: '已答复，使用单位会收到通知',
      }
    : {
        title: '处理争议',
        ask: '写明依据和处理意见，双方都会收到。处理后这件争议结束，不能再改。',
        hint: '例如：经现场核查，机房确未清扫，责令 3 日内改正。',
        done: '已处理，双方会收到通知',
      };
  const send = async () => {
    const moved = await write.run({ recordId, text: text.trim() });
    if (!moved) return;
    setOpen(false);
    onDone(words.done);
  };
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {words.title}
      </Button>
      <Modal
        open={open}
        title={words.title}
        okText={may.answer ? '发给使用单位' : '作出处理'}
        cancelText="再看看"
        okButtonProps={{ disabled: text.trim() === '', loading: write.busy }}
        onOk={() => void send()}
        onCancel={() => setOpen(false)}
      >
        <p className="quiet">{words.ask}</p>
        <Input.TextArea
          aria-label={words.title}
          autoFocus
          rows={4}
          maxLength={500}
          showCount
          placeholder={words.hint}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <div style={{ height: 20 }} />
        <Refused error={write.error} onClose={write.clear} />
      </Modal>
    </>
  );
}
