import { isRegistration, judgeTwin, refuseEntry, refuseLocalDecision } from './entry.rules';

test('where the superior system enters lifts, no company does', () => {
  expect(refuseEntry('superior_system')?.code).toBe('lift.entered_by_superior');
  expect(refuseEntry('both')).toBeNull();
  expect(refuseEntry('company')).toBeNull();
});

test('what is registered elsewhere is decided there; place and number on site are decided here', () => {
  expect(refuseLocalDecision(['useRegistration'], 'both')?.code).toBe('lift.superior_system_decides');
  expect(refuseLocalDecision(['useRegistration', 'place'], 'superior_system')).not.toBeNull();
  expect(refuseLocalDecision(['ownNumber', 'place', 'address', 'rescueCode'], 'superior_system')).toBeNull();
  expect(refuseLocalDecision(['useRegistration'], 'company')).toBeNull();
  expect(isRegistration('ratedSpeed')).toBe(true);
});

const scanned = { id: 'one', ownNumber: '1#' };
const twins = [{ id: 'two', ownNumber: '2#' }];

test('a lift that stands alone needs neither number nor photograph', () => {
  expect(judgeTwin(scanned, [], { ownNumber: '', hasPhoto: false })).toBe('fine');
});

test('of twins the number on site and a photograph of the nameplate are asked for', () => {
  expect(judgeTwin(scanned, twins, { ownNumber: '', hasPhoto: true })).toBe('missing');
  expect(judgeTwin(scanned, twins, { ownNumber: '1#', hasPhoto: false })).toBe('missing');
  expect(judgeTwin(scanned, twins, { ownNumber: ' 1# ', hasPhoto: true })).toBe('fine');
});

test('whoever reads another number stands before another lift', () => {
  expect(judgeTwin(scanned, twins, { ownNumber: '2#', hasPhoto: true })).toBe('other');
  expect(judgeTwin(scanned, twins, { ownNumber: '9#', hasPhoto: true })).toBe('other');
});

test('a lift whose number nobody registered may get one that is no twin’s', () => {
  const nameless = { id: 'one', ownNumber: '' };
  expect(judgeTwin(nameless, twins, { ownNumber: '1#', hasPhoto: true })).toBe('fine');
  expect(judgeTwin(nameless, twins, { ownNumber: '2#', hasPhoto: true })).toBe('other');
});
