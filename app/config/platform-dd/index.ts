import type { IPluginContext } from '@tarojs/service';
import { DingTalk } from './dingtalk';
import { inlineBaseTemplate } from './inline-base-template';

/** Taro's platform `dd`. The published plugin is of 2023 and speaks to Alipay's global `my`; this one speaks to `dd`. */
export default (ctx: IPluginContext) => {
  ctx.registerPlatform({
    name: 'dd',
    useConfigName: 'mini',
    async fn({ config }: { config: ConstructorParameters<typeof DingTalk>[1] }) {
      inlineBaseTemplate(ctx);
      await new DingTalk(ctx, config).start();
    },
  });
};
