import type { Refusal } from '../kernel/app-error';
import { type Annex, annexOf } from '../lift/lift.codes';
import type { LiftType } from '../lift/lift.contract';
import type { MaintenanceClass } from '../visit/visit.contract';
import { annexAEdition1 } from './forms/tsg-t5002-2017.annex-a';
import { annexBEdition1 } from './forms/tsg-t5002-2017.annex-b';
import { annexCEdition1 } from './forms/tsg-t5002-2017.annex-c';
import { annexDEdition1 } from './forms/tsg-t5002-2017.annex-d';

/** One row of a statutory table, before anybody has answered it. */
export interface ItemTemplate {
  code: string;
  name: string;
  requirement: string;
  class: MaintenanceClass;
  /** False for what a company added or took from the maker's manual. */
  statutory: boolean;
  requiresTest: boolean;
}

export interface Checklist {
  /** Which printed tables these are, e.g. `TSG-T5002-2017/A/1`; frozen into the record. */
  edition: string;
  items: ItemTemplate[];
}

/** Shallow to deep; table `X-1` is half-monthly, `X-4` yearly. */
const classesByDepth: readonly MaintenanceClass[] = ['half_month', 'quarter', 'half_year', 'year'];

/**
 * The rows whose requirement is itself a test, chosen by hand: a search for 试验 or 检测 would catch the names of
 * switches (C-3-03, D-4-02) and miss B-2-01…03 and D-3-05.
 * @basis TSG T5002-2017 注A-2, from 2017-08-01 (DECISIONS 3)
 */
const testItems = new Set([
  ...['A-1-06', 'A-4-04', 'A-4-05', 'A-4-06', 'A-4-07', 'A-4-08'],
  ...['B-2-01', 'B-2-02', 'B-2-03', 'B-4-03', 'B-4-04', 'B-4-14'],
  ...['C-4-05', 'C-4-06', 'D-3-05', 'D-4-10'],
]);

const classOfCode = (code: string): MaintenanceClass =>
  classesByDepth[Number(code.split('-')[1]) - 1] ?? 'half_month';

const readRows = (text: string): ItemTemplate[] =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [code = '', name = '', requirement = ''] = line.split(' | ');
      const requiresTest = testItems.has(code);
      return { code, name, requirement, class: classOfCode(code), statutory: true, requiresTest };
    });

/** Every edition ever used: a record signed on an old one must read the same for ever. */
const editions: Record<string, { annex: Annex; rows: ItemTemplate[] }> = {
  'TSG-T5002-2017/A/1': { annex: 'A', rows: readRows(annexAEdition1) },
  'TSG-T5002-2017/B/1': { annex: 'B', rows: readRows(annexBEdition1) },
  'TSG-T5002-2017/C/1': { annex: 'C', rows: readRows(annexCEdition1) },
  'TSG-T5002-2017/D/1': { annex: 'D', rows: readRows(annexDEdition1) },
};

const currentEditions: Record<Annex, string> = {
  A: 'TSG-T5002-2017/A/1',
  B: 'TSG-T5002-2017/B/1',
  C: 'TSG-T5002-2017/C/1',
  D: 'TSG-T5002-2017/D/1',
};

/** The edition a visit begun today is filled on; null where the maker's own items are needed. */
export const currentEditionFor = (type: LiftType): string | null => {
  const annex = annexOf(type);
  return annex && currentEditions[annex];
};

/**
 * Explosion-proof and firefighters' lifts have no statutory table of their own: no work without the items the
 * manufacturer asks for (PLAN-14).
 * @basis TSG T5002-2017 第二条, from 2017-08-01
 */
export const refuseStatutoryChecklist = (type: LiftType): Refusal | null =>
  annexOf(type)
    ? null
    : {
        code: 'record.template_required',
        message:
          '防爆电梯、消防员电梯须按制造单位的要求制定维保项目，请维保单位先提出专用项目表，经监管部门审核后再安排维保（TSG T5002-2017 第二条）。',
      };

/**
 * The items of one visit, in the order of the tables: the union of the class's own table and of every shallower
 * one (REC-01, PLAN-03). A visit keeps the edition it began with.
 * @basis TSG T5002-2017 第六条 and 附件A–D (“除符合…外，还应当符合…”), from 2017-08-01
 */
export function checklistFor(
  type: LiftType,
  maintenanceClass: MaintenanceClass,
  edition: string | null = currentEditionFor(type),
): Checklist | { refusal: Refusal } {
  const refusal = refuseStatutoryChecklist(type);
  if (refusal) return { refusal };
  const tables = edition === null ? undefined : editions[edition];
  if (!edition || !tables) {
    return {
      refusal: {
        code: 'record.edition_unknown',
        message: '没有这一版维保项目表，请刷新后重新打开这次维保。',
      },
    };
  }
  const depth = classesByDepth.indexOf(maintenanceClass);
  const items = tables.rows.filter((row) => classesByDepth.indexOf(row.class) <= depth);
  return { edition, items: items.map((item) => ({ ...item })) };
}
