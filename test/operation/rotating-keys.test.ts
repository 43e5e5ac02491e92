import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProofPackage } from '@lifttrust/shared-types/ledger/ledger.contract';
import { checkPackage } from '@lifttrust/shared-types/proof/proof.package';
import { keyIdOf } from '@lifttrust/shared-types/proof/proof.signature';
import { FaceFrame } from '../../cloud/src/face/face-frame.entity';
import { FaceTemplate } from '../../cloud/src/face/face-template.entity';
import { Cipher } from '../../cloud/src/kernel/cipher';
import { Clock } from '../../cloud/src/kernel/clock';
import { Database } from '../../cloud/src/kernel/database';
import { newId } from '../../cloud/src/kernel/new-id';
import { onBothDatabases, type TestService } from '../../cloud/src/kernel/testing/service';
import { Checkpointer } from '../../cloud/src/ledger/checkpointer';
import { LedgerService } from '../../cloud/src/ledger/ledger.service';
import { LedgerSigner } from '../../cloud/src/ledger/ledger.signer';
import { type SealedRecord, sealARecord } from '../../cloud/src/ledger/testing/sealed-city';
import { Person } from '../../cloud/src/person/person.entity';
import { buildDistrict } from '../fixture/district';

const root = join(__dirname, '..', '..');
const people = 450;

interface Told {
  code: number | null;
  text: string;
}

