import { type FaultSign, faultSigns } from '@lifttrust/shared-types/call-out/call-out.rules';
import { useRouter } from '@tarojs/taro';
import { useRef, useState } from 'react';
import { codeIn } from '../../features/code/code-token';
import { emergencyPhone } from '../../features/code/emergency-phone';
import { lookUp } from '../../features/code/look-up';
import { reportFault } from '../../features/repair/fault-report-commands';
import { randomId } from '../../lib/random-id';
import { device } from '../../platform/device';
import { Button } from '../../ui/button';
import { Card, Cell } from '../../ui/card';
import { Field } from '../../ui/field';
import { LiftCard } from '../../ui/lift-card';
import { openPage } from '../../ui/navigate';
import { Notice } from '../../ui/notice';
import { PageState, Refusals } from '../../ui/page-state';
import { Lead, Note, Screen, Title } from '../../ui/screen';
import { useAct } from '../../ui/use-act';
import { useLoad } from '../../ui/use-load';

const signs = Object.entries(faultSigns) as [FaultSign, string][];

/** Somebody before a lift that does not work: what is wrong, and, if they like, a word and a number to call back. */
export default function ReportFaultPage() {
  const { params } = useRouter();
  const code = codeIn(params.token ?? '') ?? '';
  const load = useLoad(() => lookUp(code));
  const [sign, setSign] = useState<FaultSign | null>(null);
  const [text, setText] = useState('');
  const [phone, setPhone] = useState('');
  const clientKey = useRef(randomId(device.now()));
  const { running, problem, run } = useAct();
  const isPhoneOdd = phone !== '' && !/^1\d{10}$/.test(phone);
  const send = () =>
    run('report', async () => {
      if (!sign) return;
      const left = phone === '' ? {} : { callbackPhone: phone };
      const draft = { code, sign, text: text.trim(), clientKey: clientKey.current, ...left };
      const { reportId } = await reportFault(draft);
      clientKey.current = randomId(device.now());
      openPage('repair/follow', { reportId });
    });
  return (
    <Screen
      id="report-fault"
      footer={
        <>
          <Refusals problem={problem} />
          <Button
            id="send-report"
            icon="send"
            label={sign ? '报修' : '请选哪里不正常'}
            busy={running !== null}
            busyLabel="正在提交…"
            disabled={sign === null || isPhoneOdd}
            onPress={send}
          />
        </>
      }
    >
      <Title>电梯哪里不正常？</Title>
      <Notice tone="danger" title="有人被困或受伤，请不要在这里报修" lines={['马上打救援电话，不用登录。']}>
        <Button
          id="call"
          kind="danger"
          icon="phone"
          label={`拨打 ${emergencyPhone()}`}
          onPress={() => void device.callPhone(emergencyPhone()).catch(() => undefined)}
        />
      </Notice>
      <PageState load={load}>
        {(lift) => (
          <LiftCard lift={lift}>
            <Note>{lift.address}</Note>
          </LiftCard>
        )}
      </PageState>
      <Card id="signs">
        {signs.map(([key, word]) => (
          <Cell
            key={key}
            id={`sign-${key}`}
            icon={sign === key ? 'check' : 'plus'}
            label={word}
            {...(sign === key ? { value: '已选' } : {})}
            stays
            onPress={() => setSign(key)}
          />
        ))}
      </Card>
      <Card>
        <Field
          id="fault-text"
          label="补充说明（可不填，不写姓名和电话）"
          value={text}
          lines="many"
          maxLength={300}
          placeholder="例如：3 楼关门反复打开"
          onChange={setText}
        />
        <Field
          id="fault-phone"
          label="回电号码（可不填）"
          kind="number"
          value={phone}
          maxLength={11}
          problem={isPhoneOdd ? '请填写 11 位手机号，或留空。' : undefined}
          onChange={(typed) => setPhone(typed.replace(/\D/g, ''))}
        />
        <Note>只有来修的人看得到，查看会留下记录，30 天后删除。</Note>
      </Card>
      <Lead>不用登录。提交后可以补照片、看进展。</Lead>
    </Screen>
  );
}
