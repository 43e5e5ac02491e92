import { WechatView } from '../../features/session/wechat-view';
import { Screen } from '../../ui/screen';

export default function WechatPage() {
  return (
    <Screen id="wechat">
      <WechatView />
    </Screen>
  );
}
