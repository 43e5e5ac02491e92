import { dutyApi } from '@lifttrust/shared-types/duty/duty.contract';
import { useState } from 'react';
import { call } from '../../lib/call';
import { randomId } from '../../lib/random-id';
import { device } from '../../platform/device';
import { Button } from '../../ui/button';
import { Card, CardTitle } from '../../ui/card';
import { Field } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { Refusals } from '../../ui/page-state';
import { Note } from '../../ui/screen';
import { useAct } from '../../ui/use-act';

/** Once a month the platform calls the phone of duty and reads out six digits: whoever picked up enters them. */
export function TestAnswer({ roster }: { roster: { id: string; name: string } }) {
  const [code, setCode] = useState('');
  const [done, setDone] = useState(false);
  const { running, problem, run } = useAct();
  const send = () =>
    run('answer', async () => {
      const requestKey = randomId(device.now());
      await call(dutyApi.answerTest, { rosterId: roster.id, code }, { requestKey });
      setDone(true);
      setCode('');
    });
  return (
    <Card id={`test-${roster.id}`}>
      <CardTitle>{roster.name}</CardTitle>
      <Note>平台每月拨打一次值班电话，读出 6 位测试码。接到的人填在这里，证明电话有人接。</Note>
      {done ? <Notice id="test-answered" tone="success" title="已登记，这个月的测试通过了" /> : null}
      <Field id="test-code" kind="number" label="测试码" value={code} maxLength={6} onChange={setCode} />
      <Refusals problem={problem} />
      <Button
        id="send-test-code"
        label="提交测试码"
        busy={running !== null}
        disabled={!/^\d{6}$/.test(code)}
        onPress={send}
      />
    </Card>
  );
}
