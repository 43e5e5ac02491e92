import { Alert, Button, Space, Typography } from 'antd';
import './factor.css';

/** The only time they are shown. */
export const RecoveryCodes = (props: {
  title: string;
  codes: string[];
  button: string;
  onKept: () => void;
}) => {
  const text = props.codes.join('\n');
  return (
    <>
      <Alert
        type="success"
        showIcon
        message={props.title}
        description="下面 10 组恢复码，每组只能用一次，手机不在身边时代替验证码。只显示这一次，请抄下或打印，和身份证一样保管。"
      />
      <pre className="mono factor__codes">{text}</pre>
      <Space>
        <Typography.Text copyable={{ text, tooltips: ['复制恢复码', '已复制'] }}>复制</Typography.Text>
        <Button type="primary" onClick={props.onKept}>
          {props.button}
        </Button>
      </Space>
    </>
  );
};
