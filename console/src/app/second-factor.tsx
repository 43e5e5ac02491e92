import { factorApi } from '@lifttrust/shared-types/factor/factor.contract';
import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Alert, Button, Card, Form, Input, QRCode, Space, Spin, Steps, Typography } from 'antd';
import { useEffect, useState } from 'react';
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

function CodeForm(props: {
  busy: boolean;
  error: Error | null;
  button: string;
  onCode: (code: string) => void;
}) {
  return (
    <Form<{ code: string }> layout="vertical" onFinish={({ code }) => props.onCode(code)}>
      <Form.Item name="code" label="验证码" rules={[{ required: true, message: '请输入验证码。' }]}>
        <Input autoFocus autoComplete="one-time-code" inputMode="numeric" maxLength={16} size="large" />
      </Form.Item>
      <Refused error={props.error} />
      <Button type="primary" htmlType="submit" size="large" block loading={props.busy}>
        {props.button}
      </Button>
    </Form>
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
  if (confirmed) return <KeepCodes confirmed={confirmed} />;
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
      <div className="second-factor__code">
        <QRCode value={enrolment.address} size={176} />
        <div>
          <div className="quiet">不能扫码时，手工输入密钥：</div>
          <Typography.Text copyable className="mono second-factor__key">
            {enrolment.key}
          </Typography.Text>
          <div className="quiet">密钥只显示这一次，不要截图发给别人。</div>
        </div>
      </div>
      <CodeForm busy={confirm.busy} error={confirm.error} button="启用二次验证" onCode={send} />
    </>
  );
}

/** The only time they are shown. */
function KeepCodes({ confirmed }: { confirmed: Confirmed }) {
  const text = confirmed.recoveryCodes.join('\n');
  return (
    <>
      <Alert
        type="success"
        showIcon
        message="二次验证已启用"
        description="下面 10 组恢复码，每组只能用一次，手机不在身边时代替验证码。请抄下或打印，和身份证一样保管。"
      />
      <pre className="mono second-factor__codes">{text}</pre>
      <Space>
        <Typography.Text copyable={{ text, tooltips: ['复制恢复码', '已复制'] }}>复制</Typography.Text>
        <Button type="primary" onClick={() => keepRenewed(confirmed.session)}>
          我已保存，进入
        </Button>
      </Space>
    </>
  );
}
