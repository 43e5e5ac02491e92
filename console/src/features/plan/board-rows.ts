import type { CalendarVisit, Move, PlanCalendar } from '@lifttrust/shared-types/plan/plan.contract';

export const rowKinds = { team: '班组', person: '人员', place: '楼盘', company: '单位' } as const;
export type RowKind = keyof typeof rowKinds;

export interface BoardRow {
  key: string;
  name: string;
  note: string;
  visits: CalendarVisit[];
}

export const stateFilters = {
  overdue: '超期',
  late: '过了计划日',
  soon: '即将到期',
  open: '未完成',
  done: '已完成',
} as const;
export type StateFilter = keyof typeof stateFilters;

/** What a reader wants to see of a month. */
export interface BoardFilter {
  text: string;
  personId: string | null;
  state: StateFilter | null;
}

const isOf = (visit: CalendarVisit, state: StateFilter): boolean =>
  state === 'open' ? visit.standing !== 'done' : visit.standing === state;

export const filtered = (visits: readonly CalendarVisit[], { text, personId, state }: BoardFilter) =>
  visits.filter(
    (visit) =>
      (text === '' || `${visit.place} ${visit.ownNumber} ${visit.companyName}`.includes(text)) &&
      (personId === null || visit.people.some(({ id }) => id === personId)) &&
      (state === null || isOf(visit, state)),
  );

/** `云栖里 2 幢 1#` and `云栖里 2 幢 3#` stand at one place. */
const rowOf = (visit: CalendarVisit, kind: RowKind): { key: string; name: string } => {
  const [lead] = visit.people;
  if (kind === 'team') return { key: visit.teamId ?? '', name: '其他人员' };
  if (kind === 'person') return { key: lead?.id ?? '', name: lead?.name ?? '未定' };
  if (kind === 'place') return { key: visit.place, name: visit.place };
  return { key: visit.companyName, name: visit.companyName };
};

const sum = (visits: readonly CalendarVisit[]) =>
  visits.reduce((minutes, visit) => minutes + visit.minutes, 0);
export const hoursWords = (minutes: number): string =>
  minutes === 0 ? '' : `${(minutes / 60).toFixed(minutes % 60 === 0 ? 0 : 1)} 小时`;

/** Rows of the board; everybody who could be given work has one, though it be empty. */
export function rowsOf(
  visits: readonly CalendarVisit[],
  kind: RowKind,
  teams: PlanCalendar['teams'],
): BoardRow[] {
  const rows = new Map<string, BoardRow>();
  const begin = (key: string, name: string) => {
    const known = rows.get(key) ?? { key, name, note: '', visits: [] };
    rows.set(key, known);
    return known;
  };
  if (kind === 'team') for (const { id, name } of teams) begin(id, name);
  if (kind === 'person') for (const { people } of teams) for (const { id, name } of people) begin(id, name);
  for (const visit of visits) {
    const { key, name } = rowOf(visit, kind);
    begin(key, name).visits.push(visit);
  }
  const ordered = [...rows.values()].sort((one, other) => one.name.localeCompare(other.name, 'zh-CN'));
  return ordered.map((row) => ({
    ...row,
    note: row.visits.length === 0 ? '没有安排' : `${row.visits.length} 次 · ${hoursWords(sum(row.visits))}`,
  }));
}

export const isMovable = ({ state, standing }: CalendarVisit): boolean =>
  state === 'planned' && standing !== 'done';

/** Let go in a row on a day: what that means for the visit; null: it stays as it is. */
export function moveTo(visit: CalendarVisit, kind: RowKind, rowKey: string, day: string): Move | null {
  const base = { visitId: visit.visitId, from: visit.plannedOn, plannedOn: day };
  const stays = day === visit.plannedOn;
  if (kind === 'team' && rowKey !== '' && rowKey !== (visit.teamId ?? '')) return { ...base, teamId: rowKey };
  if (kind === 'person' && rowKey !== '' && rowKey !== visit.people[0]?.id) {
    const [, ...others] = visit.people.map(({ id }) => id);
    const wasPartner = others.includes(rowKey);
    const people = wasPartner
      ? [rowKey, ...visit.people.map(({ id }) => id).filter((id) => id !== rowKey)]
      : [rowKey, ...others];
    return { ...base, people };
  }
  return stays ? null : base;
}

/** The way back of a move. */
export const wayBack = (visit: CalendarVisit, move: Move): Move => ({
  ...{ visitId: visit.visitId, from: move.plannedOn, plannedOn: visit.plannedOn },
  ...(move.teamId || move.people ? { people: visit.people.map(({ id }) => id) } : {}),
});
