import { instantInWords } from '@lifttrust/shared-types/kernel/time';
import { wechatApi } from '@lifttrust/shared-types/session/wechat.contract';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { call } from '../../lib/call';
import { randomId } from '../../lib/random-id';
import { session } from '../../lib/session';
import { device } from '../../platform/device';
import { Button } from '../../ui/button';
import { Card, Cell } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { Empty, PageState, Refusals } from '../../ui/page-state';
import { Lead, Note, Title } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';
import { useAct } from '../../ui/use-act';
import { useLoad } from '../../ui/use-load';

/** The WeChat account I am known by, and letting it go. */
export function WechatView() {
  const load = useLoad(() => call(wechatApi.mine, {}));
  const [asked, setAsked] = useState(false);
  const [released, setReleased] = useState(false);
  const act = useAct();
  const release = (isHere: boolean) =>
    act.run('release', async () => {
      await call(wechatApi.releaseMine, {}, { requestKey: randomId(device.now()) });
      setAsked(false);
      if (isHere) {
        session.forget();
        await Taro.reLaunch({ url: '/pages/home/index' });
        return;
      }
      setReleased(true);
      load.reload();
    });
  return (
    <PageState load={load}>
      {({ boundAt, isHere }) => (
        <>
          {released ? <Notice tone="success" title="微信绑定已解除，微信里的登录已结束" /> : null}
          {boundAt === null ? (
            <Empty
              icon="check"
              title="没有绑定微信"
              line="在微信里打开小程序，用登记过的手机号认出自己，就会绑定。"
            />
          ) : (
            <>
              <Title>已绑定一个微信</Title>
              <Lead>在微信里不用密码，凭这个微信认出您。换了微信或绑错了，先在这里解除。</Lead>
              <Card id="wechat-bound">
                <Cell label="绑定时间" value={instantInWords(boundAt)} />
                {isHere ? <Cell label="正在使用" value="就是这个微信" /> : null}
              </Card>
              <Button
                id="release-wechat"
                kind="danger"
                icon="undo"
                label="解除绑定"
                onPress={() => setAsked(true)}
              />
              <Note>也可以请本单位管理员解除。每次解除都有记录，并通知您本人。</Note>
            </>
          )}
          <Sheet open={asked} title="解除微信绑定？" onClose={() => setAsked(false)}>
            <Lead>
              {isHere
                ? '这里的登录立即结束。要再进来，用登记过的手机号重新认出自己。'
                : '微信里的登录立即结束。要再进去，用登记过的手机号重新认出自己。'}
            </Lead>
            <Note>微信里存着、还没有送出的内容，请先送出。</Note>
            <Refusals problem={act.problem} />
            <Button
              id="confirm-release"
              kind="danger"
              label="确认解除"
              busy={act.running !== null}
              onPress={() => release(isHere)}
            />
            <Button kind="quiet" label="先不解除" onPress={() => setAsked(false)} />
          </Sheet>
        </>
      )}
    </PageState>
  );
}
