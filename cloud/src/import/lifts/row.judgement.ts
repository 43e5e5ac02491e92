import type { Refusal } from '@lifttrust/shared-types/kernel/app-error';
import { distanceMetres, toGcj02 } from '@lifttrust/shared-types/kernel/geo';
import { liftStates, liftTypes } from '@lifttrust/shared-types/lift/lift.contract';
import { usePlaces } from '@lifttrust/shared-types/lift/lift.places';
import type { LiftFacts } from '../../lift/lift.facts';
import { identityKeys } from '../../lift/lift.identity';
import { organisationKey } from '../../organisation/organisation.name';
import type { Change, Judgement, RowReading } from '../engine/import-kind';
import type { DraftValues } from './row.draft';

type LiftRow = RowReading<DraftValues>;

const refusal = (code: string, message: string): Refusal => ({ code: `import.${code}`, message });

/** The lifts of the register that a row may mean. */
export class RegisterIndex {
  private readonly liftsByKey = new Map<string, LiftFacts[]>();

  constructor(lifts: LiftFacts[]) {
    for (const lift of lifts) {
      for (const key of identityKeys(lift)) {
        this.liftsByKey.set(key, [...(this.liftsByKey.get(key) ?? []), lift]);
      }
    }
  }

  meantBy(row: { keys: string[] }): LiftFacts[] {
    return [...new Set(row.keys.flatMap((key) => this.liftsByKey.get(key) ?? []))];
  }
}

/**
 * What becomes of one row. The superior system wins for registration fields (EQ-01); a position confirmed on site
 * and a later maintenance day of our own stay.
 */
export function judgeRow(row: LiftRow, index: RegisterIndex, divisionCode: string): Judgement<DraftValues> {
  const meant = index.meantBy(row);
  const [lift] = meant;
  const reasons = [...row.reasons, ...refuseIdentity(row.values, meant, divisionCode)];
  if (!lift) reasons.push(...refuseIncomplete(row, divisionCode));
  const known = lift && reasons.length === 0 ? lift : null;
  const warnings = known ? [...row.warnings, ...warnKept(row.values, known)] : row.warnings;
  if (reasons.length > 0) {
    return { outcome: 'refused', subjectId: null, toWrite: {}, changes: [], reasons, warnings };
  }
  if (!known) {
    return { outcome: 'create', subjectId: null, toWrite: row.values, changes: [], reasons, warnings };
  }
  const toWrite = differences(row.values, known);
  const changes = changesOf(toWrite, known);
  const outcome = changes.length > 0 ? 'update' : 'unchanged';
  return { outcome, subjectId: known.id, toWrite, changes, reasons, warnings };
}

function refuseIdentity(values: DraftValues, meant: LiftFacts[], divisionCode: string): Refusal[] {
  const [lift] = meant;
  if (!lift) return [];
  // The same words as for a row that names another district: nobody learns where the lift stands.
  if (meant.some((known) => !known.divisionCode.startsWith(divisionCode))) {
    return [refusal('outside_division', '这台电梯不在您的辖区，没有导入。')];
  }
  if (meant.length > 1) {
    return [
      refusal(
        'identifiers_conflict',
        `这一行的编号分别属于 ${meant.length} 台已登记的电梯，请对照使用登记证核对各个编号。`,
      ),
    ];
  }
  const mine = [values.equipmentCode, values.registrationCode].filter((code) => code !== undefined);
  const theirs = [lift.equipmentCode, lift.registrationCode].filter((code) => code !== '');
  if (mine.length > 0 && theirs.length > 0 && !mine.some((code) => theirs.includes(code))) {
    return [
      refusal(
        'identifiers_conflict',
        '这一行的登记证编号或出厂编号与一台已登记的电梯相同，设备代码却不同，请核对是否为同一台。',
      ),
    ];
  }
  return [];
}

function refuseIncomplete({ values, reasons }: LiftRow, divisionCode: string): Refusal[] {
  const refusals: Refusal[] = [];
  const isUnreadable = (field: string) => reasons.some((reason) => reason.field === field);
  if (!values.type && !isUnreadable('type'))
    refusals.push({ ...refusal('type_missing', '新电梯要写明设备品种。'), field: 'type' });
  if (!values.place && !values.address) {
    refusals.push({ ...refusal('place_missing', '新电梯要写明使用地点或详细地址。'), field: 'place' });
  }
  // A city's importer must say which district; a district's own lifts are its own.
  if (!values.divisionCode && divisionCode.length < 6) {
    refusals.push({ ...refusal('division_missing', '新电梯要写明所在的区划代码。'), field: 'divisionCode' });
  }
  return refusals;
}

