import { type Role, roleWords } from '@lifttrust/shared-types/kernel/access';
import type { Refusal } from '@lifttrust/shared-types/kernel/app-error';
import { isRuined, normaliseCode } from '@lifttrust/shared-types/lift/lift.codes';
import { refusePaper } from '@lifttrust/shared-types/paper/paper.rules';
import {
  isIdNumber,
  isMobileNumber,
  maskIdNumber,
  maskPhone,
} from '@lifttrust/shared-types/person/person.codes';
import type { Cipher } from '../../kernel/cipher';
import { organisationKey } from '../../organisation/organisation.name';
import { CellReader, columnsOf } from '../cell-reader';
import type { RowReading, TableLayout } from '../engine/import-kind';

/** What one row states of a person. Numbers lie sealed; what is shown of them is masked. */
export interface PersonValues {
  name: string;
  phonePrint: string;
  phoneSealed: string;
  phoneShown: string;
  numberPrint: string;
  numberSealed: string;
  numberShown: string;
  unitName: string;
  unitCode: string;
  role: Role | '';
  from: string;
  employedUntil: string;
  item: 'T' | 'A' | '';
  until: string;
}

const roleByWord = new Map<string, Role>([
  ...Object.entries(roleWords).map(([role, word]) => [word, role as Role] as const),
  ['维保员', 'technician'],
  ['维保工', 'technician'],
  ['维修人员', 'technician'],
  ['技术员', 'technician'],
  ['作业人员', 'technician'],
  ['维保', 'technician'],
  ['电梯安全员', 'owner_officer'],
  ['安全员', 'owner_officer'],
  ['安全管理员', 'owner_officer'],
  ['安全管理人员', 'owner_officer'],
]);

const itemOf = (cell: string): 'T' | 'A' | null =>
  /^(?:T\d?|电梯(?:修理|作业)?|电梯修理\(T\))$/i.test(cell)
    ? 'T'
    : /^(?:A\d?|.*安全管理.*)$/i.test(cell)
      ? 'A'
      : null;

/** Everything a row states and everything wrong with it, before anybody asks who is registered already. */
export function peopleReader(layout: TableLayout, cipher: Cipher) {
  const columns = columnsOf(layout.mapping, layout.headers, 'people');
  return (rowNumber: number, cells: string[]): RowReading<PersonValues> => {
    const row = new CellReader('people', cells, columns, layout.conventions);
    const number = readNumber(row);
    const phone = readPhone(row);
    const { item, until } = readCertificate(row, number, layout.today);
    const values: PersonValues = {
      name: readName(row),
      phonePrint: phone && cipher.fingerprint('phone', phone),
      phoneSealed: phone && cipher.encrypt(phone),
      phoneShown: maskPhone(phone),
      numberPrint: number && cipher.fingerprint('id_number', number),
      numberSealed: number && cipher.encrypt(number),
      numberShown: maskIdNumber(number),
      unitName: row.text('unitName', 120),
      unitCode: normaliseCode(row.cell('unitCode')),
      role: readRole(row),
      from: readFrom(row, layout.today),
      employedUntil: row.day('employedUntil') ?? '',
      item,
      until,
    };
    const { reasons, warnings } = row;
    reasons.push(...refuseEmployment(values, layout.today));
    const label = [values.name, values.numberShown || values.phoneShown].filter(Boolean).join(' ');
    return { rowNumber, label, values, keys: personKeys(values), reasons, warnings };
  };
}

/** A person once in each unit: by the number, else by the telephone; a name alone means nobody. */
export function personKeys({ numberPrint, phonePrint, unitCode, unitName }: PersonValues): string[] {
  const unit = unitCode || organisationKey(unitName);
  const keys = [numberPrint && `number ${numberPrint} ${unit}`, phonePrint && `phone ${phonePrint} ${unit}`];
  return keys.filter((key) => key !== '');
}

function readName(row: CellReader): string {
  const name = row.text('personName', 40);
  if (name === '') row.refuse('name_missing', 'personName', '请写明姓名。');
  return name;
}

