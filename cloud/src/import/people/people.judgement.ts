import { peopleImportFields } from '@lifttrust/shared-types/import/import.fields';
import { actsByArea, type Role, roleWords } from '@lifttrust/shared-types/kernel/access';
import type { Refusal } from '@lifttrust/shared-types/kernel/app-error';
import { OrganisationKind, rolesOfKind } from '@lifttrust/shared-types/organisation/organisation.kinds';
import type { Organisation } from '../../organisation/organisation.entity';
import { organisationKey } from '../../organisation/organisation.name';
import type { Person } from '../../person/person.entity';
import type { Change, Judgement, RowReading, RunOf } from '../engine/import-kind';
import type { PersonValues } from './people.reader';
import type { PeopleIndex } from './people.register';

/** What a row comes to once it is known who and which unit is meant. */
export interface PersonToWrite extends PersonValues {
  organisationId: string;
  /** The number is written where none is known yet; certificate and contract where they are later than known. */
  writes: { number: boolean; certificate: boolean; employment: boolean; role: boolean };
}

export interface Terms {
  run: RunOf;
  today: string;
  phonesDiffer: boolean;
}

type Row = RowReading<PersonValues>;

const refusal = (code: string, field: string, message: string): Refusal => ({
  code: `import.${code}`,
  field,
  message,
});

/**
 * What becomes of one row. People are known by their number, else by their telephone together with their name; a name
 * alone means nobody. What is registered of a known person changes by a correction, never by a table.
 */
export function judgePerson(row: Row, index: PeopleIndex, terms: Terms): Judgement<PersonValues> {
  const { values, warnings } = row;
  const [unit, ...others] = index.unitsOf(values, terms.run);
  const reasons = [...row.reasons, ...refuseUnit(values, unit, others, terms.run)];
  const role = roleIn(values, unit, terms.run, reasons);
  const person = unit ? meant(values, unit, index, terms, reasons) : null;
  if (!unit || reasons.length > 0)
    return { outcome: 'refused', subjectId: null, toWrite: values, changes: [], reasons, warnings };
  const isHere = person !== null && index.holds(person.id, unit.id, terms.today, role);
  const writes = {
    role: !isHere,
    number: values.numberPrint !== '' && (person === null || person.idNumberPrint === null),
    certificate: values.until !== '' && values.until > certifiedUntil(person, values, index),
    employment: values.employedUntil > (person ? index.employedUntil(person.id, unit.id) : ''),
  };
  const toWrite: PersonToWrite = { ...values, role, organisationId: unit.id, writes };
  const changes = changesOf(toWrite, person, index);
  const kept = person && isHere ? warnKept(values, person) : [];
  const result = { toWrite, changes, reasons, warnings: [...warnings, ...kept] };
  // Somebody known elsewhere is new here: a unit does not learn from a table who works for others.
  if (!person || !isHere) return { ...result, outcome: 'create', subjectId: null };
  return { ...result, outcome: changes.length > 0 ? 'update' : 'unchanged', subjectId: person.id };
}

const certifiedUntil = (person: Person | null, { item }: PersonValues, index: PeopleIndex): string =>
  person ? index.certifiedUntil(person.id, item) : '';

function refuseUnit(
  values: PersonValues,
  unit: Organisation | undefined,
  others: Organisation[],
  run: RunOf,
): Refusal[] {
  const { unitName, unitCode } = values;
  if (run.divisionCode === '') {
    const isOwn =
      (unitName === '' || unit?.nameKey === organisationKey(unitName)) &&
      (unitCode === '' || unit?.creditCode === null || unit?.creditCode === unitCode);
    return isOwn ? [] : [refusal('outside_unit', 'unitName', '这一行写的是别的单位，只能导入本单位的人员。')];
  }
  if (unitName === '' && unitCode === '')
    return [refusal('unit_missing', 'unitName', '请写明所在单位或单位统一社会信用代码。')];
  if (!unit)
    return [
      refusal('unit_unknown', 'unitName', '辖区内没有登记过这家单位，请先登记或导入单位，再导入人员。'),
    ];
  if (others.length > 0)
    return [refusal('unit_ambiguous', 'unitName', '有几家单位叫这个名称，请另写单位统一社会信用代码。')];
  if (unitCode !== '' && unitName !== '' && unit.nameKey !== organisationKey(unitName))
    return [refusal('unit_differs', 'unitName', '单位名称与统一社会信用代码登记的单位不是同一家，请核对。')];
  return [];
}

