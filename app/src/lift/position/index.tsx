import { onSiteApi, type PositionView } from '@lifttrust/shared-types/lift/on-site.contract';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { collectPosition } from '../../features/lift/lift-commands';
import { call } from '../../lib/call';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { PageState, Refusals } from '../../ui/page-state';
import { Lead, Note, Screen, Title } from '../../ui/screen';
import { useAct } from '../../ui/use-act';
import { useLoad } from '../../ui/use-load';

/** Where the lift stands, from whoever stands beside it (EQ-03). */
export default function PositionPage() {
  const { params } = useRouter();
  const liftId = params.liftId ?? '';
  const token = decodeURIComponent(params.token ?? '');
  const load = useLoad(() => call(onSiteApi.position, { liftId }));
  const [collected, setCollected] = useState(false);
  const { running, problem, run } = useAct();
  const collect = () =>
    run('collect', async () => {
      load.replace(await collectPosition(liftId, token));
      setCollected(true);
    });
  return (
    <Screen
      id="position"
      footer={
        <Button
          id="collect"
          icon="pin"
          label={collected ? '再采集一次' : '采集这里的位置'}
          busy={running !== null}
          busyLabel="正在定位…"
          onPress={collect}
        />
      }
    >
      <Title>{decodeURIComponent(params.place ?? '') || '采集位置'}</Title>
      <Lead>请站在电梯门口，尽量靠近窗户或门外，等定位稳定后再采集。</Lead>
      <PageState load={load}>{(view) => <Standing view={view} collected={collected} />}</PageState>
      <Refusals problem={problem} />
      <Note>只在您点下时定位一次，位置加密保存，只用来确定电梯在哪里。</Note>
    </Screen>
  );
}

function Standing({ view, collected }: { view: PositionView; collected: boolean }) {
  if (view.contradiction)
    return (
      <Notice
        tone="warning"
        title="与同事采集的位置相差太远"
        lines={['请确认站在这台电梯旁，再采集一次，或请另一名同事采集。']}
      />
    );
  if (view.missing > 0)
    return (
      <Notice
        tone="brand"
        title={collected ? '已采集' : '位置还没有确认'}
        lines={[`还要 ${view.missing} 名维保人员采集，位置一致就自动确认。`]}
      />
    );
  return <Notice tone="success" title="位置已确认" lines={['与现场不符的，可以重新采集。']} />;
}
