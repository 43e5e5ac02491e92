import type { Item, Presence, VisitPack } from '@lifttrust/shared-types/visit/visit.contract';
import type { Command } from '../outbox/command';
import { differencesOf } from './differences';
import { partWith } from './part';
import { reduce } from './reduce';
import { roomOf } from './room-share';

const at = 1_763_600_000_000;
const chen = { id: '01PERSON000000000000000001', name: '陈守安' };
const lin = { id: '01PERSON000000000000000002', name: '林知行' };

const presence = (person: typeof chen, role: 'lead' | 'partner'): Presence => ({
  ...{ person, role, certified: true, codeAt: null, positionAt: null, positionVerdict: 'none' },
  ...{ distanceMetres: null, accuracyMetres: null, positionEvidence: false, identity: 'none' },
  ...{ identityMethod: null, startedAt: null, checkedOutAt: null, signedAt: null },
  ...{ offline: false, anchorAt: null, receivedAt: null, untrustedSteps: 0, clockJumpMs: 0 },
});

const item = (code: string): Item => ({
  ...{
    code,
    name: `项目 ${code}`,
    requirement: '',
    class: 'half_month',
    statutory: true,
    requiresTest: false,
  },
  ...{ result: null, note: '', reading: '', fileIds: [] },
});

const pack: VisitPack = {
  id: '01VISIT0000000000000000001',
  lift: {
    ...{ id: '01LIFT00000000000000000001', rescueCode: '990101', place: '锦绣花园', ownNumber: '1 号梯' },
  } as VisitPack['lift'],
  ...{ class: 'half_month', state: 'planned', plannedOn: '2025-11-20', dueOn: '2025-11-22' },
  ...{ lead: chen, partners: [lin], nextStep: 'code', templateEdition: 'T/1' },
  ...{ items: [item('A-1'), item('A-2')], photos: [], grade: null, gradeReason: '' },
  ...{ presences: [presence(chen, 'lead'), presence(lin, 'partner')], mine: presence(chen, 'lead') },
  ...{
    gradeChoices: ['正常', '关注'],
    photoMinimum: 1,
    nonces: ['n1', 'n2'],
    serverTime: at,
    recordId: null,
    paper: null,
  },
  anchor: `${at}.${'a'.repeat(32)}`,
  offline: {
    until: at + 3_600_000,
    codeHashes: [],
    fence: {
      position: { lng: 118.5862, lat: 24.9081, crs: 'GCJ02' },
      ...{ confirmed: true, radiusMetres: 200, weakMetres: 100, creditedMetres: 100 },
    },
    challenge: null,
    alternative: null,
    part: {
      ...{ visitId: '01VISIT0000000000000000001', personId: chen.id, templateEdition: 'T/1' },
      ...{ answers: [], photos: [], added: [], grade: null },
    },
  },
};

let count = 0;
function does(act: string, body: Record<string, unknown> = {}, photo?: string): Command {
  count += 1;
  const file = {
    path: `f/${photo}`,
    bytes: 10,
    contentType: 'image/jpeg' as const,
    sha256: photo ?? '',
    capturedAt: at,
  };
  const entry = { file, purpose: 'photo' as const, nonce: 'n1', announceKey: 'a', reportKey: 'r' };
  return {
    ...{ key: `k${count}`, at, visitId: pack.id, label: act, path: `/api/visits/${pack.id}/${act}`, body },
    ...{ by: { personId: chen.id, role: 'technician', organisationId: 'c' } },
    made: `${at}.${'a'.repeat(32)}.${count * 60_000}.0`,
    ...{ fileField: photo ? 'fileId' : null, state: 'queued', attempts: 0, delay: null, refusal: null },
    files: photo ? [{ ...entry, localId: `local-${photo}`, fileId: null, stored: false }] : [],
    expected: {},
  };
}

const beside = { lng: 118.5863, lat: 24.9081, crs: 'GCJ02', accuracyMetres: 20 };
const look = { readAt: at, stale: true };
const after = (...commands: Command[]) => reduce(pack, [], commands, look);

const answers = [
  { code: 'A-1', result: 'pass', note: '', reading: '', fileIds: [] },
  { code: 'A-2', result: 'treated', note: '已清洁', reading: '', fileIds: ['local-p2'] },
];
const wholeVisit = [
  does('code-scans', { token: 't' }),
  does('positions', beside),
  does('offline-challenges', { ticket: 'x' }),
  does('starts'),
  does('items', { answers }),
  does('photos', { slot: 'lift' }, 'p1'),
  does('grade', { grade: '正常', reason: '' }),
  does('signatures', { partHash: 'h' }),
  does('check-outs', { fix: null }),
  does('submission', { partHash: 'h' }),
];

