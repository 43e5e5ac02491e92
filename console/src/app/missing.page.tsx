import { Button, Result } from 'antd';
import { useNavigate } from 'react-router';

export function Component() {
  const navigate = useNavigate();
  return (
    <Result
      status="404"
      title="没有这一页"
      subTitle="地址可能抄错了。"
      extra={<Button onClick={() => navigate('/')}>回到今日</Button>}
    />
  );
}
