import { Button, Result } from 'antd';

/** A page's file did not arrive (a new release, or no network) or the page failed: say so and offer the one remedy. */
export const Broken = () => (
  <Result
    status="warning"
    title="这一页没有打开"
    subTitle="可能是网络中断，或者系统刚刚更新。重新打开即可，已保存的内容不受影响。"
    extra={
      <Button type="primary" onClick={() => window.location.reload()}>
        重新打开
      </Button>
    }
  />
);
