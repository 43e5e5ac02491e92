import { type FiledUnit, isDifferent, refuseFiling } from './filing.rules';

const unit: FiledUnit = {
  creditCode: '91999999MA0000001N',
  phone: '0595-22123456',
  emergencyPhone: '400-100-0000',
  contact: { name: '沈分派', phone: '10001000001' },
  permitNumber: 'TS3399999-2030',
  permitUntil: '2030-05-01',
  staff: [
    { name: '程望舒', phone: '10001000002', certified: true },
    { name: '江怀远', phone: '10001000003', certified: false },
  ],
};
const reasons = (part: Partial<FiledUnit>, today = '2026-11-21') =>
  refuseFiling({ ...unit, ...part }, today).map(({ code }) => code);

test('a whole filing is taken', () => expect(reasons({})).toEqual([]));

test('a wrong check sign or no code at all is refused', () => {
  expect(reasons({ creditCode: '91999999MA0000001P' })).toEqual(['organisation.credit_code_invalid']);
  expect(reasons({ creditCode: '' })).toEqual(['filing.credit_code_missing']);
});

test('a permit is good through its last day', () => {
  expect(reasons({}, '2030-05-01')).toEqual([]);
  expect(reasons({}, '2030-05-02')).toEqual(['filing.permit_expired']);
  expect(reasons({ permitNumber: '3399999-2030' })).toEqual(['filing.permit_number_invalid']);
});

test('everybody has a phone of their own and somebody is certified', () => {
  const [first, second] = unit.staff;
  if (!first || !second) throw new Error('the example has two');
  expect(reasons({ staff: [first, { ...second, phone: first.phone }] })).toEqual([
    'filing.staff_phone_twice',
  ]);
  expect(reasons({ staff: [first, { ...second, phone: '0595' }] })).toEqual(['filing.staff_phone_invalid']);
  expect(reasons({ staff: [second] })).toEqual(['filing.nobody_certified']);
});

test('the first administrator has a mobile number, day and night somebody answers', () => {
  expect(reasons({ contact: { name: '沈分派', phone: '0595-22123456' } })).toEqual([
    'filing.contact_phone_invalid',
  ]);
  expect(reasons({ emergencyPhone: '' })).toEqual(['organisation.phone_invalid']);
});

test('spelling is no difference between filing and reality', () => {
  expect(isDifferent('云阶（示例）电梯 有限公司', '云阶(示例)电梯有限公司')).toBe(false);
  expect(isDifferent('示例路 3 号', '示例路 8 号')).toBe(true);
});