function roleIn(
  values: PersonValues,
  unit: Organisation | undefined,
  run: RunOf,
  reasons: Refusal[],
): Role | '' {
  const kind = OrganisationKind.safeParse(unit?.kind).data;
  if (!kind) return '';
  const usual: Partial<Record<OrganisationKind, Role>> = {
    maintenance_company: 'technician',
    owner: 'owner_officer',
  };
  const role = values.role || usual[kind] || '';
  const isOffered = role !== '' && rolesOfKind[kind].includes(role) && !actsByArea(role);
  if (!isOffered)
    reasons.push(refusal('role_not_here', 'role', '这家单位不能有这类人员，请核对身份和所在单位。'));
  else if (run.divisionCode === '' && role !== 'technician')
    reasons.push(
      refusal('role_not_by_table', 'role', `${roleWords[role]}由监管单位开通，表格里只能导入维保人员。`),
    );
  return role;
}

/** Null: nobody who is registered. Contradictions between number, name and telephone are refused. */
function meant(
  values: PersonValues,
  unit: Organisation,
  index: PeopleIndex,
  terms: Terms,
  reasons: Refusal[],
): Person | null {
  const known = index.byNumber(values.numberPrint);
  if (known && known.name !== values.name)
    reasons.push(
      refusal(
        'name_differs',
        'personName',
        '姓名与这个身份证号码已有的登记不一致，请对照证件核对姓名和号码。',
      ),
    );
  const sameName = index
    .byPhone(values.phonePrint)
    .filter(({ name, idNumberPrint }) => name === values.name && (!values.numberPrint || !idNumberPrint));
  const person = known ?? sameName[0] ?? null;
  const taken = index
    .byPhone(values.phonePrint)
    .some(({ id }) => id !== person?.id && index.holds(id, unit.id, terms.today));
  if (taken && terms.phonesDiffer)
    reasons.push(
      refusal('phone_taken', 'phone', '本单位另一个人已经登记了这个电话。每个人要用自己的电话，请核对。'),
    );
  return person;
}

function warnKept(values: PersonValues, person: Person): Refusal[] {
  if (person.phonePrint === null || values.phonePrint === person.phonePrint) return [];
  return [refusal('phone_kept', 'phone', '手机号码与登记的不同，没有改动。号码变了请在人员档案里更正。')];
}

type Field = keyof typeof peopleImportFields;

function changesOf(row: PersonToWrite, person: Person | null, index: PeopleIndex): Change[] {
  const changes: Change[] = [];
  const add = (field: Field, before: string, after: string) => {
    if (after !== '') changes.push({ field, before, after });
  };
  if (row.writes.role) {
    add('personName', '', row.name);
    add('phone', '', row.phoneShown);
    add('unitName', '', row.unitName);
    if (row.role !== '') add('role', '', roleWords[row.role]);
    add('employedFrom', '', row.from);
  }
  if (row.writes.number) add('idNumber', '', row.numberShown);
  if (row.writes.certificate) {
    const before = row.writes.role ? '' : certifiedUntil(person, row, index);
    add('certificateItem', before === '' ? '' : row.item, row.item);
    add('certificateUntil', before, row.until);
  }
  if (row.writes.employment) {
    const before = person && !row.writes.role ? index.employedUntil(person.id, row.organisationId) : '';
    add('employedUntil', before, row.employedUntil);
  }
  return changes;
}