test('a whole visit is walked through without a network, each step by the order of the rules', () => {
  const steps = wholeVisit.map((_, done) => after(...wholeVisit.slice(0, done)).nextStep);
  expect(steps).toEqual([
    ...['code', 'position', 'identity', 'start', 'work', 'work', 'work', 'sign', 'check_out', 'submit'],
  ]);
  const end = after(...wholeVisit);
  expect(end.nextStep).toBe('done');
  expect(end.onPhone).toMatchObject({ submitted: true, waiting: 10, stale: true });
});

test('what the service has not seen is marked, and the time shown is counted from its anchor', () => {
  const { mine, onPhone } = after(...wholeVisit.slice(0, 3));
  expect([...onPhone.unchecked]).toEqual(['code', 'position', 'identity']);
  expect(mine?.codeAt).toBe(at + 60_000);
  expect(mine).toMatchObject({ positionVerdict: 'fine', identity: 'in_review' });
});

test('the fence is judged on the phone by the rule of the service', () => {
  const far = after(does('positions', { ...beside, lat: 24.92 }));
  expect(far.mine?.positionVerdict).toBe('outside');
  const weak = after(does('positions', { ...beside, accuracyMetres: 400 }));
  expect(weak.mine?.positionVerdict).toBe('weak');
  const unknown = reduce({ ...pack, offline: null }, [], [does('positions', beside)], look);
  expect(unknown.mine?.positionVerdict).toBe('no_reference');
});

test('what was refused or has vanished counts for nothing', () => {
  const scan = does('code-scans', { token: 't' });
  expect(after({ ...scan, state: 'refused' }).nextStep).toBe('code');
  expect(after({ ...does('photos', { slot: 'lift' }, 'p9'), state: 'lost' }).photos).toEqual([]);
});

test('what was answered since the pack was told counts, and is no longer marked as unseen', () => {
  const visit = reduce(pack, wholeVisit.slice(0, 2), [], look);
  expect(visit.nextStep).toBe('identity');
  expect(visit.onPhone.unchecked.size).toBe(0);
});

test('a partner without a network signs their own part, whatever the lead has still to do', () => {
  const partner = { ...pack, mine: presence(lin, 'partner') };
  const done = wholeVisit.slice(0, 4);
  expect(reduce(partner, [], done, look).nextStep).toBe('sign');
  expect(reduce(partner, done, [], { ...look, stale: false }).nextStep).toBe('work');
});

test('an answer changed after the signature asks for a new one', () => {
  const changed = after(
    ...wholeVisit.slice(0, 8),
    does('items', { answers: [{ ...answers[0], result: 'fail', note: '门机异响' }] }),
  );
  expect(changed.mine?.signedAt).toBeNull();
  expect(changed.nextStep).toBe('sign');
});

test('an item added on the spot can be answered at once, and a photograph’s number is not given twice', () => {
  const added = does('added-items', { code: 'X-7K2M', name: '轿厢扶手', requirement: '' });
  const visit = after(
    added,
    does('items', { answers: [{ ...answers[0], code: 'X-7K2M' }] }),
    does('photos', { slot: 'lift' }, 'p1'),
  );
  expect(visit.items[2]).toMatchObject({ code: 'X-7K2M', result: 'pass', statutory: false });
  expect(visit.nonces).toEqual(['n2']);
});

test('one’s own part is what the service had and everything given since, photographs by their hashes', () => {
  const item = does('photos', { slot: 'item' }, 'p2');
  const part = partWith(
    pack.offline?.part ?? ({} as never),
    [item, ...wholeVisit.slice(4, 7)],
    [],
    () => null,
  );
  expect(part.answers[1]).toMatchObject({ code: 'A-2', photos: ['p2'] });
  expect(part.photos).toEqual([
    { slot: 'item', sha256: 'p2' },
    { slot: 'lift', sha256: 'p1' },
  ]);
  expect(part.grade).toEqual({ grade: '正常', reason: '' });
});

test('what the service holds differently is told in words, and what it holds alike is not', () => {
  const sent = does('items', { answers });
  const told = {
    ...pack,
    items: [
      { ...item('A-1'), result: 'fail' as const },
      { ...item('A-2'), result: 'treated' as const },
    ],
  };
  expect(differencesOf(sent, told)).toEqual(['“项目 A-1”：您填“合格”，现在记的是“不合格”。']);
  const seen = { ...pack, mine: { ...presence(chen, 'lead'), positionVerdict: 'outside' as const } };
  expect(
    differencesOf({ ...does('positions', beside), expected: { positionVerdict: 'fine' } }, seen),
  ).toEqual(['定位：手机当时判断“在范围内”，服务端核对为“不在范围内”。']);
});

test('room is short from four fifths on and full before the last picture no longer fits', () => {
  const held = { waiting: 0, sent: 90_000_000, store: 0 };
  expect(roomOf(held).state).toBe('ample');
  expect(roomOf({ ...held, waiting: 145_000_000 }).state).toBe('short');
  expect(roomOf({ ...held, store: 7_300_000 }).state).toBe('short');
  expect(roomOf({ ...held, waiting: 175_000_000 }).state).toBe('full');
});
