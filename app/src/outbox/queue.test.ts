import { AppError, NetworkError } from '@lifttrust/shared-types/kernel/app-error';
import { utf8Bytes } from '@lifttrust/shared-types/proof/proof.bytes';
import { sha256OfBytes } from '../platform/sha256';
import { PhoneMemory } from '../store/phone-memory';
import { SealedStorage } from '../store/sealed-storage';
import type { Command, CommandFile, Giver } from './command';
import { CommandStore } from './command-store';
import { FileGone, Held, Queue, type Transport } from './queue';

const chen: Giver = { personId: 'chen', role: 'technician', organisationId: 'company' };
const lin: Giver = { ...chen, personId: 'lin' };
const hashOf = (text: string) => sha256OfBytes(utf8Bytes(text));
const refused = new AppError('rule_broken', 'check_in.out_of_order', '请先扫码。');
const waits = new AppError('conflict', 'visit.waits_for_partner', '同伴的部分还没有上传。');

const file = (localId: string): CommandFile => ({
  file: { path: `wxfile://${localId}`, bytes: 1000, contentType: 'image/jpeg', sha256: 'a', capturedAt: 1 },
  purpose: 'photo',
  localId,
  announceKey: `announce-${localId}`,
  reportKey: `report-${localId}`,
  fileId: null,
  stored: false,
});

const command = (key: string, change: Partial<Command> = {}): Command => ({
  ...{ key, at: 1, by: chen, visitId: 'v1', made: null, label: key },
  ...{ path: '/api/visits/v1/items', body: {}, fileField: null, files: [], state: 'queued' },
  ...{ attempts: 0, delay: null, refusal: null, expected: {} },
  ...change,
});

/** A service behind a network that can be cut, and a phone that can be killed. */
class Line implements Transport {
  readonly arrived: { key: string; body: Record<string, unknown> }[] = [];
  readonly delivered: string[] = [];
  failures = new Map<string, Error>();
  gone = new Set<string>();
  connected = true;

  async post({ key }: Command, body: Record<string, unknown>): Promise<unknown> {
    if (!this.connected) throw new NetworkError('cut');
    const failure = this.failures.get(key);
    if (failure) throw failure;
    this.arrived.push({ key, body });
    return {};
  }

  async deliver(entry: CommandFile, _made: string | null, remember: () => void): Promise<string> {
    if (entry.stored && entry.fileId) return entry.fileId;
    if (this.gone.has(entry.localId)) throw new FileGone();
    if (!this.connected) throw new NetworkError('cut');
    entry.fileId = `id-${entry.localId}`;
    remember();
    entry.stored = true;
    this.delivered.push(entry.localId);
    remember();
    return entry.fileId;
  }

  async answered(): Promise<void> {}
}

class Phone {
  readonly memory = new PhoneMemory();
  readonly line = new Line();
  who: Giver = chen;
  store = this.opened();
  queue = this.started();

  kill(): void {
    this.store = this.opened();
    this.queue = this.started();
  }

  give(...commands: Command[]): void {
    for (const one of commands) this.store.save(one);
  }

  keys(): string[] {
    return this.line.arrived.map(({ key }) => key);
  }

  private opened(): CommandStore {
    return new CommandStore(
      new SealedStorage(this.memory, { personId: 'chen', key: 'ab'.repeat(32) }, hashOf),
    );
  }

  private started(): Queue {
    return new Queue(
      () => this.store,
      () => this.who,
      this.line,
      () => undefined,
    );
  }
}

test('commands leave in the order in which they were given, and nothing stays', async () => {
  const phone = new Phone();
  phone.give(command('1'), command('2'), command('3'));
  await phone.queue.drain();
  expect(phone.keys()).toEqual(['1', '2', '3']);
  expect(phone.store.all()).toEqual([]);
});

test('without a network nothing is lost; after a kill the same keys are sent once', async () => {
  const phone = new Phone();
  phone.line.connected = false;
  phone.give(command('1'), command('2', { files: [file('local-a')], fileField: 'fileId' }));
  await phone.queue.drain();
  expect(phone.store.all().map(({ state }) => state)).toEqual(['queued', 'queued']);
  phone.kill();
  phone.line.connected = true;
  await phone.queue.drain();
  expect(phone.line.arrived).toEqual([
    { key: '1', body: {} },
    { key: '2', body: { fileId: 'id-local-a' } },
  ]);
});

test('a file that was delivered before the cut is not sent a second time', async () => {
  const phone = new Phone();
  phone.give(command('1', { files: [file('local-a'), file('local-b')], fileField: 'fileIds' }));
  phone.line.failures.set('1', new NetworkError('cut after the files'));
  await phone.queue.drain();
  phone.kill();
  phone.line.failures.clear();
  await phone.queue.drain();
  expect(phone.line.delivered).toEqual(['local-a', 'local-b']);
  expect(phone.line.arrived[0]?.body).toEqual({ fileIds: ['id-local-a', 'id-local-b'] });
});

