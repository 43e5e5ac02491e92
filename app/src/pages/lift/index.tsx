import { codeApi } from '@lifttrust/shared-types/code/code.contract';
import { Text, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { tokenFrom } from '../../features/code/code-token';
import { emergencyPhone, keepEmergencyPhone } from '../../features/code/emergency-phone';
import { PublicLiftView } from '../../features/code/public-lift';
import { keptReports } from '../../features/repair/fault-report-store';
import { call } from '../../lib/call';
import { device } from '../../platform/device';
import { scanCode } from '../../platform/scan';
import { Button } from '../../ui/button';
import { Card, Cell } from '../../ui/card';
import { Icon } from '../../ui/icon';
import { openPage } from '../../ui/navigate';
import { Empty, PageState, Refusals } from '../../ui/page-state';
import { Screen } from '../../ui/screen';
import { useAct } from '../../ui/use-act';
import { toggleElderly } from '../../ui/use-elderly';
import { useLoad } from '../../ui/use-load';

/** The passenger's page: opened by the code in the car, by WeChat's link or by scanning from here. */
export default function LiftPage() {
  const { params } = useRouter();
  const [token, setToken] = useState(tokenFrom(params.token ?? params.q ?? ''));
  return token ? <Lift token={token} /> : <ScanFirst onToken={setToken} />;
}

function Lift({ token }: { token: string }) {
  const load = useLoad(async () => {
    const lift = await call(codeApi.lift, { token });
    keepEmergencyPhone(lift.emergencyPhone);
    return lift;
  });
  return (
    <Screen id="lift" footer={<CallForHelp />}>
      <Tools />
      <PageState load={load}>
        {(lift) => (
          <>
            <ReportEntry token={token} />
            <PublicLiftView lift={lift} token={token} />
          </>
        )}
      </PageState>
      <Card>
        <Cell
          id="to-report"
          label="投诉、建议、评价、纠错"
          onPress={() => openPage('report/new', { token })}
        />
        <Cell id="to-follow" label="我的反映" onPress={() => openPage('report/follow')} />
      </Card>
    </Screen>
  );
}

const ReportEntry = ({ token }: { token: string }) => (
  <Card>
    <Cell
      id="report-fault"
      icon="alert"
      label="报修"
      note="门、异响、停着不动等，不用登录"
      onPress={() => openPage('repair/report', { token })}
    />
    {keptReports().length > 0 ? (
      <Cell id="my-reports" icon="list" label="我的报修" onPress={() => openPage('repair/follow')} />
    ) : null}
  </Card>
);

/** There whatever else fails: an unknown code, no network, a service that is down. */
function CallForHelp() {
  const phone = emergencyPhone();
  return (
    <Button
      id="call"
      kind="call"
      icon="phone"
      label={`拨打救援电话 ${phone}`}
      onPress={() => void device.callPhone(phone).catch(() => undefined)}
    />
  );
}

const Tools = () => (
  <View className="public-lift__tools">
    <View className="public-lift__tool" onClick={() => openPage('proof/paper')}>
      <Icon name="shield" size="note" />
      <Text>查验纸质记录</Text>
    </View>
    <View id="text-size" className="public-lift__tool" onClick={toggleElderly}>
      <Icon name="text-size" size="note" />
      <Text>大字</Text>
    </View>
  </View>
);

function ScanFirst({ onToken }: { onToken: (token: string) => void }) {
  const { run, problem } = useAct();
  const [foreign, setForeign] = useState(false);
  const scan = () =>
    run('scan', async () => {
      const token = tokenFrom(await scanCode());
      setForeign(token === null);
      if (token) onToken(token);
    });
  return (
    <Screen id="scan-first" footer={<Button id="scan" icon="scan" label="扫电梯上的码" onPress={scan} />}>
      <Tools />
      <Refusals problem={problem} />
      <Empty
        icon="scan"
        title={foreign ? '这不是电梯上的码' : '扫一扫电梯里的二维码'}
        line={foreign ? '请对准贴在轿厢里或候梯厅的那一张。' : '看看谁在维保、最近几次、设备状态怎样。'}
      />
    </Screen>
  );
}
