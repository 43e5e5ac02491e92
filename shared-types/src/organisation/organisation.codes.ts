import type { Refusal } from '../kernel/app-error';
import { normaliseCode } from '../lift/lift.codes';

/** The 31 signs of GB 32100: no I O S V Z. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/**
 * The last sign of a 统一社会信用代码, from its first seventeen; null when one of them is not of the alphabet.
 * @basis GB 32100-2015
 */
export function creditCodeCheckSign(first17: string): string | null {
  let sum = 0;
  for (const [place, weight] of weights.entries()) {
    const value = alphabet.indexOf(first17[place] ?? ' ');
    if (value < 0) return null;
    sum += value * weight;
  }
  return alphabet[(31 - (sum % 31)) % 31] ?? null;
}

/** @basis GB 32100-2015 */
export function isCreditCode(raw: string): boolean {
  const code = normaliseCode(raw);
  return code.length === 18 && creditCodeCheckSign(code.slice(0, 17)) === code[17];
}

/** An empty code is no error: 业主委员会 and 村委会 have none (CODES §4). */
export function refuseCreditCode(raw: string): Refusal | null {
  const code = normaliseCode(raw);
  if (code === '' || isCreditCode(code)) return null;
  const hint = /[IO]/.test(code)
    ? '其中不会有字母 I 和 O，请核对是否应为数字 1 和 0。'
    : '请对照营业执照逐位核对（共 18 位）。';
  return {
    code: 'organisation.credit_code_invalid',
    field: 'creditCode',
    message: `统一社会信用代码有误，${hint}`,
  };
}
