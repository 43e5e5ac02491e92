import { delayApi } from '@lifttrust/shared-types/delay/delay.contract';
import { useRouter } from '@tarojs/taro';
import { DelayActs } from '../../features/delay/delay-acts';
import { DelayView } from '../../features/delay/delay-view';
import { call } from '../../lib/call';
import { PageState } from '../../ui/page-state';
import { Screen } from '../../ui/screen';
import { useLoad } from '../../ui/use-load';

/** One explanation as its company sees it: what was said, what the regulator decided, what is due now. */
export default function DelayPage() {
  const { params } = useRouter();
  const load = useLoad(() => call(delayApi.show, { delayId: params.delayId ?? '' }));
  const { value } = load;
  return (
    <Screen
      id="delay"
      footer={
        value && (value.may.withdraw || value.may.end) ? (
          <DelayActs delay={value} onMoved={load.replace} onRefused={load.reload} />
        ) : null
      }
    >
      <PageState load={load}>{(delay) => <DelayView delay={delay} as="company" />}</PageState>
    </Screen>
  );
}
