import { creditCodeCheckSign, isCreditCode, refuseCreditCode } from './organisation.codes';

// Invented bodies of the region 999999, which does not exist.
const codes = ['91999999MA0000001N', '92999999MA00XY12KC', '529999995000000171'];

test.each(codes)('%s carries its check sign', (code) => {
  expect(isCreditCode(code)).toBe(true);
  expect(creditCodeCheckSign(code.slice(0, 17))).toBe(code[17]);
});

test('one sign changed anywhere is noticed', () => {
  const [code = ''] = codes;
  for (let place = 0; place < 17; place += 1) {
    const wrong = code[place] === '7' ? '8' : '7';
    expect(isCreditCode(code.slice(0, place) + wrong + code.slice(place + 1))).toBe(false);
  }
});

test('small letters, full-width signs and blanks are read as what they mean', () => {
  expect(isCreditCode(' ９１999999ma0000001n ')).toBe(true);
  expect(isCreditCode('91999999 MA0000001N')).toBe(true);
});

test('O for 0 and I for 1 are refused with a hint', () => {
  expect(refuseCreditCode('91999999MAO000001N')?.message).toContain('数字 1 和 0');
});

test('a code of the wrong length is refused', () => {
  expect(refuseCreditCode('91999999MA0000001')?.code).toBe('organisation.credit_code_invalid');
  expect(isCreditCode('')).toBe(false);
});

test('an owner without a code, such as 业主委员会, is no error', () => {
  expect(refuseCreditCode('')).toBeNull();
});
