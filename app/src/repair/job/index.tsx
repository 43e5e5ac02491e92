import { callOutApi } from '@lifttrust/shared-types/call-out/call-out.contract';
import type { CallOut } from '@lifttrust/shared-types/call-out/call-out.view.contract';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { IdentityWays, type Way } from '../../features/face/identity-ways';
import { DispatchForm } from '../../features/repair/dispatch-form';
import { RepairHead, RepairResult, RepairTimeline } from '../../features/repair/repair-about';
import { act, arrive } from '../../features/repair/repair-commands';
import { OnSpot, RepairPhotos } from '../../features/repair/repair-on-site';
import { DeclineForm, FinishForm, PartForm, StopForm } from '../../features/repair/repair-sheets';
import { call } from '../../lib/call';
import { device } from '../../platform/device';
import { Button } from '../../ui/button';
import { Card, Cell } from '../../ui/card';
import { PageState, Refusals } from '../../ui/page-state';
import { Note, Screen, SectionTitle } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';
import { useAct } from '../../ui/use-act';
import { type Load, useLoad } from '../../ui/use-load';
import { useRefresh } from '../../ui/use-refresh';

type Form = 'dispatch' | 'decline' | 'part' | 'stop' | 'finish';
const titles: Record<Form, string> = {
  dispatch: '派给谁',
  decline: '去不了',
  part: '更换的部件',
  stop: '一时修不好',
  finish: '完工',
};

/** One repair: the company sends somebody; the technician accepts, arrives, shows who they are, repairs, hands over. */
export default function RepairPage() {
  const { params } = useRouter();
  const callOutId = params.callOutId ?? '';
  const load = useLoad(() => call(callOutApi.show, { callOutId }));
  const [form, setForm] = useState<Form | null>(null);
  const done = (job: CallOut) => {
    load.replace(job);
    setForm(null);
  };
  const job = load.value;
  // Whoever sent somebody waits for their word; those on the spot hold single-use tokens for pictures and are not disturbed.
  useRefresh(load.reload, job !== null && !job.mine && job.closedAt === null && form === null);
  return (
    <Screen id="repair-job" footer={job ? <Next job={job} load={load} onForm={setForm} /> : null}>
      <PageState load={load}>
        {(known) => (
          <>
            <RepairHead job={known} />
            <CallBack job={known} />
            {known.members.length > 0 ? <OnSpot job={known} /> : null}
            {known.may.identify ? <Identity job={known} onFinished={load.reload} /> : null}
            {known.may.work ? (
              <>
                <RepairPhotos job={known} onJob={load.replace} />
                <Card>
                  <Cell
                    id="open-part"
                    icon="plus"
                    label="登记更换的部件"
                    note="安全部件要写制造单位、型式试验编号，并拍旧件"
                    stays
                    onPress={() => setForm('part')}
                  />
                </Card>
              </>
            ) : null}
            <RepairResult job={known} />
            <RepairTimeline job={known} />
          </>
        )}
      </PageState>
      {job && form ? (
        <Sheet open title={titles[form]} onClose={() => setForm(null)}>
          {form === 'dispatch' ? <DispatchForm job={job} onDone={done} /> : null}
          {form === 'decline' ? <DeclineForm job={job} onDone={done} /> : null}
          {form === 'part' ? <PartForm job={job} onDone={done} /> : null}
          {form === 'stop' ? <StopForm job={job} onDone={done} /> : null}
          {form === 'finish' ? <FinishForm job={job} onDone={done} /> : null}
        </Sheet>
      ) : null}
    </Screen>
  );
}

interface NextProps {
  job: CallOut;
  load: Load<CallOut>;
  onForm: (form: Form) => void;
}

/** The one thing to do now, and what may be done instead. */
function Next({ job, load, onForm }: NextProps) {
  const { may, id: callOutId } = job;
  const { running, problem, run } = useAct();
  const does = (name: string, ask: () => Promise<CallOut>) => () =>
    run(name, async () => load.replace(await ask()));
  const busy = running !== null;
  return (
    <>
      <Refusals problem={problem} />
      {may.dispatch ? (
        <Button
          id="to-dispatch"
          icon="people"
          kind={job.state === 'reported' ? 'primary' : 'secondary'}
          label={job.technicians.length > 0 ? '改派' : '派单'}
          onPress={() => onForm('dispatch')}
        />
      ) : null}
      {may.accept ? (
        <>
          <Button
            id="accept"
            icon="check"
            label="接单，马上去"
            busy={busy}
            onPress={does('accept', () => act(callOutApi.accept, { callOutId }))}
          />
          <Button id="to-decline" kind="quiet" label="去不了" onPress={() => onForm('decline')} />
        </>
      ) : null}
      {may.arrive ? (
        <Button
          id="arrive"
          icon="scan"
          label="到场：扫电梯上的码"
          busy={busy}
          busyLabel="正在签到…"
          onPress={does('arrive', () => arrive(callOutId))}
        />
      ) : null}
      {may.start ? (
        <Button
          id="start"
          label="开始处理"
          busy={busy}
          onPress={does('start', () => act(callOutApi.start, { callOutId }))}
        />
      ) : null}
      {may.finish ? (
        <Button id="to-finish" icon="check" label="完工" onPress={() => onForm('finish')} />
      ) : null}
      {may.stop ? (
        <Button
          id="to-stop"
          kind="secondary"
          icon="alert"
          label={job.state === 'waiting_parts' ? '更新停梯方案和日期' : '一时修不好，停梯'}
          onPress={() => onForm('stop')}
        />
      ) : null}
    </>
  );
}

function Identity({ job, onFinished }: { job: CallOut; onFinished: () => void }) {
  const [way, setWay] = useState<Way | null>(null);
  return (
    <>
      <SectionTitle>核验是您本人</SectionTitle>
      <IdentityWays jobId={job.id} offline={null} way={way} onWay={setWay} onFinished={onFinished} />
    </>
  );
}

/** Whoever reported without a login may have left a telephone; the look is logged. */
function CallBack({ job }: { job: CallOut }) {
  const [phones, setPhones] = useState<string[] | null>(null);
  const { running, problem, run } = useAct();
  if (!job.mine || !job.reportList.some(({ source }) => source === 'public')) return null;
  const ask = () =>
    run('phones', async () => {
      const known = await call(callOutApi.callbacks, { callOutId: job.id });
      setPhones(known.phones);
    });
  return (
    <Card>
      {phones === null ? (
        <Cell
          id="ask-phones"
          icon="phone"
          label="报修人的回电号码"
          note={running ? '正在读取…' : '查看会留下记录'}
          stays
          onPress={ask}
        />
      ) : null}
      {phones?.length === 0 ? <Note>报修人没有留电话。</Note> : null}
      {phones?.map((phone) => (
        <Cell
          key={phone}
          icon="phone"
          label={phone}
          value="拨打"
          stays
          onPress={() => void device.callPhone(phone).catch(() => undefined)}
        />
      ))}
      <Refusals problem={problem} />
    </Card>
  );
}