test('an answer that was lost is asked for again under the same key', async () => {
  const phone = new Phone();
  phone.give(command('1'));
  phone.line.failures.set('1', new NetworkError('the answer was lost'));
  await expect(phone.queue.sendNow('1')).rejects.toBeInstanceOf(NetworkError);
  expect(phone.store.find('1')).toMatchObject({ state: 'queued', attempts: 1, delay: { by: 'network' } });
  phone.line.failures.clear();
  await phone.queue.drain();
  expect(phone.keys()).toEqual(['1']);
});

test('a picture named by the phone is named by the service’s id in what follows; one given up leaves no trace', async () => {
  const phone = new Phone();
  const answers = [{ code: 'A-1', result: 'pass', fileIds: ['local-a', 'local-lost', '01SERVICE'] }];
  phone.give(
    command('1', { files: [file('local-a')], fileField: 'fileId', path: '/api/visits/v1/photos' }),
    command('2', { body: { answers } }),
  );
  await phone.queue.drain();
  expect(phone.line.arrived[1]?.body).toEqual({
    answers: [{ code: 'A-1', result: 'pass', fileIds: ['id-local-a', '01SERVICE'] }],
  });
});

test('a file that has vanished is told and holds up nothing but the closing of its visit', async () => {
  const phone = new Phone();
  phone.line.gone.add('local-a');
  phone.give(
    command('photo', { files: [file('local-a')], fileField: 'fileId', path: '/api/visits/v1/photos' }),
    command('items'),
    command('sign', { path: '/api/visits/v1/signatures' }),
    command('other', { visitId: 'v2', path: '/api/visits/v2/submission' }),
  );
  await phone.queue.drain();
  expect(phone.keys()).toEqual(['items', 'other']);
  expect(phone.store.find('photo')?.state).toBe('lost');
  expect(phone.store.find('sign')).toMatchObject({ state: 'queued', delay: { by: 'earlier' } });
  phone.store.drop('photo');
  await phone.queue.drain();
  expect(phone.keys()).toEqual(['items', 'other', 'sign']);
});

test('a refused step holds the rest of its visit, never another visit, and is kept with its reason', async () => {
  const phone = new Phone();
  phone.line.failures.set('scan', refused);
  phone.give(
    command('scan', { path: '/api/visits/v1/code-scans' }),
    command('items'),
    command('other', { visitId: 'v2' }),
  );
  await phone.queue.drain();
  expect(phone.keys()).toEqual(['other']);
  expect(phone.store.find('scan')).toMatchObject({ state: 'refused', refusal: { message: '请先扫码。' } });
  expect(phone.store.find('items')?.delay).toEqual({ by: 'earlier' });
});

test('the submission waits for the partner’s part, is never dropped, and lets everything else pass', async () => {
  const phone = new Phone();
  phone.line.failures.set('submit', waits);
  phone.give(command('submit', { path: '/api/visits/v1/submission' }), command('other', { visitId: 'v2' }));
  await phone.queue.drain();
  await phone.queue.drain();
  expect(phone.keys()).toEqual(['other']);
  expect(phone.store.find('submit')).toMatchObject({
    state: 'queued',
    attempts: 2,
    delay: { by: 'partner', word: '同伴的部分还没有上传。' },
  });
  phone.line.failures.clear();
  await phone.queue.drain();
  expect(phone.keys()).toEqual(['other', 'submit']);
});

test('a service that is ill stops the queue, and everything is kept for later', async () => {
  const phone = new Phone();
  phone.line.failures.set('1', new AppError('unavailable', 'kernel.unavailable', '服务正在维护。'));
  phone.give(command('1'), command('2'));
  await phone.queue.drain();
  expect(phone.keys()).toEqual([]);
  expect(phone.store.find('1')?.delay).toEqual({ by: 'service', word: '服务正在维护。' });
});

test('a command is never sent as somebody else’s, nor in another role', async () => {
  const phone = new Phone();
  phone.give(command('1'));
  phone.who = lin;
  await phone.queue.drain();
  phone.who = { ...chen, role: 'company_admin' };
  await expect(phone.queue.sendNow('1')).rejects.toBeInstanceOf(Held);
  expect(phone.keys()).toEqual([]);
  phone.who = chen;
  await phone.queue.drain();
  expect(phone.keys()).toEqual(['1']);
});

test('a full phone refuses the command before anything else happens, and what was there is unharmed', async () => {
  const phone = new Phone();
  phone.give(command('1'));
  phone.memory.limit = [...phone.memory.values.values()].join('').length + 50;
  expect(() => phone.give(command('2'))).toThrow('手机存储空间不足');
  phone.memory.limit = Number.POSITIVE_INFINITY;
  phone.kill();
  expect(phone.store.all().map(({ key }) => key)).toEqual(['1']);
});
