import { type ClaimedIdentity, refuseIdentity, refusePhone, tidyPhone } from './organisation.rules';

const company: ClaimedIdentity = {
  kind: 'owner',
  ownerKind: 'company',
  creditCode: '91999999MA0000001N',
  idNumber: '',
  noCodeReason: '',
};
const reasons = (claimed: Partial<ClaimedIdentity>) =>
  refuseIdentity({ ...company, ...claimed }).map(({ code }) => code);

test('a company proves itself by its credit code, and a wrong check sign is refused', () => {
  expect(reasons({})).toEqual([]);
  expect(reasons({ creditCode: '' })).toEqual(['organisation.credit_code_missing']);
  expect(reasons({ creditCode: '91999999MA0000001P' })).toEqual(['organisation.credit_code_invalid']);
  expect(reasons({ kind: 'maintenance_company', ownerKind: null, creditCode: '' })).toEqual([
    'organisation.credit_code_missing',
  ]);
});

test('an owners’ committee or a village may have no code, and says why', () => {
  expect(reasons({ ownerKind: 'owners_committee', creditCode: '', noCodeReason: '未办理登记' })).toEqual([]);
  expect(reasons({ ownerKind: 'village', creditCode: '' })).toEqual(['organisation.no_code_reason_missing']);
  expect(reasons({ ownerKind: 'village', creditCode: '529999995000000171' })).toEqual([]);
});

test('a natural person proves themselves by their ID number and nobody else gives one', () => {
  const person = { ownerKind: 'natural_person' as const, creditCode: '' };
  expect(reasons({ ...person, idNumber: '999999199001010011' })).toEqual(['person.id_number_invalid']);
  expect(reasons({ ...person, idNumber: '999999199001010016' })).toEqual([]);
  expect(reasons({ idNumber: '999999199001010016' })).toEqual(['organisation.id_number_unfit']);
});

test('an owner says which kind it is; others are of no such kind', () => {
  expect(reasons({ ownerKind: null })).toEqual(['organisation.owner_kind_missing']);
  expect(reasons({ kind: 'insurer' })).toEqual(['organisation.owner_kind_unfit']);
});

test.each(['10001000001', '0595-2212 3456', '400-100-0000', '96333', '(0595)22123456'])(
  '%s is a telephone number',
  (phone) => expect(refusePhone(phone, 'phone', '联系电话')).toBeNull(),
);

test.each(['', '123', '一二三四五', '100010000011', '<b>96333</b>'])('%s is none', (phone) =>
  expect(refusePhone(phone, 'phone', '联系电话')?.code).toBe('organisation.phone_invalid'),
);

test('a number is kept as its digits', () => {
  expect(tidyPhone('（０５９５）2212-3456')).toBe('059522123456');
});
