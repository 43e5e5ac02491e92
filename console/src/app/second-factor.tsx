import { factorApi } from '@lifttrust/shared-types/factor/factor.contract';
import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Button, Card, Spin, Steps } from 'antd';
import { useEffect, useState } from 'react';
import { AuthenticatorKey } from '../features/account/authenticator-key';
import { CodeForm } from '../features/account/code-form';
import { RecoveryCodes } from '../features/account/recovery-codes';
import { call } from '../lib/call';
import { asError, useWrite } from '../lib/load';
import { keepRenewed, keepSession, type Session } from '../lib/session';
import { Refused } from '../ui/problem';
import './second-factor.css';

/** Between DingTalk's word and the desk: a code of the person's own authenticator. */
export default function SecondFactor({ session }: { session: Session }) {
  return (
    <main className="second-factor">
      <Card className="second-factor__card" title={`${session.me.person.name}，请完成二次验证`}>
        {session.me.factor === 'to_enrol' ? <SetUp /> : <Prove />}
        <Button type="link" className="second-factor__leave" onClick={() => keepSession(null)}>
          退出登录
        </Button>
      </Card>
    </main>
  );
}

function Prove() {
  const prove = useWrite(factorApi.prove);
  const send = async (code: string) => {
    const opened = await prove.run({ code });
    if (opened) keepRenewed(opened);
  };
  return (
    <>
      <p>打开手机上的验证器，输入「电梯监管」下面的 6 位数字。手机不在身边时，可以输入一组恢复码。</p>
      <CodeForm busy={prove.busy} error={prove.error} button="验证并进入" onCode={send} />
      <p className="quiet">验证器和恢复码都丢了，请联系监管管理员清除后重新设置。</p>
    </>
  );
}

type Confirmed = ResultOf<typeof factorApi.confirm>;

function SetUp() {
  const [enrolment, setEnrolment] = useState<ResultOf<typeof factorApi.enrol> | null>(null);
  const [failed, setFailed] = useState<Error | null>(null);
  const [confirmed, setConfirmed] = useState<Confirmed | null>(null);
  const confirm = useWrite(factorApi.confirm);
  useEffect(() => {
    let current = true;
    call(factorApi.enrol, {})
      .then((answer) => current && setEnrolment(answer))
      .catch((thrown: unknown) => current && setFailed(asError(thrown)));
    return () => {
      current = false;
    };
  }, []);
  if (confirmed)
    return (
      <RecoveryCodes
        title="二次验证已启用"
        codes={confirmed.recoveryCodes}
        button="我已保存，进入"
        onKept={() => keepRenewed(confirmed.session)}
      />
    );
  if (failed) return <Refused error={failed} />;
  if (!enrolment) return <Spin />;
  const send = async (code: string) => setConfirmed(await confirm.run({ code }));
  return (
    <>
      <Steps
        size="small"
        current={0}
        items={[{ title: '扫码' }, { title: '输入验证码' }, { title: '保存恢复码' }]}
      />
      <p>
        您的身份能看到全辖区（全单位）的资料，登录要两步。请在手机应用商店里找一个身份验证器应用装上，再扫下面的二维码。
      </p>
      <AuthenticatorKey enrolment={enrolment} />
      <CodeForm busy={confirm.busy} error={confirm.error} button="启用二次验证" onCode={send} />
    </>
  );
}
