import { CityParameters } from '../city/city.parameters';
import { limitsOf, mayAnnounce, refuseAnnouncement } from './file.rules';

const parameters = CityParameters.parse({});
const codes = (file: Parameters<typeof refuseAnnouncement>[0]) =>
  refuseAnnouncement(file, parameters).map(({ code }) => code);

test('a photograph is a picture of at most 500 kB', () => {
  expect(codes({ purpose: 'photo', bytes: 500_000, contentType: 'image/jpeg' })).toEqual([]);
  expect(codes({ purpose: 'photo', bytes: 500_001, contentType: 'image/jpeg' })).toEqual(['file.too_large']);
});

test('a city may allow larger photographs', () => {
  const larger = { ...parameters, photos: { ...parameters.photos, maxBytes: 2_000_000 } };
  expect(
    refuseAnnouncement({ purpose: 'photo', bytes: 1_999_999, contentType: 'image/jpeg' }, larger),
  ).toEqual([]);
});

test.each(['application/pdf', 'text/html', 'image/svg+xml', ''])('%p is no photograph', (contentType) => {
  expect(codes({ purpose: 'photo', bytes: 1000, contentType })).toEqual(['file.type_not_allowed']);
});

test('a signature comes as the pad draws it', () => {
  expect(codes({ purpose: 'signature', bytes: 1000, contentType: 'image/png' })).toEqual([]);
  expect(codes({ purpose: 'signature', bytes: 1000, contentType: 'image/jpeg' })).toHaveLength(1);
});

test('faces lie encrypted, evidence lies as it came', () => {
  expect(limitsOf('challenge_frame', parameters).isSealed).toBe(true);
  expect(limitsOf('enrolment_frame', parameters).isSealed).toBe(true);
  expect(limitsOf('photo', parameters).isSealed).toBe(false);
});

test('a district’s spreadsheet may be large, and both faults are named at once', () => {
  expect(codes({ purpose: 'spreadsheet', bytes: 60_000_000, contentType: 'text/csv' })).toEqual([]);
  expect(codes({ purpose: 'spreadsheet', bytes: 70_000_000, contentType: 'image/png' })).toEqual([
    'file.type_not_allowed',
    'file.too_large',
  ]);
});

test('a scan of a paper is a PDF or a picture of at most 20 MB and lies encrypted', () => {
  expect(codes({ purpose: 'paper', bytes: 20 * 1_048_576, contentType: 'application/pdf' })).toEqual([]);
  expect(codes({ purpose: 'paper', bytes: 20 * 1_048_576 + 1, contentType: 'image/jpeg' })).toEqual([
    'file.too_large',
  ]);
  expect(codes({ purpose: 'paper', bytes: 1000, contentType: 'application/x-msdownload' })).toEqual([
    'file.type_not_allowed',
  ]);
  expect(limitsOf('paper', parameters).isSealed).toBe(true);
});

test('inspectors and other units’ administrators send papers and nothing else', () => {
  expect(mayAnnounce('inspector', 'paper')).toBe(true);
  expect(mayAnnounce('inspector', 'photo')).toBe(false);
  expect(mayAnnounce('technician', 'photo')).toBe(true);
  expect(mayAnnounce('reviewer', 'paper')).toBe(false);
  expect(mayAnnounce('hotline_operator', 'paper')).toBe(false);
  expect(mayAnnounce('rescuer', 'photo')).toBe(true);
  expect(mayAnnounce('rescuer', 'paper')).toBe(true);
});
