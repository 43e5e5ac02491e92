import { Page } from '../../ui/page';
import { OwnFactor } from './own-factor';
import { OwnSessions } from './own-sessions';
import { OwnWechat } from './own-wechat';

export function Component() {
  return (
    <Page title="账号安全" note="只关系您自己的账号：二次验证、登录在哪里、微信绑定。每次改动都有记录。">
      <div className="columns">
        <OwnSessions />
        <div>
          <OwnFactor />
          <OwnWechat />
        </div>
      </div>
    </Page>
  );
}
