import { LeftOutlined, RightOutlined, UndoOutlined } from '@ant-design/icons';
import { type PlanCalendar, planApi } from '@lifttrust/shared-types/plan/plan.contract';
import { Button, Segmented, Select, Space } from 'antd';
import { useEffect } from 'react';
import { oneOf, useFilters } from '../../lib/filters';
import { isFor, useSession } from '../../lib/session';
import { dayOf } from '../../lib/words';
import { Page } from '../../ui/page';
import { Read, Refused } from '../../ui/problem';
import { SearchBox } from '../../ui/search-box';
import {
  type BoardFilter,
  moveTo,
  type RowKind,
  rowKinds,
  type StateFilter,
  stateFilters,
  wayBack,
} from './board-rows';
import { Month } from './month';
import { PeriodicDrawer } from './periodic-drawer';
import { PersonFilter } from './person-filter';
import { monthsAround, monthWords, shortDay } from './plan-words';
import { ProposalDrawer } from './proposal-drawer';
import { ReplanDrawer } from './replan-drawer';
import { type BoardState, useBoard } from './use-board';
import { VisitDrawer } from './visit-drawer';

const names = ['month', 'rows', 'q', 'person', 'state', 'list', 'visit'] as const;
const states = Object.keys(stateFilters) as StateFilter[];

export function Component() {
  const role = useSession()?.me.role;
  const { filters, change } = useFilters(names);
  const thisMonth = dayOf(Date.now()).slice(0, 7);
  const month = /^20\d\d-(0[1-9]|1[0-2])$/.test(filters.month ?? '') ? (filters.month ?? '') : thisMonth;
  // Text compares as months do; what is over is not planned any more.
  const [openMonth = month] = [month, thisMonth].sort().reverse();
  const board = useBoard(month);
  const mayPlan = isFor(planApi.move, role);
  const kinds: RowKind[] = mayPlan ? ['team', 'person', 'place'] : ['company', 'place', 'person'];
  const kind = oneOf(kinds, filters.rows) ?? kinds[0] ?? 'place';
  const filter: BoardFilter = {
    ...{
      text: filters.q ?? '',
      personId: filters.person ?? null,
      state: oneOf(states, filters.state) ?? null,
    },
  };
  useUndoKey(board);
  const drop = (visitId: string, rowKey: string, day: string) => {
    const visit = board.visits.find((one) => one.visitId === visitId);
    const move = visit && moveTo(visit, kind, rowKey, day);
    if (!visit || !move) return;
    const where = move.teamId || move.people ? `，由${nameOf(board.loaded.data, kind, rowKey)}前往` : '';
    void board.take(
      visit,
      move,
      wayBack(visit, move),
      `${visit.place} ${visit.ownNumber} 改到 ${shortDay(day)}${where}。`,
    );
  };
  return (
    <Page
      title="维保排期"
      note={
        mayPlan
          ? '一个月里谁哪天去哪台。拖动卡片可以改日期和人员，也可以点开卡片再选；不能晚于截止日。'
          : '一个月里计划的、完成的和超期的维保，只能看。'
      }
      actions={
        mayPlan ? (
          <>
            <Button icon={<UndoOutlined />} disabled={!board.last} onClick={() => void board.undo()}>
              撤销上一步
            </Button>
            <Button onClick={() => change({ list: 'periodic' })}>周期项目</Button>
            <Button onClick={() => change({ list: 'replan' })}>临时重排</Button>
            <Button type="primary" onClick={() => change({ list: 'proposal' })}>
              生成排期
            </Button>
          </>
        ) : null
      }
    >
      <div className="plan-bar">
        <Space.Compact>
          <Button
            aria-label="上个月"
            icon={<LeftOutlined />}
            onClick={() => change({ month: monthsAround(month, -1) })}
          />
          <Button onClick={() => change({ month: undefined })}>本月</Button>
          <Button
            aria-label="下个月"
            icon={<RightOutlined />}
            onClick={() => change({ month: monthsAround(month, 1) })}
          />
        </Space.Compact>
        <span className="plan-bar__month">{monthWords(month)}</span>
        <Segmented
          value={kind}
          options={kinds.map((value) => ({ value, label: `按${rowKinds[value]}` }))}
          onChange={(value) => change({ rows: value })}
        />
        <SearchBox
          value={filters.q}
          hint={mayPlan ? '按楼盘、编号查找' : '按单位、楼盘、编号查找'}
          onSearch={(q) => change({ q: q || undefined })}
        />
        <PersonFilter
          calendar={board.loaded.data}
          value={filters.person ?? null}
          onChange={(person) => change({ person: person ?? undefined })}
        />
        <Select<StateFilter | null>
          allowClear
          aria-label="状态"
          placeholder="状态"
          style={{ width: 130 }}
          value={filter.state}
          options={states.map((value) => ({ value, label: stateFilters[value] }))}
          onChange={(state) => change({ state: state ?? undefined })}
        />
      </div>
      <Refused error={board.error} onClose={board.clear} />
      <Read from={board.loaded}>
        {(calendar) => (
          <Month
            calendar={calendar}
            board={board}
            kind={kind}
            filter={filter}
            mayPlan={mayPlan}
            onOpen={(visit) => change({ visit })}
            onDrop={drop}
          />
        )}
      </Read>
      <VisitDrawer
        visit={board.visits.find(({ visitId }) => visitId === filters.visit) ?? null}
        calendar={board.loaded.data}
        board={board}
        readOnly={!mayPlan}
        onClose={() => change({ visit: undefined })}
      />
      {mayPlan ? (
        <>
          <ProposalDrawer
            open={filters.list === 'proposal'}
            month={openMonth}
            onClose={() => change({ list: undefined })}
            onDone={board.reload}
          />
          <ReplanDrawer
            open={filters.list === 'replan'}
            month={openMonth}
            teams={board.loaded.data?.teams ?? []}
            board={board}
            onClose={() => change({ list: undefined })}
          />
        </>
      ) : null}
      <PeriodicDrawer
        open={filters.list === 'periodic'}
        month={month}
        mayEnter={mayPlan}
        onClose={() => change({ list: undefined })}
      />
    </Page>
  );
}

function useUndoKey(board: BoardState) {
  useEffect(() => {
    const take = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if ((event.ctrlKey || event.metaKey) && event.key === 'z' && !isTyping && board.last) {
        event.preventDefault();
        void board.undo();
      }
    };
    window.addEventListener('keydown', take);
    return () => window.removeEventListener('keydown', take);
  });
}

function nameOf(calendar: PlanCalendar | null, kind: RowKind, rowKey: string): string {
  const teams = calendar?.teams ?? [];
  if (kind === 'team') return teams.find(({ id }) => id === rowKey)?.name ?? '';
  return teams.flatMap(({ people }) => people).find(({ id }) => id === rowKey)?.name ?? '';
}
