import { waitingFor } from '@lifttrust/shared-types/disclosure/code-view.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { Text, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { CallForHelp, HelpUnderWay } from '../../features/code/call-for-help';
import { codeIn, isOurs } from '../../features/code/code-token';
import { keepEmergencyPhone } from '../../features/code/emergency-phone';
import { lookUp } from '../../features/code/look-up';
import { PublicLiftView } from '../../features/code/public-lift';
import { TypedNumber } from '../../features/code/typed-number';
import { keptReports } from '../../features/repair/fault-report-store';
import { session } from '../../lib/session';
import { scanCode } from '../../platform/scan';
import { Button } from '../../ui/button';
import { Card, Cell } from '../../ui/card';
import { Icon } from '../../ui/icon';
import { insteadOpen, openPage } from '../../ui/navigate';
import { Empty, PageState, Refusals } from '../../ui/page-state';
import { Screen } from '../../ui/screen';
import { useAct } from '../../ui/use-act';
import { toggleElderly } from '../../ui/use-elderly';
import { useLoad } from '../../ui/use-load';

/**
 * The passenger's page: opened by the code in the car, by WeChat's link or by scanning from here. Whoever is known on this
 * phone as answering for lifts goes on to their own view of the same code, without a question to the service.
 */
export default function LiftPage() {
  const { params } = useRouter();
  const [token, setToken] = useState(codeIn(params.token ?? params.q ?? ''));
  const role = session.me()?.role;
  const isStaff = params.as !== 'public' && role !== undefined && waitingFor(role).length > 0;
  const ownCode = isStaff ? token : null;
  useEffect(() => {
    if (ownCode) insteadOpen('lift/here', { token: ownCode });
  }, [ownCode]);
  if (ownCode)
    return (
      <Screen id="lift" footer={<CallForHelp code={ownCode} lift={null} />}>
        <Tools />
        <HelpUnderWay />
      </Screen>
    );
  return token ? <Lift key={token} token={token} /> : <ScanFirst onToken={setToken} />;
}

function Lift({ token }: { token: string }) {
  const load = useLoad(async () => {
    const lift = await lookUp(token);
    keepEmergencyPhone(lift.emergencyPhone);
    return lift;
  });
  return (
    <Screen id="lift" footer={<CallForHelp code={token} lift={load.value} />}>
      <Tools token={token} />
      <HelpUnderWay />
      <PageState load={load}>
        {(lift) => (
          <>
            <ReportEntry token={token} />
            <PublicLiftView lift={lift} token={token} />
          </>
        )}
      </PageState>
      <Card>
        <Cell id="to-said" label="公告、安全教育和评价" onPress={() => openPage('report/said', { token })} />
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

const Tools = ({ token }: { token?: string }) => (
  <View className="public-lift__tools">
    {token ? (
      <View id="english" className="public-lift__tool" onClick={() => openPage('help/english', { token })}>
        <Text>English</Text>
      </View>
    ) : null}
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
  const { run, running, problem } = useAct();
  const [foreign, setForeign] = useState(false);
  const scan = () => run('scan', async () => open(codeIn(await scanCode())));
  const open = async (token: string | null) => {
    const isKnown = token !== null && (isOurs(token) || (await isLift(token)));
    setForeign(!isKnown);
    if (isKnown) onToken(token);
  };
  return (
    <Screen id="scan-first" footer={<Button id="scan" icon="scan" label="扫电梯上的码" onPress={scan} />}>
      <Tools />
      <HelpUnderWay />
      <Refusals problem={problem} />
      <Empty
        icon="scan"
        title={foreign ? '没有找到这个码对应的电梯' : '扫一扫电梯里的二维码'}
        line={
          foreign
            ? '请对准贴在轿厢里或候梯厅的那一张，使用标志上的也可以；填编号的，请照标牌填完整。'
            : '看看谁在维保、最近几次、设备状态怎样。'
        }
      />
      <TypedNumber busy={running !== null} onNumber={(number) => run('number', () => open(number))} />
    </Screen>
  );
}

/** An older sticker of the city leads to its lift, any other code in the world to none. */
async function isLift(code: string): Promise<boolean> {
  try {
    await lookUp(code);
    return true;
  } catch (problem) {
    if (problem instanceof AppError && problem.kind === 'not_found') return false;
    throw problem;
  }
}
