import { rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import { Form } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { type FormProps, Frame, Words } from './desk-frame';

/** An arrival that owner or desk confirmed by mistake; whoever is not there has to be called again at once. */
export function WithdrawArrival({ one, onDone, onCancel }: FormProps) {
  const [text, setText] = useState('');
  const write = useWrite(rescueDeskApi.withdrawArrival);
  const send = async () => {
    if (await write.run({ entrapmentId: one.id, text: text.trim() })) onDone();
  };
  return (
    <Frame
      title="撤销到场确认"
      ok="撤销，继续呼叫"
      write={write}
      disabled={text.trim() === ''}
      onOk={send}
      onCancel={onCancel}
    >
      <p>
        使用单位或救援台点错了“已到场”时用。救援人员自己登记的到场不变；没有人在现场的，马上继续呼叫、升级。
      </p>
      <Form layout="vertical">
        <Words
          label="原因"
          hint="例如：物业点错了，人还没有到。"
          most={200}
          required
          value={text}
          onChange={setText}
        />
      </Form>
    </Frame>
  );
}
