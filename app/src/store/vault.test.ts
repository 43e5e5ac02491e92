import { utf8Bytes } from '@lifttrust/shared-types/proof/proof.bytes';
import { sha256OfBytes } from '../platform/sha256';
import { PhoneMemory } from './phone-memory';
import { Vault } from './vault';

const hashOf = (text: string) => sha256OfBytes(utf8Bytes(text));
const chen = { personId: 'person-chen', key: 'c1'.repeat(32) };
const lin = { personId: 'person-lin', key: 'd2'.repeat(32) };

class Phone {
  readonly memory = new PhoneMemory();
  who: string | null = null;
  /** The app as it starts: nothing in memory but what the phone kept. */
  start(): Vault {
    return new Vault(this.memory.secretPlace, this.memory, () => this.who, hashOf);
  }
  signIn(vault: Vault, key: typeof chen): void {
    this.who = key.personId;
    vault.take(key);
  }
}

test('what a person left is there after the app was killed, without asking the service', async () => {
  const phone = new Phone();
  const first = phone.start();
  phone.signIn(first, chen);
  first.store()?.write('pack/1', { place: '锦绣花园' });
  await Promise.resolve();
  const second = phone.start();
  expect(second.store()).toBeNull();
  await second.ready();
  expect(second.store()?.read('pack/1')).toEqual({ place: '锦绣花园' });
});

test('nothing that lies on the phone can be read without the key, names and people included', async () => {
  const phone = new Phone();
  const vault = phone.start();
  phone.signIn(vault, chen);
  vault.store()?.write('outbox/1', { label: '签到定位', note: '锦绣花园' });
  const all = JSON.stringify([...phone.memory.values]);
  expect(all).not.toContain('锦绣花园');
  expect(all).not.toContain(chen.personId);
});

test('another person who signs in on the same phone opens nothing of the first one’s, and the first one finds it again', async () => {
  const phone = new Phone();
  const vault = phone.start();
  phone.signIn(vault, chen);
  vault.store()?.write('outbox', ['1']);
  phone.signIn(vault, lin);
  expect(vault.store()?.read('outbox')).toBeNull();
  vault.store()?.write('outbox', ['2']);
  phone.signIn(vault, chen);
  expect(vault.store()?.read('outbox')).toEqual(['1']);
});

test('before the new person’s key has come the old person’s store is closed already', () => {
  const phone = new Phone();
  const vault = phone.start();
  phone.signIn(vault, chen);
  phone.who = lin.personId;
  expect(vault.store()).toBeNull();
  phone.who = null;
  expect(vault.store()).toBeNull();
});

test('signed out, the key is gone from the phone; signed in again, the work is there', async () => {
  const phone = new Phone();
  const vault = phone.start();
  phone.signIn(vault, chen);
  vault.store()?.write('draft/1', { a: 1 });
  vault.wipe();
  expect(phone.memory.secret).toBeNull();
  expect(vault.store()).toBeNull();
  const next = phone.start();
  await next.ready();
  expect(next.store()).toBeNull();
  phone.signIn(next, chen);
  expect(next.store()?.read('draft/1')).toEqual({ a: 1 });
});

test('under another key of the same person nothing that lies there is written over', () => {
  const phone = new Phone();
  const vault = phone.start();
  phone.signIn(vault, chen);
  vault.store()?.write('outbox', ['1']);
  phone.signIn(vault, { ...chen, key: 'e3'.repeat(32) });
  expect(vault.store()?.read('outbox')).toBeNull();
  vault.store()?.write('outbox', []);
  phone.signIn(vault, chen);
  expect(vault.store()?.read('outbox')).toEqual(['1']);
});

test('names are listed by what they begin with, and the room they take is known', () => {
  const phone = new Phone();
  const vault = phone.start();
  phone.signIn(vault, chen);
  const store = vault.store();
  store?.write('pack/1', 'x'.repeat(900));
  store?.write('pack/2', 1);
  store?.write('today', 1);
  store?.remove('pack/2');
  expect(store?.names('pack/')).toEqual(['pack/1']);
  expect(store?.bytes()).toBeGreaterThan(1200);
});
