import type { CalendarVisit, PlanCalendar } from '@lifttrust/shared-types/plan/plan.contract';
import { memo, useEffect, useRef, useState } from 'react';
import { dayWords } from '../../lib/words';
import { type BoardRow, hoursWords, isMovable } from './board-rows';
import './board.css';
import { cardWords, shortClass, shortDay, standingSigns } from './plan-words';

type Day = PlanCalendar['days'][number];
type Missing = PlanCalendar['missing'][number];

interface Props {
  calendar: PlanCalendar;
  rows: BoardRow[];
  missing: Missing[];
  rowTitle: string;
  readOnly: boolean;
  /** Visits about which the service is being asked. */
  waiting: ReadonlySet<string>;
  onOpen: (visitId: string) => void;
  onDay: (rowKey: string, day: string) => void;
  onDrop: (visitId: string, rowKey: string, day: string) => void;
}

/** More than so many in one field are counted, and opened by a press. */
const shownInField = 4;

/** A month: who down the side, days across, a card for each visit; what nobody has planned stands on its due day. */
export function Board(props: Props) {
  const { calendar, rows, missing, rowTitle } = props;
  const [dragged, setDragged] = useState<string | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const { month, today, days } = calendar;
  useEffect(() => {
    const column = frame.current?.querySelector<HTMLElement>(`[data-day="${today}"]`);
    const first = frame.current?.querySelector<HTMLElement>('.board__corner');
    if (column && first && frame.current && month === today.slice(0, 7))
      frame.current.scrollLeft = column.offsetLeft - first.offsetWidth - 8;
  }, [month, today]);
  const fullest = Math.max(1, ...days.map(({ minutes }) => minutes));
  return (
    <div className="board" ref={frame}>
      <table className="board__table">
        <thead>
          <tr>
            <th className="board__corner" scope="col">
              {rowTitle}
            </th>
            {days.map((day) => (
              <DayHead key={day.day} day={day} isToday={day.day === today} fullest={fullest} />
            ))}
          </tr>
        </thead>
        <tbody>
          {missing.length > 0 ? <MissingRow days={days} missing={missing} month={month} /> : null}
          {rows.map((row) => (
            <tr key={row.key || row.name}>
              <th className="board__who" scope="row">
                <div className="board__name" title={row.name}>
                  {row.name}
                </div>
                <div className="quiet">{row.note}</div>
              </th>
              <Fields {...props} row={row} dragged={dragged} onDrag={setDragged} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const weekday = (day: string): string => '日一二三四五六'[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? '';

/** A weekend that is worked for a holiday, and a weekday off, are marked as in every Chinese calendar. */
function markOf({ day, working, holiday }: Day): { text: string; kind: string } | null {
  const isWeekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
  if (isWeekend && working) return { text: '班', kind: 'work' };
  if (holiday) return { text: holiday.slice(0, 3), kind: 'off' };
  return working ? null : { text: '休', kind: 'off' };
}

function DayHead({ day, isToday, fullest }: { day: Day; isToday: boolean; fullest: number }) {
  const mark = markOf(day);
  const kind = [day.working ? '' : 'board__day--off', isToday ? 'board__day--today' : ''].join(' ');
  return (
    <th className={`board__day ${kind}`} scope="col" data-day={day.day} title={day.holiday || undefined}>
      <div className="board__date">
        <b>{Number(day.day.slice(8))}</b> <span>周{weekday(day.day)}</span>
        {mark ? <span className={`board__mark board__mark--${mark.kind}`}>{mark.text}</span> : null}
      </div>
      <div className="board__load" title={`当天安排 ${hoursWords(day.minutes) || '0 小时'}`}>
        <span style={{ width: `${Math.round((day.minutes / fullest) * 100)}%` }} />
      </div>
      <div className="board__hours">
        {hoursWords(day.minutes) || ' '}
        {day.overdue > 0 ? <span className="board__red"> 超期 {day.overdue}</span> : null}
      </div>
    </th>
  );
}

function MissingRow({ days, missing, month }: { days: Day[]; missing: Missing[]; month: string }) {
  const on = (day: string, index: number) =>
    missing.filter(({ dueOn }) => dueOn === day || (index === 0 && dueOn < `${month}-01`));
  return (
    <tr className="board__missing">
      <th className="board__who" scope="row">
        <div className="board__name">还没有安排</div>
        <div className="quiet">{missing.length} 台，在截止日那天</div>
      </th>
      {days.map(({ day }, index) => {
        const here = on(day, index);
        return (
          <td key={day} className="board__field">
            {here.slice(0, shownInField).map((lift) => (
              <div
                key={lift.liftId}
                className={`card-mini card-mini--${lift.standing === 'overdue' ? 'overdue' : 'missing'}`}
                title={`${lift.place} ${lift.ownNumber}，截止 ${dayWords(lift.dueOn)}，没有安排维保`}
              >
                <span className="card-mini__name">
                  {lift.place} {lift.ownNumber}
                </span>
                <span className="card-mini__note">
                  {lift.standing === 'overdue' ? '超期' : '截止'} {shortDay(lift.dueOn)}
                </span>
              </div>
            ))}
            {here.length > shownInField ? (
              <div className="board__more">还有 {here.length - shownInField} 台</div>
            ) : null}
          </td>
        );
      })}
    </tr>
  );
}

interface FieldsProps extends Props {
  row: BoardRow;
  dragged: string | null;
  onDrag: (visitId: string | null) => void;
}

function Fields({ calendar, row, readOnly, waiting, dragged, onDrag, onOpen, onDay, onDrop }: FieldsProps) {
  const [over, setOver] = useState<string | null>(null);
  const byDay = new Map<string, CalendarVisit[]>();
  for (const visit of row.visits) byDay.set(visit.day, [...(byDay.get(visit.day) ?? []), visit]);
  return calendar.days.map(({ day, working }) => {
    const here = byDay.get(day) ?? [];
    const isOpen = dragged !== null && day >= calendar.today;
    const kind = [working ? '' : 'board__field--off', over === day && isOpen ? 'board__field--over' : ''];
    return (
      <td
        key={day}
        className={`board__field ${kind.join(' ')}`}
        data-row={row.name}
        data-day={day}
        onDragOver={(event) => {
          if (dragged === null) return;
          event.preventDefault();
          if (over !== day) setOver(day);
        }}
        onDragLeave={() => setOver((before) => (before === day ? null : before))}
        onDrop={(event) => {
          event.preventDefault();
          setOver(null);
          if (dragged !== null) onDrop(dragged, row.key, day);
          onDrag(null);
        }}
      >
        {here.slice(0, shownInField).map((visit) => (
          <Card
            key={visit.visitId}
            visit={visit}
            isWaiting={waiting.has(visit.visitId)}
            canMove={!readOnly && isMovable(visit)}
            onOpen={onOpen}
            onDrag={onDrag}
          />
        ))}
        {here.length > shownInField ? (
          <button type="button" className="board__more" onClick={() => onDay(row.key, day)}>
            还有 {here.length - shownInField} 次
          </button>
        ) : null}
      </td>
    );
  });
}

interface CardProps {
  visit: CalendarVisit;
  isWaiting: boolean;
  canMove: boolean;
  onOpen: (visitId: string) => void;
  onDrag: (visitId: string | null) => void;
}

const Card = memo(function Card({ visit, isWaiting, canMove, onOpen, onDrag }: CardProps) {
  const sign = standingSigns[visit.standing];
  return (
    <button
      type="button"
      className={`card-mini card-mini--${visit.standing} ${isWaiting ? 'card-mini--waiting' : ''}`}
      draggable={canMove}
      data-visit={visit.visitId}
      aria-label={cardWords(visit)}
      title={cardWords(visit)}
      onClick={() => onOpen(visit.visitId)}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', visit.visitId);
        onDrag(visit.visitId);
      }}
      onDragEnd={() => onDrag(null)}
    >
      <span className="card-mini__name">
        {sign ? <b className="card-mini__sign">{sign}</b> : null}
        {visit.place} {visit.ownNumber}
      </span>
      <span className="card-mini__note">
        {shortClass(visit.class)}
        {visit.dueOn ? ` · 截止 ${shortDay(visit.dueOn)}` : ''}
      </span>
    </button>
  );
});
