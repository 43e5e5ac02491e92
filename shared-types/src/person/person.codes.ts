import type { Refusal } from '../kernel/app-error';
import { normaliseCode } from '../lift/lift.codes';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/**
 * The last sign of a 公民身份号码, from its first seventeen digits.
 * @basis GB 11643-1999
 */
export function idNumberCheckSign(first17: string): string {
  const sum = weights.reduce((total, weight, place) => total + weight * Number(first17[place]), 0);
  return '10X98765432'.charAt(sum % 11);
}

function isCalendarDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/**
 * A 公民身份号码, and so a 作业人员证书编号, which is the same number (CODES §5): sensitive, encrypted, masked.
 * @basis GB 11643-1999
 */
export function isIdNumber(raw: string): boolean {
  const number = normaliseCode(raw);
  if (!/^[1-9]\d{16}[\dX]$/.test(number)) return false;
  const [year, month, day] = [number.slice(6, 10), number.slice(10, 12), number.slice(12, 14)].map(Number);
  if (!year || !month || !day || year < 1900 || !isCalendarDay(year, month, day)) return false;
  return idNumberCheckSign(number.slice(0, 17)) === number[17];
}

export const refuseIdNumber = (raw: string): Refusal | null =>
  isIdNumber(raw)
    ? null
    : {
        code: 'person.id_number_invalid',
        field: 'idNumber',
        message: '身份证号码（作业人员证书编号）有误，请对照证件逐位核对。',
      };

/** A mainland mobile number, the one registered with DingTalk (ORG-06). */
export const isMobileNumber = (raw: string): boolean => /^1\d{10}$/.test(normaliseCode(raw));

/** `500106********0001`: enough to recognise, too little to misuse (CODES §5). */
export const maskIdNumber = (number: string): string =>
  number.length < 12 ? '*'.repeat(number.length) : `${number.slice(0, 6)}********${number.slice(-4)}`;

/** `100****0001` */
export const maskPhone = (phone: string): string =>
  phone.length < 8 ? '*'.repeat(phone.length) : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
