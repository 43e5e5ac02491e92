import { importUnits, type organisationImportFields } from '@lifttrust/shared-types/import/import.fields';
import type { Refusal } from '@lifttrust/shared-types/kernel/app-error';
import {
  OrganisationKind,
  organisationKindWords,
} from '@lifttrust/shared-types/organisation/organisation.kinds';
import { type EntityManager, In } from 'typeorm';
import type { Cipher } from '../../kernel/cipher';
import type { Transaction } from '../../kernel/unit-of-work';
import { Organisation } from '../../organisation/organisation.entity';
import { organisationKey } from '../../organisation/organisation.name';
import type { OrganisationRegister } from '../../organisation/organisation.register';
import type { OrganisationService } from '../../organisation/organisation.service';
import type {
  Change,
  ImportKind,
  Judgement,
  RowReading,
  RowToWrite,
  RunOf,
  TableLayout,
} from '../engine/import-kind';
import {
  noCodeReason,
  type OrganisationValues,
  organisationKeys,
  organisationReader,
} from './organisation.reader';

interface Registers {
  cipher: Cipher;
  organisationService: OrganisationService;
  organisationRegister: OrganisationRegister;
}

const refusal = (code: string, field: string, message: string): Refusal => ({
  code: `import.${code}`,
  field,
  message,
});

/** Units as offices keep them in lists (ORG-01, ORG-04). What is registered changes by request, never by a table. */
export class OrganisationsKind implements ImportKind<OrganisationValues> {
  readonly what = importUnits.organisations.one;

  constructor(private readonly registers: Registers) {}

  async reader(layout: TableLayout, manager: EntityManager) {
    const divisions = await this.registers.organisationService.divisions(manager);
    return organisationReader(layout, this.registers.cipher, { divisions });
  }

  keysOf(values: OrganisationValues): string[] {
    return organisationKeys(values);
  }

  async judge(
    manager: EntityManager,
    rows: RowReading<OrganisationValues>[],
    run: RunOf,
  ): Promise<Judgement<OrganisationValues>[]> {
    const codes = [...new Set(rows.flatMap(({ values }) => values.creditCode || []))];
    const names = [...new Set(rows.map(({ values }) => organisationKey(values.name)))];
    const known = [
      ...(codes.length > 0 ? await manager.findBy(Organisation, { creditCode: In(codes) }) : []),
      ...(await manager.findBy(Organisation, { nameKey: In(names) })),
    ];
    return rows.map((row) => judgeOrganisation(row, known, run));
  }

  async write(tx: Transaction, rows: RowToWrite<OrganisationValues>[]): Promise<void> {
    const { cipher, organisationRegister } = this.registers;
    const open = (sealed: string) => (sealed === '' ? '' : cipher.decrypt(sealed));
    for (const { values } of rows) {
      const { name, creditCode, ownerKind, divisionCode, address, contactName } = values;
      const phone = open(values.phoneSealed);
      const unit = {
        ...{ kind: OrganisationKind.parse(values.kind), ownerKind, name, creditCode, divisionCode, address },
        ...{ idNumber: '', noCodeReason: creditCode === '' ? noCodeReason : '' },
        ...{ phone, emergencyPhone: open(values.emergencySealed) },
      };
      const contacts = contactName === '' ? [] : [{ name: contactName, post: '联系人', phone }];
      await organisationRegister.enter(tx, unit, 'import', { contacts });
    }
  }
}

/** A unit is known by its credit code and kind; of the same name alone it is somebody to be looked at by a person. */
function judgeOrganisation(
  { values, reasons, warnings }: RowReading<OrganisationValues>,
  known: Organisation[],
  run: RunOf,
): Judgement<OrganisationValues> {
  const { kind, creditCode, name, divisionCode } = values;
  const ofKind = known.filter((one) => one.kind === kind);
  const same = creditCode === '' ? undefined : ofKind.find((one) => one.creditCode === creditCode);
  const alike = ofKind.find(
    (one) =>
      one !== same &&
      one.closedOn === null &&
      one.nameKey === organisationKey(name) &&
      one.divisionCode.startsWith(divisionCode.slice(0, 6)),
  );
  const all = [...reasons, ...refuseKnown(same, alike, run)];
  const judged = { toWrite: values, changes: [], reasons: all, warnings };
  if (all.length > 0) return { ...judged, outcome: 'refused', subjectId: null };
  if (same) {
    const kept = same.nameKey === organisationKey(name) ? [] : [nameKept(same.name)];
    return { ...judged, outcome: 'unchanged', subjectId: same.id, warnings: [...warnings, ...kept] };
  }
  return { ...judged, outcome: 'create', subjectId: null, changes: changesOf(values) };
}

const nameKept = (name: string): Refusal =>
  refusal(
    'name_kept',
    'organisationName',
    `这个信用代码登记的是“${name}”，没有改动；更名请在单位档案里提出变更。`,
  );

function refuseKnown(same: Organisation | undefined, alike: Organisation | undefined, run: RunOf): Refusal[] {
  if (same && !same.divisionCode.startsWith(run.divisionCode))
    return [refusal('outside_division', 'divisionCode', '这家单位不在您的辖区，没有导入。')];
  if (same?.closedOn)
    return [refusal('unit_closed', 'creditCode', '这家单位已经注销，不能再导入，请在单位档案里核对。')];
  if (alike && !same)
    return [
      refusal(
        'same_name',
        'organisationName',
        alike.creditCode === null
          ? '辖区内已有同名单位，还没有登记信用代码。请在它的档案里补上，不要另建一家。'
          : '辖区内已有同名单位，信用代码不同，请核对是否同一家。',
      ),
    ];
  return [];
}

type Field = keyof typeof organisationImportFields;

function changesOf(values: OrganisationValues): Change[] {
  const stated: [Field, string][] = [
    ['organisationName', values.name],
    ['organisationKind', values.kind === '' ? '' : organisationKindWords[values.kind]],
    ['creditCode', values.creditCode],
    ['divisionCode', values.divisionCode],
    ['address', values.address],
    ['contactName', values.contactName],
    ['contactPhone', values.phoneShown],
    ['emergencyPhone', values.emergencyShown],
  ];
  return stated.filter(([, after]) => after !== '').map(([field, after]) => ({ field, before: '', after }));
}
