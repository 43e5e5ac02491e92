import { LockOutlined } from '@ant-design/icons';
import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { Button, Result, Spin } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../lib/call';
import { dingtalkCode, isInDingtalk } from '../lib/dingtalk';
import { asError } from '../lib/load';
import { deviceId, hasRunOut, keepSignedIn } from '../lib/session';

/** The console is a DingTalk micro-app: DingTalk says who is there, no password of ours exists to be stolen. */
export const SignIn = () => (isInDingtalk() ? <DingtalkSignIn /> : <OpenDingtalk />);

const lock = <LockOutlined style={{ color: 'var(--brand)' }} />;

const OpenDingtalk = () => (
  <Result
    icon={lock}
    title={hasRunOut() ? '登录已过期，请从钉钉重新打开监管台' : '请从钉钉打开监管台'}
    subTitle={
      <>
        <div>电脑上登录钉钉，进入「工作台」，点「电梯监管」。</div>
        <div>这里不设账号密码，由钉钉确认您是谁；关闭窗口即退出。</div>
      </>
    }
  />
);

async function signIn(): Promise<void> {
  const { dingtalk } = await call(sessionApi.ways, {});
  if (!dingtalk?.corpId) throw new Error('本市还没有接通钉钉登录，请联系平台管理员。');
  const code = await dingtalkCode(dingtalk.corpId).catch(() => {
    throw new Error('钉钉没有给出登录码。请关闭这个窗口，从「工作台」重新打开。');
  });
  const device = { id: deviceId(), client: '电脑浏览器' };
  keepSignedIn(await call(sessionApi.start, { channel: 'dingtalk', code, device, desk: true }));
}

function DingtalkSignIn() {
  const [error, setError] = useState<Error | null>(null);
  const started = useRef(false);
  const start = useCallback(() => {
    setError(null);
    signIn().catch((thrown: unknown) => setError(asError(thrown)));
  }, []);
  useEffect(() => {
    // A code is good for one use: development mounts twice.
    if (started.current) return;
    started.current = true;
    start();
  }, [start]);
  if (!error) return <Spin fullscreen tip="正在用钉钉登录" />;
  return (
    <Result
      status="warning"
      title="没有登录上"
      subTitle={error.message}
      extra={
        <Button type="primary" onClick={start}>
          再试一次
        </Button>
      }
    />
  );
}
