import { type Account, accountApi } from '@lifttrust/shared-types/directory/account.contract';
import { factorApi } from '@lifttrust/shared-types/factor/factor.contract';
import { wechatApi } from '@lifttrust/shared-types/session/wechat.contract';
import { App, Button, Space } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { WithReason } from './with-reason';
import './factor.css';

type Doing = 'factor' | 'wechat' | null;
export type Secured = Pick<Account, 'person' | 'hasFactor' | 'hasWechat'>;

/** What an administrator may do for somebody who is locked out or wrongly bound; never for themselves. */
export function SecurityActs({ account, onDone }: { account: Secured; onDone: () => void }) {
  const me = useSession()?.me;
  const { message } = App.useApp();
  const [doing, setDoing] = useState<Doing>(null);
  const reset = useWrite(factorApi.reset);
  const release = useWrite(wechatApi.release);
  const { person } = account;
  if (!me || !isFor(accountApi.list, me.role) || person.id === me.person.id) return null;
  const mayReset = account.hasFactor && isFor(factorApi.reset, me.role);
  const mayRelease = account.hasWechat && isFor(wechatApi.release, me.role);
  const close = () => {
    reset.clear();
    release.clear();
    setDoing(null);
  };
  const done = (words: string) => {
    close();
    message.success(words);
    onDone();
  };
  return (
    <Space wrap className="security-acts">
      {mayReset ? <Button onClick={() => setDoing('factor')}>清除二次验证</Button> : null}
      {mayRelease ? <Button onClick={() => setDoing('wechat')}>解除微信绑定</Button> : null}
      {doing === 'factor' ? (
        <WithReason
          title={`清除${person.name}的二次验证？`}
          ok="清除"
          hint="例如：手机和恢复码都丢了，已当面核实。"
          write={reset}
          onClose={close}
          onReason={async (reason) => {
            if (await reset.run({ personId: person.id, reason })) done('已清除，并通知了本人');
          }}
        >
          <p>请先当面或打电话确认是本人。清除后旧的验证器和恢复码作废，登录全部结束，下次登录时重新设置。</p>
        </WithReason>
      ) : null}
      {doing === 'wechat' ? (
        <WithReason
          title={`解除${person.name}的微信绑定？`}
          ok="解除"
          hint="例如：换了手机号，本人来电。"
          write={release}
          onClose={close}
          onReason={async (reason) => {
            if (await release.run({ personId: person.id, reason })) done('已解除，并通知了本人');
          }}
        >
          <p>请先确认是本人提出的。微信里的登录立即结束，本人用登记的手机号重新认出自己。</p>
        </WithReason>
      ) : null}
    </Space>
  );
}