const positionWord = (at: { lng: number; lat: number; crs: string }): string =>
  `${at.lng}, ${at.lat}（${at.crs}）`;

function registeredPosition(lift: LiftFacts): DraftValues['position'] {
  if (lift.lng === null || lift.lat === null) return undefined;
  return { lng: lift.lng, lat: lift.lat, crs: lift.crs ?? 'UNKNOWN' };
}

/** A confirmed position that differs is kept and the difference reported (EQ-01, EQ-03). */
function warnKept(values: DraftValues, lift: LiftFacts): Refusal[] {
  const registered = registeredPosition(lift);
  if (!values.position || !registered || !lift.positionConfirmed) return [];
  if (positionWord(values.position) === positionWord(registered)) return [];
  const [stated, kept] = [toGcj02(values.position), toGcj02(registered)];
  const apart = stated && kept ? `，相差约 ${Math.round(distanceMetres(stated, kept))} 米` : '';
  return [{ ...refusal('position_kept', `现场已确认过位置，表格里的坐标没有采用${apart}。`), field: 'lng' }];
}

const plainFields = [
  'equipmentCode',
  'registrationCode',
  'useRegistration',
  'factoryNumber',
  'rescueCode',
  'ownNumber',
  'type',
  'state',
  'place',
  'address',
  'usePlace',
  'divisionCode',
  'manufacturer',
  'madeOn',
  'ratedSpeed',
  'ratedLoad',
  'floors',
  'lastInspectionOn',
  'nextInspectionOn',
] as const;

function differences(values: DraftValues, lift: LiftFacts): DraftValues {
  const different: DraftValues = {};
  const keep = <K extends keyof DraftValues>(field: K): void => {
    if (values[field] !== undefined) different[field] = values[field];
  };
  for (const field of plainFields) if (values[field] !== lift[field]) keep(field);
  if ((values.lastMaintainedOn ?? '') > (lift.lastMaintainedOn ?? '')) keep('lastMaintainedOn');
  if (organisationKey(values.companyName ?? '') !== organisationKey(lift.companyName)) keep('companyName');
  if (organisationKey(values.ownerName ?? '') !== organisationKey(lift.ownerName)) keep('ownerName');
  const registered = registeredPosition(lift);
  const isNew =
    values.position && (!registered || positionWord(values.position) !== positionWord(registered));
  if (isNew && !lift.positionConfirmed) keep('position');
  return different;
}

function wordOf(field: keyof DraftValues, values: DraftValues): string {
  if (field === 'type' && values.type) return liftTypes[values.type];
  if (field === 'state' && values.state) return liftStates[values.state];
  if (field === 'usePlace' && values.usePlace) return usePlaces[values.usePlace];
  if (field === 'position') return values.position ? positionWord(values.position) : '';
  return String(values[field] ?? '');
}

function registeredValues(lift: LiftFacts): DraftValues {
  const position = registeredPosition(lift);
  const {
    madeOn,
    ratedSpeed,
    ratedLoad,
    floors,
    lastInspectionOn,
    nextInspectionOn,
    lastMaintainedOn,
    usePlace,
    ...plain
  } = lift;
  const known = {
    madeOn,
    ratedSpeed,
    ratedLoad,
    floors,
    lastInspectionOn,
    nextInspectionOn,
    lastMaintainedOn,
    usePlace,
  };
  const stated = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null));
  return { ...plain, ...stated, ...(position ? { position } : {}) };
}

const reported = [...plainFields, 'lastMaintainedOn', 'companyName', 'ownerName', 'position'] as const;

/** Everything a new lift's row states, as it is shown. */
export const changesIfNew = (values: DraftValues): Change[] => changesOf(values, null);

function changesOf(values: DraftValues, lift: LiftFacts | null): Change[] {
  const before = lift ? registeredValues(lift) : {};
  return reported
    .filter((field) => values[field] !== undefined)
    .map((field) => ({
      // The position travels in two columns and is shown in the first.
      field: field === 'position' ? 'lng' : field,
      before: wordOf(field, before),
      after: wordOf(field, values),
    }));
}
