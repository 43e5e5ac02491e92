import { type Enrolment, faceApi } from '@lifttrust/shared-types/face/face.contract';
import { actsForOwner } from '@lifttrust/shared-types/kernel/access';
import { AppError, NetworkError } from '@lifttrust/shared-types/kernel/app-error';
import { type Message, messageApi } from '@lifttrust/shared-types/message/message.contract';
import { type Me, sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { EnrolHint } from '../../features/face/enrol-hint';
import { FactorHint } from '../../features/factor/factor-hint';
import { Inbox } from '../../features/message/inbox';
import { InboxEntry } from '../../features/message/inbox-entry';
import { OutboxBanner } from '../../features/outbox/outbox-banner';
import { RepairBanner } from '../../features/repair/repair-banner';
import { RescueBanner } from '../../features/rescue/rescue-banner';
import { AccountUnknown } from '../../features/session/account-unknown';
import { ConsoleHint } from '../../features/session/console-hint';
import { RoleHint } from '../../features/session/role-hint';
import { ToSignEntry } from '../../features/signing/to-sign-entry';
import { Today, TodayFooter } from '../../features/visit/today';
import { call } from '../../lib/call';
import { session } from '../../lib/session';
import { fetchAhead, type KeptToday, keepToday, keptToday } from '../../offline/ahead';
import { contact } from '../../outbox/contact';
import { device } from '../../platform/device';
import { openStore } from '../../store/store';
import { Card, Cell } from '../../ui/card';
import { openPage } from '../../ui/navigate';
import { PageState } from '../../ui/page-state';
import { Screen } from '../../ui/screen';
import { type Load, useLoad } from '../../ui/use-load';
import { useRefresh } from '../../ui/use-refresh';

type Home =
  | ({ for: 'technician'; me: Me; offline: boolean } & KeptToday)
  | { for: 'owner'; me: Me; messages: Message[] }
  | { for: 'rescuer'; me: Me; messages: Message[]; enrolment: Enrolment }
  | { for: 'other'; me: Me; messages: Message[] }
  | { for: 'factor'; me: Me }
  | { for: 'nobody'; why: string };

async function readHome(): Promise<Home> {
  try {
    return await homeOf(await call(sessionApi.me, {}));
  } catch (problem) {
    if (problem instanceof AppError && problem.code === 'session.account_unknown')
      return { for: 'nobody', why: problem.message };
    const kept = problem instanceof NetworkError ? await homeOffline() : null;
    if (kept) return kept;
    throw problem;
  }
}

/** Without a network a technician's day is there as it was last read. */
async function homeOffline(): Promise<Home | null> {
  await openStore();
  const me = session.me();
  const kept = keptToday();
  return me?.role === 'technician' && kept ? { for: 'technician', me, offline: true, ...kept } : null;
}

async function homeOf(me: Me): Promise<Home> {
  if (me.factor === 'wanted' || me.factor === 'to_enrol') return { for: 'factor', me };
  if (me.role === 'technician') {
    const [today, enrolment] = await Promise.all([
      contact.note(call(visitApi.today, {})),
      call(faceApi.enrolment, {}),
    ]);
    await openStore();
    keepToday(today, enrolment);
    void fetchAhead(today);
    return { for: 'technician', me, offline: false, today, enrolment, readAt: device.now() };
  }
  const messages = (await call(messageApi.list, {})).items;
  if (me.role === 'rescuer')
    return { for: 'rescuer', me, messages, enrolment: await call(faceApi.enrolment, {}) };
  return { for: actsForOwner(me.role) ? 'owner' : 'other', me, messages };
}

/** Each role's first screen answers one question: what now? */
export default function HomePage() {
  const load = useLoad(readHome);
  const home = load.value;
  // A message that comes while somebody looks appears by itself.
  useRefresh(load.reload, home?.for === 'owner' || home?.for === 'rescuer' || home?.for === 'other');
  const next =
    home?.for === 'technician' ? home.today.items.some(({ nextStep }) => nextStep !== 'done') : false;
  return (
    <Screen
      id="home"
      footer={home?.for === 'technician' && next ? <TodayFooter visits={home.today.items} /> : null}
    >
      <RoleHint />
      <OutboxBanner />
      <PageState load={load}>
        {(known) =>
          known.for === 'nobody' ? (
            <AccountUnknown why={known.why} onKnown={load.reload} />
          ) : known.for === 'factor' ? (
            <FactorHint me={known.me} />
          ) : (
            <>
              <RescueBanner role={known.me.role} />
              {known.for === 'technician' ? <RepairBanner /> : null}
              <HomeFor home={known} load={load} />
            </>
          )
        }
      </PageState>
    </Screen>
  );
}

const coming = {
  owner: '维保单位提交记录后，会请您来确认。',
  rescuer: '有人被困、需要本站出动时，会在这里叫您。',
  other: '有要您办的事，会出现在这里。',
};

const HomeFor = ({ home, load }: { home: Exclude<Home, { for: 'nobody' | 'factor' }>; load: Load<Home> }) => (
  <>
    {home.for === 'technician' ? (
      <>
        {home.offline ? null : <EnrolHint enrolment={home.enrolment} />}
        <Today
          visits={home.today.items}
          tomorrow={home.today.tomorrow}
          serverTime={Math.max(home.today.serverTime, home.offline ? device.now() : 0)}
          readAt={home.offline ? home.readAt : null}
          name={home.me.person.name}
          onReload={load.reload}
        />
        <Card>
          <Cell
            id="open-repairs"
            icon="alert"
            label="急修"
            note="派给您的报修：接单、到场、完工"
            onPress={() => openPage('repair/list')}
          />
          <CalendarCell note="这个月哪天去哪里" />
          <Cell
            id="open-lifts"
            icon="list"
            label="我的电梯"
            note="分配给您的电梯和到期日"
            onPress={() => openPage('technician/lifts')}
          />
          <Cell
            id="open-bind"
            icon="scan"
            label="绑定电梯"
            note="扫码绑定、采集位置、纠正资料"
            onPress={() => openPage('lift/bind')}
          />
        </Card>
      </>
    ) : null}
    {home.for === 'technician' || home.for === 'rescuer' || home.for === 'owner' ? (
      <Card>
        <Cell
          id="open-rescues"
          icon="alert"
          label="困人救援"
          note="正在进行的和以前的"
          onPress={() => openPage(home.for === 'owner' ? 'owner/entrapment' : 'rescue/mine')}
        />
      </Card>
    ) : null}
    {home.for === 'owner' ? <ToSignEntry /> : null}
    {home.for === 'rescuer' ? <EnrolHint enrolment={home.enrolment} /> : null}
    {home.for === 'owner' || home.for === 'rescuer' ? (
      <Inbox messages={home.messages} name={home.me.person.name} coming={coming[home.for]} />
    ) : null}
    {home.for === 'owner' && home.me.role === 'owner_admin' ? (
      <Card>
        <Cell
          id="open-officers"
          icon="people"
          label="电梯责任人员"
          note="为每台电梯指定负责人和安全员"
          onPress={() => openPage('owner/officers')}
        />
      </Card>
    ) : null}
    {home.for === 'owner' || home.me.role === 'company_admin' ? (
      <Card>
        {home.me.role === 'company_admin' ? (
          <Cell
            id="open-repairs"
            icon="alert"
            label="急修"
            note="本单位电梯的报修：派单、看进展"
            onPress={() => openPage('repair/list')}
          />
        ) : null}
        <CalendarCell note="这个月的维保、超期和周期项目" />
        <Cell
          id="open-reports"
          icon="people"
          label="公众反映"
          note="转给本单位的投诉、建议，待回复的在前"
          onPress={() => openPage('report/list')}
        />
      </Card>
    ) : null}
    {home.for === 'other' ? <ConsoleHint me={home.me} /> : null}
    {home.for === 'other' && home.messages.length > 0 ? (
      <Inbox messages={home.messages} name={home.me.person.name} coming={coming.other} />
    ) : null}
    <InboxEntry />
    <Card>
      <Cell
        id="open-here"
        icon="scan"
        label="扫码看电梯"
        note="扫电梯上的码，看现在该办什么"
        onPress={() => openPage('lift/here')}
      />
      <Cell
        id="open-me"
        icon="people"
        label={home.me.person.name}
        note={home.me.organisation.name}
        value="我的"
        onPress={() => openPage('account/me')}
      />
    </Card>
  </>
);

const CalendarCell = ({ note }: { note: string }) => (
  <Cell
    id="open-calendar"
    icon="clock"
    label="维保日历"
    note={note}
    onPress={() => openPage('plan/calendar')}
  />
);
