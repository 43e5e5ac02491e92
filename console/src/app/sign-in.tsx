import { LockOutlined } from '@ant-design/icons';
import { Result } from 'antd';

/** The console is a DingTalk micro-app: DingTalk says who is there, no password of ours exists to be stolen. */
export const SignIn = () => (
  <Result
    icon={<LockOutlined style={{ color: 'var(--brand)' }} />}
    title="请从钉钉打开监管台"
    subTitle={
      <>
        <div>电脑上登录钉钉，进入「工作台」，点「电梯监管」。</div>
        <div>这里不设账号密码，由钉钉确认您是谁；关闭窗口即退出。</div>
      </>
    }
  />
);
