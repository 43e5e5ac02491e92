import {
  type CalendarVisit,
  type Move,
  type PlanCalendar,
  planStateTones,
  planStateWords,
} from '@lifttrust/shared-types/plan/plan.contract';
import { maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import { Button, Descriptions, Drawer, Form, Select } from 'antd';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { dayWords } from '../../lib/words';
import { DayInput } from '../../ui/day-input';
import { Refused } from '../../ui/problem';
import { StateTag } from '../../ui/state-tag';
import { isMovable, wayBack } from './board-rows';
import { shortDay } from './plan-words';
import type { BoardState } from './use-board';

interface Props {
  visit: CalendarVisit | null;
  calendar: PlanCalendar | null;
  board: BoardState;
  readOnly: boolean;
  onClose: () => void;
}

/** One visit, and the way to move it for whoever does not drag. */
export function VisitDrawer({ visit, calendar, board, readOnly, onClose }: Props) {
  return (
    <Drawer open={visit !== null} width={440} title="一次维保" onClose={onClose}>
      {visit ? (
        <>
          <Facts visit={visit} />
          {!readOnly && isMovable(visit) && calendar ? (
            <MoveForm
              key={`${visit.visitId}${visit.plannedOn}`}
              visit={visit}
              calendar={calendar}
              board={board}
            />
          ) : null}
          {!readOnly && !isMovable(visit) ? (
            <p className="quiet">已经开始或完成的维保不能再改日期。</p>
          ) : null}
        </>
      ) : null}
    </Drawer>
  );
}

const Facts = ({ visit }: { visit: CalendarVisit }) => (
  <Descriptions
    column={1}
    size="small"
    items={[
      {
        key: 'lift',
        label: '电梯',
        children: (
          <Link to={`/lifts/${visit.liftId}`}>
            {visit.place} {visit.ownNumber}
          </Link>
        ),
      },
      { key: 'class', label: '类别', children: maintenanceClasses[visit.class] },
      {
        key: 'state',
        label: '状态',
        children: <StateTag tone={planStateTones[visit.standing]} text={planStateWords[visit.standing]} />,
      },
      { key: 'planned', label: '计划日', children: dayWords(visit.plannedOn) },
      { key: 'due', label: '截止日', children: visit.dueOn ? dayWords(visit.dueOn) : '没有日期' },
      { key: 'people', label: '人员', children: visit.people.map(({ name }) => name).join('、') },
      { key: 'minutes', label: '预计用时', children: `${visit.minutes} 分钟` },
    ]}
  />
);

function MoveForm({
  visit,
  calendar,
  board,
}: {
  visit: CalendarVisit;
  calendar: PlanCalendar;
  board: BoardState;
}) {
  const [day, setDay] = useState(visit.plannedOn);
  const [teamId, setTeamId] = useState<string | null>(null);
  const [people, setPeople] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const { clear } = board;
  useEffect(() => clear, [clear]);
  const all = new Map<string, string>();
  for (const { people: some } of [...calendar.teams, visit])
    for (const { id, name } of some) all.set(id, name);
  const isChanged = day !== visit.plannedOn || teamId !== null || people.length > 0;
  const submit = async () => {
    const move: Move = {
      ...{ visitId: visit.visitId, from: visit.plannedOn, plannedOn: day },
      ...(people.length > 0 ? { people } : teamId ? { teamId } : {}),
    };
    setBusy(true);
    await board.take(
      visit,
      move,
      wayBack(visit, move),
      `${visit.place} ${visit.ownNumber} 改到 ${shortDay(day)}。`,
    );
    setBusy(false);
  };
  return (
    <Form layout="vertical" style={{ marginTop: 20 }}>
      <Form.Item
        label="改到哪一天"
        extra={visit.dueOn ? `截止日 ${dayWords(visit.dueOn)}，不能晚于这一天。` : ''}
      >
        <DayInput aria-label="改到哪一天" min={calendar.today} value={day} keeps onChange={setDay} />
      </Form.Item>
      <Form.Item label="由哪个班组去">
        <Select<string | null>
          allowClear
          aria-label="由哪个班组去"
          placeholder="不改"
          value={teamId}
          options={calendar.teams.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(value) => setTeamId(value ?? null)}
        />
      </Form.Item>
      <Form.Item label="或者指定人员（组长在前）">
        <Select
          mode="multiple"
          showSearch
          optionFilterProp="label"
          aria-label="指定人员"
          placeholder="不改"
          value={people}
          options={[...all].map(([value, label]) => ({ value, label }))}
          onChange={setPeople}
        />
      </Form.Item>
      <Refused error={board.error} onClose={clear} />
      <Button type="primary" block disabled={!isChanged} loading={busy} onClick={() => void submit()}>
        改到这一天
      </Button>
    </Form>
  );
}
