import {
  type Account,
  type AccountAct,
  accountApi,
  accountSourceWords,
  pushStateWords,
  removalStateWords,
} from '@lifttrust/shared-types/directory/account.contract';
import { roleWords } from '@lifttrust/shared-types/kernel/access';
import { App, Button, Descriptions, Drawer, Space, Timeline } from 'antd';
import { useState } from 'react';
import { useLoad, useWrite } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { dayWords, momentWords } from '../../lib/words';
import { Read, Refused } from '../../ui/problem';
import { SecurityActs } from '../account/security-acts';
import { EndAccount } from './end-account';

/** 实名 as DingTalk told it, and when it was read. */
export function RealName({ account: { realNamed, realNamedAt } }: { account: Account }) {
  const words = realNamed === null ? '未知' : realNamed ? '已实名' : '未实名';
  if (realNamedAt === null) return <>{words}</>;
  return (
    <span>
      {words} <span className="quiet">{momentWords(realNamedAt)} 读取</span>
    </span>
  );
}

const actWords: Record<AccountAct['act'], string> = { given: '分配', ended: '收回' };

/** Where an account comes from, and taking it away. */
export function AccountDrawer(props: { account: Account | null; onClose: () => void; onDone: () => void }) {
  const { account } = props;
  const session = useSession();
  const { message } = App.useApp();
  const [ending, setEnding] = useState(false);
  const acts = useLoad(accountApi.acts, account ? { assignmentId: account.assignmentId } : null);
  const push = useWrite(accountApi.pushAgain);
  if (!account) return null;
  const mayGive = session !== null && isFor(accountApi.end, session.me.role);
  const isOwn = account.person.id === session?.me.person.id;
  const mayPush = mayGive && account.push !== null && !['done', 'waiting', 'dropped'].includes(account.push);
  const again = async () => {
    if (!(await push.run({ assignmentId: account.assignmentId }))) return;
    message.success('稍后会再试一次');
    props.onDone();
  };
  return (
    <Drawer
      open
      width={520}
      title={`${account.person.name} · ${roleWords[account.role]}`}
      onClose={props.onClose}
      extra={
        mayGive && !account.isEnded && !isOwn ? (
          <Button danger onClick={() => setEnding(true)}>
            收回账号
          </Button>
        ) : null
      }
    >
      <Descriptions
        column={1}
        size="small"
        items={[
          { key: 'unit', label: '单位', children: account.organisation.name },
          { key: 'phone', label: '手机号', children: account.phone ?? '没有登记' },
          { key: 'from', label: '起始', children: dayWords(account.fromDay) },
          { key: 'until', label: '结束', children: account.untilDay ? dayWords(account.untilDay) : '长期' },
          { key: 'real', label: '钉钉实名', children: <RealName account={account} /> },
          { key: 'tied', label: '钉钉账号', children: account.hasDingtalk ? '已绑定' : '还没有绑定' },
          { key: 'wechat', label: '微信', children: account.hasWechat ? '已绑定' : '没有绑定' },
          { key: 'factor', label: '二次验证', children: account.hasFactor ? '已启用' : '没有设置' },
          ...(account.push
            ? [
                {
                  key: 'push',
                  label: '加入钉钉',
                  children: (
                    <Space>
                      {pushStateWords[account.push]}
                      {mayPush ? (
                        <Button size="small" loading={push.busy} onClick={again}>
                          再试一次
                        </Button>
                      ) : null}
                    </Space>
                  ),
                },
              ]
            : []),
          ...(account.removal
            ? [{ key: 'removal', label: '移出钉钉', children: removalStateWords[account.removal] }]
            : []),
        ]}
      />
      <SecurityActs
        account={account}
        onDone={() => {
          props.onClose();
          props.onDone();
        }}
      />
      <Refused error={push.error} onClose={push.clear} />
      <h3>来龙去脉</h3>
      <Read from={acts}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">这个账号在开始留痕之前就有，没有更早的记录。</p>
          ) : (
            <Timeline
              items={items.map((act) => ({
                color: act.act === 'given' ? 'blue' : 'gray',
                children: (
                  <>
                    <div>
                      {momentWords(act.at)} {actWords[act.act]} · {accountSourceWords[act.source]}
                      {act.operator ? ` · ${act.operator}` : ''}
                    </div>
                    <div className="quiet">{act.reason}</div>
                  </>
                ),
              }))}
            />
          )
        }
      </Read>
      {ending ? (
        <EndAccount
          account={account}
          onClose={() => setEnding(false)}
          onDone={(words) => {
            setEnding(false);
            message.success(words);
            props.onClose();
            props.onDone();
          }}
        />
      ) : null}
    </Drawer>
  );
}
