import type { Refusal } from '@lifttrust/shared-types/kernel/app-error';
import { isRuined, normaliseCode } from '@lifttrust/shared-types/lift/lift.codes';
import type { NewOrganisation } from '@lifttrust/shared-types/organisation/organisation.contract';
import {
  type OrganisationKind,
  organisationKindWords,
} from '@lifttrust/shared-types/organisation/organisation.kinds';
import { refuseIdentity, refusePhone } from '@lifttrust/shared-types/organisation/organisation.rules';
import { maskPhone } from '@lifttrust/shared-types/person/person.codes';
import type { Cipher } from '../../kernel/cipher';
import { organisationKey } from '../../organisation/organisation.name';
import { CellReader, columnsOf } from '../cell-reader';
import { areaOfCell, severalInWords } from '../division-cell';
import type { RowReading, TableLayout } from '../engine/import-kind';

type OwnerKind = NonNullable<NewOrganisation['ownerKind']>;

/** What one row states of a unit. Telephone numbers lie sealed; what is shown of them is masked. */
export interface OrganisationValues {
  kind: OrganisationKind | '';
  ownerKind: OwnerKind | null;
  name: string;
  creditCode: string;
  divisionCode: string;
  address: string;
  contactName: string;
  phoneSealed: string;
  phoneShown: string;
  emergencySealed: string;
  emergencyShown: string;
}

const kindByWord = new Map<string, OrganisationKind>([
  ...Object.entries(organisationKindWords).map(([kind, word]) => [word, kind as OrganisationKind] as const),
  ['维保公司', 'maintenance_company'],
  ['维护保养单位', 'maintenance_company'],
  ['物业公司', 'owner'],
  ['物业', 'owner'],
  ['使用管理单位', 'owner'],
  ['检验单位', 'inspection_body'],
  ['检测单位', 'testing_body'],
  ['保险', 'insurer'],
  ['协会', 'association'],
]);

export interface AreaTerms {
  divisions: { code: string; name: string }[];
}

export function organisationReader(layout: TableLayout, cipher: Cipher, { divisions }: AreaTerms) {
  const columns = columnsOf(layout.mapping, layout.headers, 'organisations');
  return (rowNumber: number, cells: string[]): RowReading<OrganisationValues> => {
    const row = new CellReader('organisations', cells, columns, layout.conventions);
    const name = row.text('organisationName', 120);
    if (name === '') row.refuse('name_missing', 'organisationName', '请写明单位名称。');
    const kind = readKind(row);
    const contact = readPhone(row, 'contactPhone');
    const emergency = readPhone(row, 'emergencyPhone');
    const values: OrganisationValues = {
      kind,
      ownerKind: kind === 'owner' ? ownerKindOf(name) : null,
      name,
      creditCode: readCode(row),
      divisionCode: readDivision(row, divisions, layout.divisionCode),
      address: row.text('address', 200),
      contactName: row.text('contactName', 40),
      phoneSealed: contact && cipher.encrypt(contact),
      phoneShown: contact && maskPhone(contact),
      emergencySealed: emergency && cipher.encrypt(emergency),
      emergencyShown: emergency && maskPhone(emergency),
    };
    const { reasons, warnings } = row;
    if (kind !== '' && reasons.length === 0) reasons.push(...refuseNumber(values, kind));
    if (kind === 'maintenance_company' && emergency === '')
      row.refuse('emergency_phone_missing', 'emergencyPhone', '维保单位要写明 24 小时应急电话。');
    return { rowNumber, label: name, values, keys: organisationKeys(values), reasons, warnings };
  };
}

/** By credit code and kind, since one body may be of two kinds; without a code by name within a division. */
export function organisationKeys({ kind, creditCode, name, divisionCode }: OrganisationValues): string[] {
  if (creditCode !== '') return [`${kind} ${creditCode}`];
  return name === '' ? [] : [`${kind} ${divisionCode} ${organisationKey(name)}`];
}

/** Owners' committees and villages have no credit code (CODES §4); their names say so. */
function ownerKindOf(name: string): OwnerKind {
  if (/业主委员会|业委会/.test(name)) return 'owners_committee';
  if (/村民委员会|村委会|居民委员会/.test(name)) return 'village';
  return /分公司|分店|分行/.test(name) ? 'branch' : 'company';
}

export const noCodeReason = '表格里没有信用代码';

const refuseNumber = ({ ownerKind, creditCode }: OrganisationValues, kind: OrganisationKind): Refusal[] =>
  refuseIdentity({ kind, ownerKind, creditCode, idNumber: '', noCodeReason }).map((refusal) => ({
    ...refusal,
    field: 'creditCode',
  }));

function readKind(row: CellReader): OrganisationKind | '' {
  const cell = row.cell('organisationKind');
  const kind = kindByWord.get(cell);
  if (kind === 'regulator') {
    row.refuse('kind_not_by_table', 'organisationKind', '监管单位不能从表格导入，请在监管单位里设立。');
    return '';
  }
  if (kind) return kind;
  row.refuse(
    'kind_unknown',
    'organisationKind',
    cell === '' ? '请写明单位类型。' : `不认识单位类型“${cell.slice(0, 20)}”，请写成 维保单位、使用单位 等。`,
  );
  return '';
}

function readCode(row: CellReader): string {
  const cell = row.cell('creditCode');
  if (!isRuined(cell)) return normaliseCode(cell);
  row.refuse('code_ruined', 'creditCode', '信用代码已被表格软件改成科学计数，请把这一列设为文本后重新填写。');
  return '';
}

function readDivision(row: CellReader, divisions: AreaTerms['divisions'], own: string): string {
  const cell = row.cell('divisionCode');
  // A district's own units are its own; a city's importer must say which district.
  if (cell === '' && own.length >= 6) return own;
  const { code, isKnown, several } = areaOfCell(cell, divisions);
  if (cell === '') row.refuse('division_missing', 'divisionCode', '请写明所在的区划代码或区名。');
  else if (several.length > 0) row.refuse('division_divided', 'divisionCode', severalInWords(cell, several));
  else if (!isKnown)
    row.refuse(
      'division_unknown',
      'divisionCode',
      `不认识区划“${cell.slice(0, 20)}”，请写六位区划代码或本市的区名。`,
    );
  else if (!code.startsWith(own))
    row.refuse('outside_division', 'divisionCode', '这家单位不在您的辖区，没有导入。');
  return code.slice(0, 12);
}

function readPhone(row: CellReader, field: 'contactPhone' | 'emergencyPhone'): string {
  const cell = row.cell(field);
  const wrong = cell === '' ? null : refusePhone(cell, field, row.label(field));
  if (wrong) row.reasons.push({ ...wrong, code: 'import.phone_invalid' });
  return wrong ? '' : cell;
}
