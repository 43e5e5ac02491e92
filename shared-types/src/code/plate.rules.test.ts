import { refuseSticking } from './plate.rules';

const lift = {
  ownNumber: '1#',
  useRegistration: '梯11闽C00001(20)',
  registrationCode: '31103505002016050001',
  equipmentCode: '',
  factoryNumber: '',
};
const codeOf = (said: { ownNumber: string; registration: string }, of = lift) =>
  refuseSticking(of, said)?.code;

test('a code is stuck where number and own number agree with the register, in any spelling', () => {
  expect(refuseSticking(lift, { ownNumber: '1#', registration: '31103505002016050001' })).toBeNull();
  expect(refuseSticking(lift, { ownNumber: '１＃', registration: '梯11闽c00001（20）' })).toBeNull();
});

test('the last four digits are enough, three are not', () => {
  expect(refuseSticking(lift, { ownNumber: '1#', registration: '0001' })).toBeNull();
  expect(codeOf({ ownNumber: '1#', registration: '001' })).toBe('plate.number_short');
});

test('the number of another lift is found, and so is the twin beside it', () => {
  expect(codeOf({ ownNumber: '1#', registration: '0002' })).toBe('plate.number_differs');
  expect(codeOf({ ownNumber: '2#', registration: '0001' })).toBe('plate.own_number_differs');
});

test('a lift without any number in the register has to be entered first', () => {
  const empty = { ...lift, useRegistration: '', registrationCode: '' };
  expect(codeOf({ ownNumber: '1#', registration: '0001' }, empty)).toBe('plate.no_number');
});
