import { wechatApi } from '@lifttrust/shared-types/session/wechat.contract';
import { App, Button, Popconfirm } from 'antd';
import { useLoad, useWrite } from '../../lib/load';
import { momentWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Read, Refused } from '../../ui/problem';

/** The WeChat account I am known by. */
export function OwnWechat() {
  const { message } = App.useApp();
  const mine = useLoad(wechatApi.mine, {});
  const release = useWrite(wechatApi.releaseMine);
  const letGo = async () => {
    if (!(await release.run({}))) return;
    message.success('微信绑定已解除');
    mine.reload();
  };
  return (
    <Section title="微信绑定">
      <Refused error={release.error} onClose={release.clear} />
      <Read from={mine}>
        {({ boundAt }) =>
          boundAt === null ? (
            <p className="quiet">没有绑定微信。</p>
          ) : (
            <>
              <p>{momentWords(boundAt)}起绑定了一个微信，在微信里凭它认出您。</p>
              <Popconfirm
                title="解除微信绑定？"
                description="微信里的登录立即结束。要再进去，用登记过的手机号重新认出自己。"
                okText="解除绑定"
                cancelText="不解除"
                okButtonProps={{ danger: true }}
                onConfirm={letGo}
              >
                <Button danger loading={release.busy}>
                  解除绑定
                </Button>
              </Popconfirm>
            </>
          )
        }
      </Read>
    </Section>
  );
}