onBothDatabases((start) => {
  let service: TestService;
  let cipher: Cipher;
  let ledger: LedgerService;
  let signer: LedgerSigner;
  let lifts: string[];
  const phones = new Map<string, string>();
  const picture = randomBytes(3_000);

  beforeAll(async () => {
    service = await start();
    cipher = await service.get(Cipher);
    ledger = await service.get(LedgerService);
    signer = await service.get(LedgerSigner);
    lifts = [newId(), newId()];
    await buildDistrict(service, 'own');
    for (let n = 0; n < people; n += 1) await addPerson();
    await addPictures();
  });
  afterAll(() => service.stop());

  function run(script: string, ...args: string[]): Promise<Told> {
    return new Promise((done) => {
      const child = spawn(process.execPath, [join(root, 'cloud/scripts', script), ...args], {
        env: {
          ...process.env,
          NODE_ENV: 'production',
          LIFTTRUST_DATA_DIR: service.folder,
          LIFTTRUST_KEY_DIR: join(service.folder, 'keys'),
          LIFTTRUST_CHECKPOINT_DIR: join(service.folder, 'checkpoints'),
          LIFTTRUST_DATABASE: service.databaseAddress,
        },
      });
      let text = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (piece) => (text += String(piece)));
      child.on('close', (code) => done({ code, text }));
    });
  }
  const rotate = (...args: string[]) => run('rotate-keys.mjs', ...args);
  const verify = (...more: string[]) =>
    run(
      'verify.mjs',
      '--database',
      service.databaseAddress,
      '--checkpoints',
      join(service.folder, 'checkpoints'),
      '--objects',
      join(service.folder, 'objects'),
      ...more,
    );

  async function addPerson(): Promise<void> {
    const [id, phone] = [newId(), `100${String(phones.size + 90_000_000)}`];
    phones.set(id, phone);
    await (await service.get(Database)).writer.manager.insert(Person, {
      id,
      name: '某某',
      phoneSealed: cipher.encrypt(phone),
      phonePrint: cipher.fingerprint('phone', phone),
      createdAt: 0,
    });
  }
  /** A portrait and a picture from a provider's page: bytes of which no text can be made. */
  async function addPictures(): Promise<void> {
    const { manager } = (await service.get(Database)).writer;
    const sealed = cipher.encryptBytes(picture).toString('base64');
    await manager.insert(FaceTemplate, {
      id: newId(),
      personId: newId(),
      organisationId: newId(),
      consentId: newId(),
      state: 'enrolled',
      portraitSealed: sealed,
      modelVersion: 'portrait',
      createdAt: 0,
    });
    const frame = { id: newId(), subjectId: newId(), fileId: '', direction: 'centre', at: 0 };
    await manager.insert(FaceFrame, { ...frame, sha256: 'a'.repeat(64), pictureSealed: sealed });
  }
  const pictures = async () => {
    const { manager } = (await service.get(Database)).writer;
    const [[template], [frame]] = [await manager.find(FaceTemplate), await manager.find(FaceFrame)];
    return [template?.portraitSealed, frame?.pictureSealed].map((sealed) =>
      Buffer.from(sealed ?? '', 'base64'),
    );
  };
  const persons = async () => (await service.get(Database)).writer.manager.find(Person);
  const versionOf = (sealed: string | null) => Buffer.from(sealed ?? '', 'base64')[0];
  const proofOf = async ({ hashes }: SealedRecord): Promise<ProofPackage> =>
    ledger.packageFor(hashes, { withClosed: true });
  const bad = (pkg: ProofPackage, key?: string) =>
    checkPackage(pkg, key)
      .filter(({ good }) => !good)
      .map(({ name }) => name);

  test('a new data key is taken up under writes, and everything is sealed anew beside the running service', async () => {
    const before = (await persons()).find(({ id }) => phones.has(id))?.phonePrint;
    let writing = true;
    const writer = (async () => {
      while (writing) {
        await addPerson();
        await new Promise((wake) => setTimeout(wake, 20));
      }
    })();
    const told = await rotate('--data');
    writing = false;
    await writer;
    expect(told).toMatchObject({ code: 0, text: expect.stringContaining('换完了') });
    expect(cipher.newestVersion).toBe(2);
    expect(phones.size).toBeGreaterThan(people + 50);
    const now = await persons();
    expect(new Set(now.map(({ phoneSealed }) => versionOf(phoneSealed)))).toEqual(new Set([2]));
    for (const { id, phoneSealed } of now.filter((person) => phones.has(person.id)))
      expect(cipher.decrypt(phoneSealed ?? '')).toBe(phones.get(id));
    expect(now.find(({ id }) => phones.has(id))?.phonePrint).toBe(before);
  }, 60_000);

  test('pictures of faces are sealed anew to the byte', async () => {
    const sealed = await pictures();
    expect(sealed.map((bytes) => bytes[0])).toEqual([2, 2]);
    for (const bytes of sealed) expect(cipher.decryptBytes(bytes).equals(picture)).toBe(true);
  });

  test('people are still found by their telephone numbers, since the index has a key of its own', async () => {
    expect(existsSync(join(service.folder, 'keys', 'index.key'))).toBe(true);
    const [[id, phone] = ['', '']] = phones;
    const found = await (await service.get(Database)).writer.manager.findOneBy(Person, {
      phonePrint: cipher.fingerprint('phone', phone),
    });
    expect(found?.id).toBe(id);
  });

  test('a run that was broken off is finished by running it again, and the trail says what was done', async () => {
    const { writer } = await service.get(Database);
    const [id = ''] = phones.keys();
    // As the first key sealed it: what a broken-off run leaves behind.
    const old = Buffer.from(readFileSync(join(service.folder, 'keys', 'data-1.key')));
    writeFileSync(join(service.folder, 'keys', 'data-3.key'), old, { mode: 0o600 });
    expect((await rotate('--status')).text).toContain('data-2.key');
    expect((await rotate('--reseal')).text).toContain('换完了');
    expect(versionOf((await persons()).find((person) => person.id === id)?.phoneSealed ?? null)).toBe(3);
    const trail = await writer.query("SELECT action FROM audit_entry WHERE request_id = 'rotate-keys'");
    const actions = new Set(trail.map((row: { action: string }) => row.action));
    expect(actions).toEqual(new Set(['keys.data_rotated', 'keys.resealed']));
    expect((await rotate('--status')).text).not.toContain('data-2.key');
  }, 60_000);

  test('the log’s new key signs from the instant of its handover, and what the old one signed stays good', async () => {
    const clock = await service.get(Clock);
    const checkpointer = await service.get(Checkpointer);
    const first = await sealARecord(service, lifts[0] ?? '');
    await checkpointer.checkpoint();
    const oldKey = signer.publicKey;
    expect(await rotate('--log', '--after', '30')).toMatchObject({ code: 0 });
    await new Promise((wake) => setTimeout(wake, 5100));
    expect(signer.publicKey).toBe(oldKey);
    expect((await rotate('--log')).text).toContain('还没有生效');
    clock.shift(40_000);
    const newKey = signer.publicKey;
    expect(newKey).not.toBe(oldKey);
    const second = await sealARecord(service, lifts[0] ?? '');
    const checkpoint = await checkpointer.checkpoint();
    expect(checkpoint?.keyId).toBe(keyIdOf(newKey));
    for (const record of [first, second]) {
      const proof = await proofOf(record);
      expect([bad(proof), bad(proof, oldKey), bad(proof, newKey)]).toEqual([[], [], []]);
    }
    const { handovers: _, ...silent } = await proofOf(first);
    expect(bad(silent, newKey)).toContain('receipt');
    for (const key of [oldKey, newKey])
      expect(await verify('--key', key)).toMatchObject({
        code: 0,
        text: expect.stringContaining('Everything holds'),
      });
  }, 60_000);

  test('started again, the service goes on with the log that two keys have signed', async () => {
    await expect((await service.get(Checkpointer)).open()).resolves.toBeUndefined();
  });

  test('a handover that nobody but the new key has signed leads nowhere', async () => {
    const folder = join(service.folder, 'checkpoints');
    const name = readdirSync(folder).find((file) => file.endsWith('.handover.json')) ?? '';
    const path = join(folder, name);
    const honest = readFileSync(path, 'utf8');
    const forged = { ...JSON.parse(honest), signature: JSON.parse(honest).countersignature };
    writeFileSync(path, JSON.stringify(forged));
    const [oldest] = signer.keys;
    const told = await verify('--key', oldest?.publicKey ?? '');
    writeFileSync(path, honest);
    expect(told.code).toBe(1);
    expect(told.text).toMatch(/not signed by/);
    const both = signer.keys.map(({ publicKey }) => publicKey).flatMap((key) => ['--key', key]);
    expect((await verify(...both)).code).toBe(0);
  }, 60_000);
});
