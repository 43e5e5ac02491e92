import type { Refusal } from '../kernel/app-error';
import { normaliseCode } from '../lift/lift.codes';

/** One spelling: half-width, capitals, and a plain hyphen for the dashes that word processors put in. */
export const normalisePermitNumber = (raw: string): string => normaliseCode(raw).replace(/[—–―－‐−]+/g, '-');

/**
 * 许可证编号: `TS`, seven signs, a hyphen and the year in which it ends, e.g. TS3399001-2028.
 * @basis TSG 07-2019 (CODES §7); the year is no full date, so the last day is kept apart
 */
export const isPermitNumber = (raw: string): boolean =>
  /^TS[0-9A-Z]{7}-\d{4}$/.test(normalisePermitNumber(raw));

/** The same permit in all its periods: the number without its year. */
export const permitStem = (raw: string): string => normalisePermitNumber(raw).slice(0, 9);

/** `until`: the last day as entered, null when it is missing. */
export function refusePermitNumber(raw: string, until: string | null): Refusal | null {
  if (!isPermitNumber(raw))
    return {
      code: 'paper.permit_number_invalid',
      field: 'number',
      message: '许可证编号应为 TS 加七位数字或字母、短横、年份，例如 TS3399001-2028，请对照证书核对。',
    };
  const year = normalisePermitNumber(raw).slice(-4);
  if (until === null || until.startsWith(year)) return null;
  return {
    code: 'paper.permit_year_differs',
    field: 'until',
    message: `编号末尾的年份是 ${year}，与填写的有效期不在同一年，请核对。`,
  };
}
