import { dayInWords } from '@lifttrust/shared-types/kernel/time';
import {
  type CalendarVisit,
  type PlanCalendar,
  planStateTones,
  planStateWords,
} from '@lifttrust/shared-types/plan/plan.contract';
import { maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import { Text, View } from '@tarojs/components';
import { Card, CardTitle, Cell } from '../../ui/card';
import { openPage } from '../../ui/navigate';
import { Note, SectionTitle } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import './plan.scss';

interface Props {
  calendar: PlanCalendar;
  day: string;
  /** Whoever goes opens the visit; others only look. */
  mayOpen: boolean;
}

/** The visits of one day, by building: one way there, several lifts. */
export function DayVisits({ calendar, day, mayOpen }: Props) {
  const visits = calendar.visits.filter((visit) => visit.day === day);
  const missing = calendar.missing.filter(({ dueOn }) => dueOn === day);
  const places = new Map<string, CalendarVisit[]>();
  for (const visit of visits) places.set(visit.place, [...(places.get(visit.place) ?? []), visit]);
  return (
    <View id="day-visits">
      <SectionTitle>
        {dayInWords(day)}
        {visits.length > 0 ? `，${visits.length} 次维保，${places.size} 处` : ''}
      </SectionTitle>
      {visits.length + missing.length === 0 ? <Note>这一天没有安排维保。</Note> : null}
      {[...places].map(([place, here]) => (
        <Card key={place}>
          <CardTitle aside={<Text className="day__people">{here.length} 台</Text>}>{place}</CardTitle>
          {here.map((visit) => (
            <VisitCell key={visit.visitId} visit={visit} mayOpen={mayOpen} />
          ))}
        </Card>
      ))}
      {missing.length > 0 ? (
        <Card tone="warning">
          <CardTitle>到期还没有安排 {missing.length} 台</CardTitle>
          {missing.map((lift) => (
            <Cell
              key={lift.liftId}
              label={`${lift.place} ${lift.ownNumber}`}
              note={`截止 ${dayInWords(lift.dueOn)}`}
              aside={<Tag text={planStateWords[lift.standing]} tone={planStateTones[lift.standing]} />}
            />
          ))}
        </Card>
      ) : null}
    </View>
  );
}

function VisitCell({ visit, mayOpen }: { visit: CalendarVisit; mayOpen: boolean }) {
  const due = visit.dueOn ? ` · 截止 ${dayInWords(visit.dueOn)}` : '';
  const open = () => openPage('technician/visit', { visitId: visit.visitId });
  return (
    <Cell
      id={`visit-${visit.visitId}`}
      label={`${visit.ownNumber || '电梯'} · ${maintenanceClasses[visit.class]}`}
      note={`${visit.people.map(({ name }) => name).join('、')}${due}`}
      aside={<Tag text={planStateWords[visit.standing]} tone={planStateTones[visit.standing]} />}
      {...(mayOpen ? { onPress: open } : {})}
    />
  );
}
