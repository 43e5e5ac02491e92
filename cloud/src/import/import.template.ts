import {
  type ImportField,
  type ImportKindName,
  importFieldsOf,
} from '@lifttrust/shared-types/import/import.fields';
import writeExcelFile from 'write-excel-file/node';

const emptyRows = 500;

/** One invented line that shows how each cell is written; the person overwrites it. */
const examples: Record<ImportKindName, Partial<Record<ImportField, string>>> = {
  lifts: {
    registrationCode: '31109999012016050001',
    type: '曳引驱动乘客电梯',
    state: '在用',
    place: '示例小区 3 幢',
    usePlace: '住宅',
    ownNumber: '1#',
  },
  people: {
    personName: '程望舒',
    phone: '10000000001',
    idNumber: '999999199001010016',
    unitName: '示例电梯服务有限公司',
    role: '维保人员',
    employedFrom: '2026-01-05',
    employedUntil: '2028-12-31',
    certificateItem: 'T',
    certificateUntil: '2029-06-30',
  },
  organisations: {
    organisationName: '示例电梯服务有限公司',
    organisationKind: '维保单位',
    creditCode: '91999999MA0000001N',
    divisionCode: '999901',
    address: '示例路 3 号',
    contactName: '沈分派',
    contactPhone: '10000000002',
    emergencyPhone: '10000000003',
  },
};

/** Every cell is text, empty rows included: otherwise a table program rounds an ID number at its fifteenth digit. */
export async function importTemplate(kind: ImportKindName): Promise<Buffer> {
  const fields = Object.entries(importFieldsOf[kind]);
  const text = (value: string, more: object = {}) => ({ value, type: String, format: '@', ...more });
  const example: Record<string, string> = examples[kind];
  const rows = [
    fields.map(([, title]) => text(title, { fontWeight: 'bold' })),
    fields.map(([field]) => text(example[field] ?? '')),
    ...Array.from({ length: emptyRows }, () => fields.map(() => text(''))),
  ];
  const columns = fields.map(() => ({ width: 24 }));
  return Buffer.from(
    await writeExcelFile(rows, { sheet: '填写这里', columns, stickyRowsCount: 1 }).toBuffer(),
  );
}
