import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayInWords, dayOf } from '@lifttrust/shared-types/kernel/time';
import { maintenanceClasses, type visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { Text, View } from '@tarojs/components';
import { Button } from '../../ui/button';
import { LiftCard } from '../../ui/lift-card';
import { openPage } from '../../ui/navigate';
import { Empty } from '../../ui/page-state';
import { Lead, SectionTitle, Title } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import { dueInWords, plannedInWords, stepWords } from './visit-words';
import './visit.scss';

type VisitCard = ResultOf<typeof visitApi.today>['items'][number];

interface Props {
  visits: VisitCard[];
  serverTime: number;
  name: string;
  onReload: () => void;
}

/** What now? The next lift on top, the rest under it, what is done at the foot. */
export function Today({ visits, serverTime, name, onReload }: Props) {
  const today = dayOf(serverTime);
  const open = visits.filter((visit) => visit.nextStep !== 'done');
  const done = visits.filter((visit) => visit.nextStep === 'done');
  const [next, ...rest] = open;
  return (
    <>
      <Title>{next ? '接下来，这一台' : `${name}，今天没有待做的维保`}</Title>
      <Lead>{dayInWords(today)}</Lead>
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
      <Text className="visit-tile__next">{stepWords[visit.nextStep]}</Text>
    </LiftCard>
  );
};

/** The next visit's next step, at the thumb. */
export function TodayFooter({ visits }: { visits: VisitCard[] }) {
  const next = visits.find((visit) => visit.nextStep !== 'done');
  if (!next) return null;
  return (
    <Button
      id="next-visit"
      label={`${stepWords[next.nextStep]} · ${next.lift.rescueCode}`}
      onPress={() => openPage('technician/visit', { visitId: next.id })}
    />
  );
}
