import { CityParameters } from '../city/city.parameters';
import type { GeoPoint } from '../kernel/geo';
import { type FindingFacts, findingsAtSubmit, type PresenceEvidence } from './record.finding.rules';

const minute = 60_000;
const from = Date.parse('2026-11-20T02:00:00Z');
const to = from + 30 * minute;
const here: GeoPoint = { lng: 118.587, lat: 24.9073, crs: 'GCJ02' };
const far: GeoPoint = { lng: 118.667, lat: 24.9073, crs: 'GCJ02' };
const parameters = CityParameters.parse({});

const technician = (name: string, change: Partial<PresenceEvidence> = {}): PresenceEvidence => ({
  person: { id: name, name },
  deviceId: `phone of ${name}`,
  deviceModel: `model of ${name}`,
  positionVerdict: 'fine',
  distanceMetres: 12,
  accuracyMetres: 20,
  fix: here,
  checkOutVerdict: 'fine',
  identity: 'accepted',
  startedAt: from,
  checkedOutAt: to,
  clockSkewMs: 0,
  anchorAt: null,
  receivedAt: null,
  untrustedSteps: 0,
  clockJumpMs: 0,
  signedBeforeLeaving: null,
  mockAttempts: 0,
  stay: { visitId: 'this', from, to, position: here },
  otherStays: [],
  ...change,
});
const one = technician('张一');
const find = (change: Partial<PresenceEvidence>, facts: Partial<FindingFacts> = {}) =>
  findingsAtSubmit({
    class: 'half_month',
    presences: [one, technician('李二', change)],
    reusedPhotos: [],
    parameters,
    ...facts,
  });
const codes = (...input: Parameters<typeof find>) => find(...input).map((finding) => finding.code);

test('honest work of two technicians raises no doubt', () => {
  expect(find({})).toEqual([]);
});

test('every doubt says what it rests on and what settles it', () => {
  const [finding] = find({ positionVerdict: 'outside', distanceMetres: 841.2 });
  expect(finding).toEqual({
    code: 'check_in.position_outside',
    message: '李二签到时距电梯 841 米，超出允许范围。',
    settledBy: '由核验人员核对补拍的现场照片后作出决定',
    settled: false,
  });
});

test.each([
  ['a weak position', { positionVerdict: 'weak', accuracyMetres: 800 }, 'check_in.position_weak'],
  ['no position at all', { positionVerdict: 'none', fix: null }, 'check_in.position_missing'],
  ['a check-out elsewhere', { checkOutVerdict: 'outside' }, 'check_in.check_out_outside'],
  ['an identity with the reviewer', { identity: 'in_review' }, 'face.in_review'],
  ['a phone of the partner', { deviceId: 'phone of 张一' }, 'check_in.same_device'],
  [
    'a phone like the partner’s at the same spot',
    { deviceModel: 'model of 张一' },
    'check_in.identical_fixes',
  ],
  ['a clock 121 s fast', { clockSkewMs: 121_000 }, 'check_in.clock_skewed'],
  ['a clock 121 s slow', { clockSkewMs: -121_000 }, 'check_in.clock_skewed'],
  ['a simulated position tried before', { mockAttempts: 2 }, 'check_in.mock_position'],
] as const)('%s is a doubt', (_, change, code) => {
  expect(codes(change)).toEqual([code]);
});

test('a lift whose position nobody has confirmed casts no doubt on the technician', () => {
  expect(codes({ positionVerdict: 'no_reference', distanceMetres: null })).toEqual([]);
});

test('the alternative to face raises no doubt that face does not', () => {
  expect(codes({ identity: 'accepted' })).toEqual([]);
});

test('two phones that tell no device are not taken for one', () => {
  const presences = [technician('张一', { deviceId: null }), technician('李二', { deviceId: null })];
  expect(codes({}, { presences })).toEqual([]);
});

test('technicians who check in more than thirty minutes apart are a doubt', () => {
  const later = (minutes: number) => ({
    stay: { visitId: 'this', from: from + minutes * minute, to, position: here },
  });
  expect(codes(later(30))).toEqual([]);
  expect(codes(later(31))).toEqual(['check_in.far_apart']);
});

test.each([
  ['half_month', 20],
  ['quarter', 40],
  ['half_year', 60],
  ['year', 90],
] as const)('a %s visit shorter than %d minutes is a doubt, not a refusal', (maintenanceClass, least) => {
  const lasting = (minutes: number) => {
    const checkedOutAt = from + minutes * minute;
    return [technician('张一', { checkedOutAt }), technician('李二', { checkedOutAt })];
  };
  expect(codes({}, { class: maintenanceClass, presences: lasting(least) })).toEqual([]);
  expect(codes({}, { class: maintenanceClass, presences: lasting(least - 1) })).toEqual([
    'record.duration_short',
  ]);
});

