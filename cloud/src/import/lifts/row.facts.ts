import { type LiftImportField, liftImportFields } from '@lifttrust/shared-types/import/import.fields';
import { parseUseRegistration, typeFromCode } from '@lifttrust/shared-types/lift/lift.codes';
import { LiftType, liftTypes } from '@lifttrust/shared-types/lift/lift.contract';
import { usePlaces } from '@lifttrust/shared-types/lift/lift.places';
import { areaOfCell, severalInWords } from '../division-cell';
import { parseState, parseType, parseUsePlace, tidy } from '../reading/cell-words';
import { parseDay } from '../reading/day-words';
import { loadUnits, parseFloors, parseMeasure, speedUnits } from '../reading/number-words';
import type { RowDraft, RowTerms } from './row.draft';

/** Kind and state of the lift. A type is never taken from the digits of a 20-digit code (CODES §1 rule 3). */
export function readKind(row: RowDraft): void {
  const typeCell = row.cell('type');
  const stated = typeCell === '' ? null : parseType(typeCell);
  if (typeCell !== '' && stated === null) {
    row.refuse(
      'type_unknown',
      'type',
      `不认识设备品种“${typeCell}”，请写成目录里的名称或代码，如 曳引驱动乘客电梯 或 3110。`,
    );
  }
  const proven = provenType(row);
  if (stated && proven && stated !== proven) {
    row.warn(
      'type_differs',
      'type',
      `设备品种写的是${liftTypes[stated]}，编号里的品种是${liftTypes[proven]}，请核对；按写明的品种导入。`,
    );
  }
  const type = stated ?? (typeCell === '' ? proven : null);
  if (type) row.values.type = type;
  const stateCell = row.cell('state');
  const state = stateCell === '' ? null : parseState(stateCell);
  if (state) row.values.state = state;
  else if (stateCell !== '')
    row.refuse(
      'state_unknown',
      'state',
      `不认识设备状态“${stateCell}”，请写成 在用、停用、暂停使用、注销 或 报废。`,
    );
}

/** From the 17- or 18-character code or the certificate, which both use the 2014 catalogue (CODES §1, §2). */
function provenType(row: RowDraft): LiftType | null {
  const fromCode = typeFromCode(row.values.equipmentCode ?? '');
  if (fromCode) return fromCode;
  const certificate = parseUseRegistration(row.values.useRegistration ?? '');
  return LiftType.safeParse(certificate?.typeCode).data ?? null;
}

export function readPlace(row: RowDraft): void {
  const address = row.text('address', 200);
  const place = row.text('place', 120);
  const manufacturer = row.text('manufacturer', 120);
  if (address) row.values.address = address;
  if (place) row.values.place = place;
  if (manufacturer) row.values.manufacturer = manufacturer;
  readUsePlace(row);
  readDivision(row);
}

/** Good for counting rescues only: a word that is none of the nine keeps no lift out of the register. */
function readUsePlace(row: RowDraft): void {
  const cell = row.cell('usePlace');
  if (cell === '') return;
  const usePlace = parseUsePlace(cell);
  if (usePlace) row.values.usePlace = usePlace;
  else
    row.warn(
      'use_place_unknown',
      'usePlace',
      `不认识使用场所类别“${cell}”，没有采用；请写成 ${Object.values(usePlaces).join('、')}。`,
    );
}

function readDivision(row: RowDraft): void {
  const cell = tidy(row.cell('divisionCode'));
  if (cell === '') return;
  const { divisions, divisionCode } = row.terms;
  // A superior system may go on naming a district that has been merged or divided meanwhile.
  const { code, isKnown, several } = areaOfCell(cell, divisions);
  if (several.length > 0) {
    row.refuse('division_divided', 'divisionCode', severalInWords(cell, several));
    // Stated, if not clearly: nobody is asked for it a second time.
    row.values.divisionCode = code;
    return;
  }
  if (!isKnown || !/^\d{6,12}$/.test(code)) {
    row.refuse('division_unknown', 'divisionCode', `不认识区划“${cell}”，请写六位区划代码或本市的区名。`);
  } else if (!code.startsWith(divisionCode)) {
    row.refuse('outside_division', 'divisionCode', '这台电梯不在您的辖区，没有导入。');
  } else row.values.divisionCode = code;
}

export function readDays(row: RowDraft): void {
  const { today, conventions } = row.terms;
  for (const field of ['madeOn', 'lastInspectionOn', 'nextInspectionOn', 'lastMaintainedOn'] as const) {
    const cell = row.cell(field);
    if (cell === '') continue;
    const day = parseDay(cell, conventions.dates);
    const label = liftImportFields[field];
    if (day === null)
      row.refuse(
        'day_unreadable',
        field,
        `${label}“${cell}”看不出是哪一天。请写成 2026-11-20 这样的格式；若是日/月/年或月/日/年，请在对应列一步选定。`,
      );
    else if (day > today && field !== 'nextInspectionOn')
      row.refuse('day_in_future', field, `${label} ${day} 还没有到，请核对。`);
    else row.values[field] = day;
  }
}

type Size = 'ratedSpeed' | 'ratedLoad' | 'floors';
interface SizeRule {
  most: number;
  read: (cell: string, terms: RowTerms) => number | null;
  example: string;
}
const sizes: Record<Size, SizeRule> = {
  ratedSpeed: {
    most: 20,
    read: (cell, { units, conventions }) => parseMeasure(cell, speedUnits, units.speed, conventions.decimal),
    example: '1.75（米/秒）',
  },
  ratedLoad: {
    most: 100_000,
    read: (cell, { units, conventions }) => parseMeasure(cell, loadUnits, units.load, conventions.decimal),
    example: '1000（千克）',
  },
  floors: { most: 300, read: parseFloors, example: '18' },
};

export function readSizes(row: RowDraft): void {
  const fields: Size[] = ['ratedSpeed', 'ratedLoad', 'floors'];
  for (const field of fields) {
    const cell = row.cell(field);
    if (cell === '') continue;
    const { most, read, example } = sizes[field];
    const value = read(cell, row.terms);
    if (value !== null && value > 0 && value <= most) row.values[field] = value;
    // Systems fill unknown sizes with 0, and an escalator has no load.
    else if (value !== 0) refuseSize(row, field, cell, example);
  }
}

function refuseSize(row: RowDraft, field: LiftImportField, cell: string, example: string): void {
  row.refuse(
    'number_unreadable',
    field,
    `${liftImportFields[field]}“${cell}”不合理，请写成 ${example} 这样的数字。`,
  );
}

export function readOrganisations(row: RowDraft): void {
  const companyName = row.text('companyName', 120);
  const ownerName = row.text('ownerName', 120);
  if (companyName) row.values.companyName = companyName;
  if (ownerName) row.values.ownerName = ownerName;
}
