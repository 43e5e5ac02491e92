import { maskIdNumber, maskPhone } from '@lifttrust/shared-types/person/person.codes';

const idNumber = /(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])/g;
const phone = /(?<!\d)1\d{10}(?!\d)/g;

/** Cells of a table for looking at: ID numbers and mobile numbers are recognisable and no more (CODES §5). */
export const maskCell = (cell: string): string =>
  cell.replace(idNumber, maskIdNumber).replace(phone, maskPhone);

export const masked = (rows: string[][]): string[][] => rows.map((row) => row.map(maskCell));