test('the demo city’s two minutes are a parameter like any other', () => {
  const short = { ...parameters, durationMinutes: { half_month: 2, quarter: 2, half_year: 2, year: 2 } };
  const presences = [technician('张一', { checkedOutAt: from + 2 * minute })];
  expect(codes({}, { parameters: short, presences })).toEqual([]);
});

test('work at two lifts at once is a doubt', () => {
  const otherStays = [{ visitId: 'other', from: from - minute, to: from + minute, position: here }];
  expect(codes({ otherStays })).toEqual(['check_in.overlap']);
});

test('a check-out forgotten in the morning of the day before is held against nobody', () => {
  const forgotten = (hours: number) => ({
    otherStays: [{ visitId: 'other', from: from - hours * 60 * minute, to: null, position: here }],
  });
  expect(codes(forgotten(7))).toEqual(['check_in.overlap']);
  expect(codes(forgotten(24))).toEqual([]);
});

test('eight kilometres from the lift before in one minute are a doubt', () => {
  const otherStays = [{ visitId: 'before', from: from - 60 * minute, to: from - minute, position: far }];
  const [finding] = find({ otherStays });
  expect(finding?.code).toBe('check_in.travel_impossible');
  expect(finding?.message).toContain('1 分钟内到了 8.1 公里外');
});

test('eight kilometres to a lift already visited afterwards are a doubt too, when records arrive late', () => {
  const otherStays = [{ visitId: 'after', from: to + minute, to: null, position: far }];
  expect(codes({ otherStays })).toEqual(['check_in.travel_impossible']);
});

test('eight kilometres in half an hour are none', () => {
  const otherStays = [{ visitId: 'before', from: from - 90 * minute, to: from - 30 * minute, position: far }];
  expect(codes({ otherStays })).toEqual([]);
});

test('a photograph seen before is a doubt', () => {
  expect(codes({}, { reusedPhotos: [{ slot: '完工现场', earlierOn: '2026-11-05' }] })).toEqual([
    'file.photo_reused',
  ]);
});

test('all doubts are named together', () => {
  expect(codes({ positionVerdict: 'weak', identity: 'in_review', clockSkewMs: 999_000 })).toEqual([
    'check_in.position_weak',
    'face.in_review',
    'check_in.clock_skewed',
  ]);
});

const hour = 60 * minute;
/** Two hours are the default of `offline.contactHours`. */
const apart = (beforeMs: number, afterMs: number) => ({
  anchorAt: from - beforeMs,
  receivedAt: to + afterMs,
});

test('work without a network is no doubt while the service hears of the phone two hours before or after', () => {
  expect(codes(apart(9 * hour, 2 * hour))).toEqual([]);
  expect(codes(apart(2 * hour, 14 * hour))).toEqual([]);
});

test('work of which only the phone can say when it was is a doubt, with both silences in words', () => {
  const [finding] = find(apart(9 * hour, 14 * hour + 5 * minute));
  expect(finding).toMatchObject({ code: 'check_in.offline_too_long', settled: false });
  expect(finding?.message).toBe(
    '李二开始作业前 9 小时、签退后 14 小时 5 分内手机都没有联系过服务器，作业时间由手机推算。',
  );
});

test('the city says how long a silence may be', () => {
  const offline = { ...parameters.offline, contactHours: 24 };
  expect(codes(apart(9 * hour, 14 * hour), { parameters: { ...parameters, offline } })).toEqual([]);
});

test.each([
  ['forward', 24 * hour, '拨快了 24 小时'],
  ['back', -26 * hour, '拨慢了 26 小时'],
])('a phone’s clock set %s during the work is told with its size', (_way, clockJumpMs, words) => {
  const [finding] = find({ clockJumpMs });
  expect(finding?.code).toBe('check_in.clock_jumped');
  expect(finding?.message).toContain(words);
});

test('a clock put right by two minutes is none', () => {
  expect(codes({ clockJumpMs: 120_000 })).toEqual([]);
});

test('steps whose time cannot be checked are counted', () => {
  const [finding] = find({ untrustedSteps: 3 });
  expect(finding?.message).toBe('李二有 3 个步骤的离线时间无法核实，已按服务器收到的时间记录。');
});

test('a signature made before its signer left, and come after, stands and is told', () => {
  const [finding] = find({ signedBeforeLeaving: { signedAt: to, leftAt: to + 3 * hour } });
  expect(finding?.code).toBe('record.signer_left');
});

test('two visits done offline far apart are compared by when they were done, not by when they came', () => {
  const before = { visitId: 'other', from: from - 2 * hour, to: from - hour, position: far };
  expect(codes({ ...apart(3 * hour, 30 * minute), otherStays: [before] })).toEqual([]);
  const close = { ...before, to: from - minute };
  expect(codes({ ...apart(3 * hour, 30 * minute), otherStays: [close] })).toEqual([
    'check_in.travel_impossible',
  ]);
});