function readPhone(row: CellReader): string {
  const cell = row.cell('phone');
  const phone = normaliseCode(cell)
    .replace(/[-+]/g, '')
    .replace(/^86(?=1\d{10}$)/, '');
  if (isMobileNumber(phone)) return phone;
  if (cell === '') row.refuse('phone_missing', 'phone', '请写明手机号码。');
  else row.refuse('phone_invalid', 'phone', '手机号码应为 11 位数字，请核对。');
  return '';
}

/** What a table program leaves of eighteen digits: fifteen and three zeros, or a figure with an exponent. */
const isRounded = (number: string): boolean => /^\d{15}000$/.test(number);

function readNumber(row: CellReader): string {
  const cell = row.cell('idNumber');
  if (cell === '') return '';
  const number = normaliseCode(cell);
  if (isIdNumber(number)) {
    // One in a thousand really ends so; of rounded ones every eleventh passes the check.
    if (isRounded(number))
      row.warn(
        'id_number_zeros',
        'idNumber',
        '身份证号码以 000 结尾，请对照证件核对，看是不是被表格软件改过。',
      );
    return number;
  }
  if (isRuined(cell) || isRounded(number))
    row.refuse(
      'id_number_ruined',
      'idNumber',
      '身份证号码的末几位已被表格软件改掉，原号码无法还原，请把这一列设为文本后重新填写。',
    );
  else row.refuse('id_number_invalid', 'idNumber', '身份证号码（作业人员证编号）有误，请对照证件逐位核对。');
  return '';
}

function readRole(row: CellReader): Role | '' {
  const cell = row.cell('role');
  if (cell === '') return '';
  const role = roleByWord.get(cell);
  if (!role)
    row.refuse('role_unknown', 'role', `不认识身份“${cell.slice(0, 20)}”，请写成 维保人员 或 电梯安全员。`);
  return role ?? '';
}

function readFrom(row: CellReader, today: string): string {
  const from = row.day('employedFrom') ?? '';
  if (from <= today) return from;
  row.refuse('day_in_future', 'employedFrom', `入职日期 ${from} 还没有到，请核对。`);
  return '';
}

function readCertificate(row: CellReader, number: string, today: string) {
  const cell = row.cell('certificateItem');
  const until = row.day('certificateUntil') ?? '';
  const stated = cell === '' ? '' : itemOf(cell.split(/[,、;/ ]/)[0] ?? '');
  if (stated === null)
    row.refuse(
      'item_unknown',
      'certificateItem',
      `不认识作业项目“${cell.slice(0, 20)}”，请写 T（电梯修理）或 A（安全管理）。`,
    );
  if (until === '') return { item: '' as const, until };
  const item = stated || (row.cell('role').includes('安全') ? 'A' : 'T');
  if (row.cell('idNumber') === '')
    row.refuse('id_number_missing', 'idNumber', '写了作业人员证有效期，还要写证件号码（就是身份证号码）。');
  else if (number !== '') {
    const paper = {
      kind: 'certificate' as const,
      number,
      item,
      subItems: [],
      from: null,
      until,
      hasScan: false,
    };
    row.reasons.push(...inTable(refusePaper(paper, today)));
  }
  return { item, until } as const;
}

/** The rule speaks of its own fields; the list of rows names the table's. */
const inTable = (refusals: Refusal[]): Refusal[] =>
  refusals.map((refusal) => ({
    ...refusal,
    field: refusal.field === 'until' ? 'certificateUntil' : 'idNumber',
  }));

function refuseEmployment({ from, employedUntil }: PersonValues, today: string): Refusal[] {
  if (employedUntil === '' || (employedUntil >= today && employedUntil >= from)) return [];
  return [
    {
      code: 'import.employment_over',
      field: 'employedUntil',
      message: `劳动合同到期日 ${employedUntil} 已经过去或早于入职日期，请核对。`,
    },
  ];
}
