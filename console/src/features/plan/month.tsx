import type { CalendarVisit, PlanCalendar } from '@lifttrust/shared-types/plan/plan.contract';
import { Alert, Empty } from 'antd';
import { useState } from 'react';
import { Board } from './board';
import { type BoardFilter, filtered, type RowKind, rowKinds, rowsOf } from './board-rows';
import { DayDrawer } from './day-drawer';
import type { BoardState } from './use-board';

interface MonthProps {
  calendar: PlanCalendar;
  board: BoardState;
  kind: RowKind;
  filter: BoardFilter;
  mayPlan: boolean;
  onOpen: (visitId: string) => void;
  onDrop: (visitId: string, rowKey: string, day: string) => void;
}

/** What is to be seen of a month: figures, what the reader must know, the board. */
export function Month({ calendar, board, kind, filter, mayPlan, onOpen, onDrop }: MonthProps) {
  const [field, setField] = useState<{ rowKey: string; day: string } | null>(null);
  const visits = filtered(board.visits, filter);
  const isNarrowed = filter.text !== '' || filter.personId !== null || filter.state !== null;
  const rows = rowsOf(visits, kind, calendar.teams).filter((row) => !isNarrowed || row.visits.length > 0);
  const missing =
    filter.personId !== null || (filter.state !== null && !['overdue', 'open'].includes(filter.state))
      ? []
      : calendar.missing.filter(
          (lift) =>
            `${lift.place} ${lift.ownNumber} ${lift.companyName}`.includes(filter.text) &&
            (filter.state !== 'overdue' || lift.standing === 'overdue'),
        );
  const here = field
    ? (rows.find(({ key }) => key === field.rowKey)?.visits ?? []).filter(({ day }) => day === field.day)
    : [];
  return (
    <>
      <Figures visits={board.visits} missing={calendar.missing.length} />
      {calendar.calendarPublished ? null : (
        <Alert
          showIcon
          type="info"
          style={{ marginBottom: 12 }}
          message="这个月前后的放假安排还没有公布，先按周末排；公布后请重新生成。"
        />
      )}
      {calendar.isMore ? (
        <Alert
          showIcon
          type="warning"
          style={{ marginBottom: 12 }}
          message="这个月的维保太多，没有全部显示。请用查找缩小范围。"
        />
      ) : null}
      {rows.length === 0 && missing.length === 0 ? (
        <Empty
          description={
            isNarrowed
              ? '没有这样的维保，请换一个条件。'
              : mayPlan
                ? '这个月还没有安排。请点右上角“生成排期”。'
                : '这个月没有安排维保。'
          }
        />
      ) : (
        <Board
          calendar={calendar}
          rows={rows}
          missing={missing}
          rowTitle={rowKinds[kind]}
          readOnly={!mayPlan}
          waiting={board.waiting}
          onOpen={onOpen}
          onDay={(rowKey, day) => setField({ rowKey, day })}
          onDrop={onDrop}
        />
      )}
      <div className="plan-legend">
        <span>✓ 已完成</span>
        <span>近 三天内到期</span>
        <span>迟 过了计划日</span>
        <span>超 已超期</span>
        <span>班 调休上班</span>
        <span>蓝条：当天工作量</span>
      </div>
      <DayDrawer
        day={field?.day ?? null}
        visits={here}
        onOpen={(visitId) => {
          setField(null);
          onOpen(visitId);
        }}
        onClose={() => setField(null)}
      />
    </>
  );
}

function Figures({ visits, missing }: { visits: readonly CalendarVisit[]; missing: number }) {
  const count = (standing: CalendarVisit['standing']) =>
    visits.filter((visit) => visit.standing === standing).length;
  const figures: [string, number][] = [
    ['全部', visits.length],
    ['已完成', count('done')],
    ['过了计划日', count('late')],
    ['超期', count('overdue')],
    ['没有安排的电梯', missing],
  ];
  return (
    <div className="plan-figures">
      {figures.map(([name, number]) => (
        <span key={name}>
          <span className="quiet">{name} </span>
          <b>{number}</b>
        </span>
      ))}
    </div>
  );
}
