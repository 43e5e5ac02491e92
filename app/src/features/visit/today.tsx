import { dayInWords, dayOf, timeInWords } from '@lifttrust/shared-types/kernel/time';
import { maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import { Text, View } from '@tarojs/components';
import type { TodayAnswer } from '../../offline/ahead';
import { packs } from '../../offline/packs';
import { outbox } from '../../outbox/outbox';
import { Button } from '../../ui/button';
import { LiftCard } from '../../ui/lift-card';
import { openPage } from '../../ui/navigate';
import { Notice } from '../../ui/notice';
import { Empty } from '../../ui/page-state';
import { Lead, SectionTitle, Title } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import { dueInWords, plannedInWords, stepWords } from './visit-words';
import './visit.scss';

/** Nothing left to do here; given to be sealed counts, though it has still to be sent. */
const isDone = ({ id, nextStep }: VisitCard): boolean =>
  nextStep === 'done' || outbox.ofVisit(id).some(({ path }) => path.endsWith('/submission'));

type VisitCard = TodayAnswer['items'][number];

interface Props {
  visits: VisitCard[];
  tomorrow: VisitCard[];
  serverTime: number;
  /** When the list was read, if that was before the network went; else null. */
  readAt: number | null;
  name: string;
  onReload: () => void;
}

/** What now? The next lift on top, the rest under it, what is done at the foot. */
export function Today({ visits, tomorrow, serverTime, readAt, name, onReload }: Props) {
  const today = dayOf(serverTime);
  const open = visits.filter((visit) => !isDone(visit));
  const done = visits.filter(isDone);
  const [next, ...rest] = open;
  return (
    <>
      <Title>{next ? '接下来，这一台' : `${name}，今天没有待做的维保`}</Title>
      <Lead>{dayInWords(today)}</Lead>
      {readAt === null ? null : (
        <Notice
          id="today-offline"
          tone="plain"
          title="现在没有网络"
          lines={[
            `清单取于 ${dayInWords(dayOf(readAt))} ${timeInWords(readAt)}。取到手机上的，没有网络也能做完。`,
          ]}
        />
      )}
      {next ? <VisitTile visit={next} today={today} /> : null}
      {visits.length === 0 ? (
        <Empty
          icon="list"
          title="今天没有安排给您的维保"
          line="本单位管理员安排后，会出现在这里。"
          action={<Button kind="secondary" icon="refresh" label="再看一次" onPress={onReload} />}
        />
      ) : null}
      {rest.length > 0 ? <SectionTitle>之后 {rest.length} 台</SectionTitle> : null}
      {rest.map((visit) => (
        <VisitTile key={visit.id} visit={visit} today={today} />
      ))}
      {tomorrow.length > 0 ? <SectionTitle>明天 {tomorrow.length} 台</SectionTitle> : null}
      {tomorrow.map((visit) => (
        <VisitTile key={visit.id} visit={visit} today={today} />
      ))}
      {done.length > 0 ? <SectionTitle>已完成 {done.length} 台</SectionTitle> : null}
      {done.map((visit) => (
        <VisitTile key={visit.id} visit={visit} today={today} />
      ))}
    </>
  );
}

const VisitTile = ({ visit, today }: { visit: VisitCard; today: string }) => {
  const due = dueInWords(visit.dueOn, today);
  const open = () => openPage('technician/visit', { visitId: visit.id });
  const others = [visit.lead, ...visit.partners].map((person) => person.name).join('、');
  return (
    <LiftCard id={`visit-${visit.id}`} lift={visit.lift} onPress={open}>
      <View className="visit-tile__tags">
        <Tag text={maintenanceClasses[visit.class]} tone="brand" icon="list" />
        {visit.nextStep === 'done' ? (
          <Tag text={visit.state === 'submitted' ? '已封存' : '等组长提交'} tone="success" />
        ) : (
          <Tag text={due.text} tone={due.tone} icon="clock" />
        )}
      </View>
      <Text className="visit-tile__note">
        {plannedInWords(visit.plannedOn, today)} · {others}
      </Text>
      <Text className="visit-tile__next">{nextInWords(visit)}</Text>
    </LiftCard>
  );
};

/** What is next; for what this phone has still to send, that. And whether it can be done without a network. */
function nextInWords(visit: VisitCard): string {
  const waiting = outbox.ofVisit(visit.id).length;
  if (waiting > 0) return `${waiting} 项在手机里，等上传`;
  const kept = packs.find(visit.id)?.pack.offline;
  return visit.nextStep !== 'done' && kept
    ? `${stepWords[visit.nextStep]} · 离线可做`
    : stepWords[visit.nextStep];
}

/** The next visit's next step, at the thumb. */
export function TodayFooter({ visits }: { visits: VisitCard[] }) {
  const next = visits.find((visit) => !isDone(visit));
  if (!next) return null;
  return (
    <Button
      id="next-visit"
      label={`${stepWords[next.nextStep]} · ${next.lift.rescueCode}`}
      onPress={() => openPage('technician/visit', { visitId: next.id })}
    />
  );
}
