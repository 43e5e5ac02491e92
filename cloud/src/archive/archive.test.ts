import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ArchiveStanding, archiveApi } from '@lifttrust/shared-types/archive/archive.contract';
import { startOfDay } from '@lifttrust/shared-types/kernel/time';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { taskApi } from '@lifttrust/shared-types/task/task.contract';
import { unzipSync } from 'fflate';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { systemCtx } from '../kernel/actor';
import { AuditEntry } from '../kernel/audit-entry.entity';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';
import { Checkpointer } from '../ledger/checkpointer';
import { LedgerSequencer } from '../ledger/ledger.sequencer';
import { LedgerService } from '../ledger/ledger.service';
import { LedgerSigner } from '../ledger/ledger.signer';
import { verify } from '../ledger/testing/verify-command';
import { DailyRound } from '../round/daily-round';
import { ArchiveRunner } from './archive.runner';
import { ArchivePart } from './archive-part.entity';
import { sealAddition, sealRecord } from './testing/sealed-months';

const hour = 3_600_000;

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let clock: Clock;
  let database: Database;
  let lifts: string[];
  const sealedAt = new Map<string, string>();

  beforeAll(async () => {
    service = await start();
    clock = await service.get(Clock);
    database = await service.get(Database);
    ({ own, foreign } = await twoDistricts(service));
    lifts = [newId(), newId(), newId()];
  });
  afterAll(() => service.stop());

  const goTo = (at: number) => clock.shift(at - clock.now());
  const at = (day: string, hours = 9) => startOfDay(day) + hours * hour;

  /** Tokens end with the days; the person signs in again. */
  const signed = async (who: Worker): Promise<Worker> => ({
    ...who,
    token: await service.signIn(who.personId, who.deviceId),
  });

  async function seal(name: string, liftId: string, completedAt: number, divisionCode = own.divisionCode) {
    const ledger = await service.get(LedgerService);
    const { companyId, ownerId } = own;
    const of = { liftId, companyId, ownerId, divisionCode, completedAt };
    const work = await service.get(UnitOfWork);
    const recordId = await work.run(systemCtx(clock.now()), (tx) => sealRecord(tx, ledger, of));
    sealedAt.set(name, recordId);
    await numbered();
    return recordId;
  }
  async function numbered() {
    await (await service.get(LedgerSequencer)).settle();
    await (await service.get(Checkpointer)).checkpoint();
  }
  const prepare = async () => (await service.get(ArchiveRunner)).run();
  const round = async () => (await service.get(DailyRound)).make();

  const list = async (who: Worker, standing?: ArchiveStanding) =>
    good(
      await service.call(
        archiveApi.list,
        { pageSize: 100, ...(standing ? { standing } : {}) },
        await signed(who),
      ),
    );
  const link = async (who: Worker, archiveId: string) =>
    good(await service.call(archiveApi.link, { archiveId }, await signed(who)));
  const take = (path: string, headers: Record<string, string> = {}) => fetch(service.url + path, { headers });
  const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
  const remindersOf = async (who: Worker) => {
    const { items } = good(await service.call(messageApi.list, { limit: 50 }, await signed(who)));
    return items.filter(({ kind }) => kind === 'archive.reminder');
  };
  const latest = async (who: Worker, version = 1) => {
    const { items } = await list(who);
    const found = items.find(
      (item) => item.version === version && item.division.code === own.divisionCode.slice(0, 6),
    );
    if (!found) throw new Error('there is no such package');
    return found;
  };
  const eventually = async <T>(look: () => Promise<T>, isThere: (value: T) => boolean): Promise<T> => {
    for (let attempt = 0; attempt < 200; attempt += 1) {
      const value = await look();
      if (isThere(value)) return value;
      await new Promise((wake) => setTimeout(wake, 25));
    }
    throw new Error('it did not come about');
  };

  test('work of the last ten minutes of February belongs to February, of the first minute of March to March', async () => {
    goTo(at('2028-02-20'));
    await prepare();
    await seal('leap day', lifts[0] ?? '', at('2028-02-29', 23.9));
    await seal('march', lifts[0] ?? '', at('2028-03-01', 0.01));
    await seal('other district', lifts[2] ?? '', at('2028-02-10'), foreign.divisionCode);
    goTo(at('2028-03-01', 1.9));
    await prepare();
    expect((await list(own.admin)).items.filter(({ month }) => month === '2028-02')).toEqual([]);
    goTo(at('2028-03-01', 2));
    await prepare();
    const { items } = await list(own.admin);
    const february = items.filter(({ month }) => month === '2028-02');
    expect(february.map(({ division, records, state }) => [division.code, records, state]).sort()).toEqual(
      [
        [own.divisionCode.slice(0, 6), 1, 'ready'],
        [foreign.divisionCode.slice(0, 6), 1, 'ready'],
      ].sort(),
    );
    expect(items.some(({ month }) => month === '2028-03')).toBe(false);
  });

  test('preparing again makes no second package of the same month and unit', async () => {
    const before = (await list(own.admin)).items.length;
    await Promise.all([prepare(), prepare()]);
    expect((await list(own.admin)).items).toHaveLength(before);
  });

  test('a package holds print, proof and photographs of each lift, and holds true without the service', async () => {
    const { id, sha256 } = await latest(own.admin);
    const { path, fileName } = await link(own.admin, id);
    expect(fileName).toMatch(/^维保档案-2028-02-.+\.zip$/);
    const response = await take(path);
    expect(response.status).toBe(200);
    const zip = await bytesOf(response);
    expect(response.headers.get('etag')).toBe(`"${sha256}"`);
    const names = Object.keys(unzipSync(zip));
    const folder = `lifts/990001-${lifts[0]}`;
    const record = `${folder}/2028-02-29-half_month-${sealedAt.get('leap day')}`;
    expect(names.sort()).toEqual(
      [
        ...[`${folder}/photos.csv`, `${record}.json`, `${record}.pdf`],
        ...[
          'checkpoint.json',
          'index.csv',
          'manifest.json',
          'manifest.signature.json',
          'verify.mjs',
          '说明.txt',
        ],
      ].sort(),
    );
    const file = join(service.folder, 'package.zip');
    writeFileSync(file, zip);
    const key = (await service.get(LedgerSigner)).publicKey;
    const { code, text } = await verify('--package', file, '--key', key);
    expect(text).toContain('Everything holds');
    expect(code).toBe(0);
  });

  test('who has got only a part goes on where it broke, and only the whole counts as taken', async () => {
    await eventually(
      () => latest(own.admin),
      ({ standing }) => standing === 'taken',
    );
    const { path, bytes } = await link(own.officer, (await latest(own.officer)).id);
    const whole = await bytesOf(await take((await link(own.regulator, (await latest(own.officer)).id)).path));
    const first = await take(path, { range: 'bytes=0-999' });
    expect([first.status, first.headers.get('content-range')]).toEqual([206, `bytes 0-999/${bytes}`]);
    expect((await bytesOf(first)).equals(whole.subarray(0, 1000))).toBe(true);
    expect((await latest(own.officer)).standing).toBe('waiting');
    // A later link goes on with what the first has begun.
    const again = await link(own.officer, (await latest(own.officer)).id);
    const etag = first.headers.get('etag') ?? '';
    const rest = await take(again.path, { range: 'bytes=1000-', 'if-range': etag });
    expect((await bytesOf(rest)).equals(whole.subarray(1000))).toBe(true);
    const taken = await eventually(
      () => latest(own.officer),
      ({ standing }) => standing === 'taken',
    );
    expect(taken.takenBy).toBe(own.officer.name);
    expect((await take(again.path, { range: `bytes=${bytes}-` })).status).toBe(416);
    expect((await take(again.path, { range: 'bytes=5-', 'if-range': '"another"' })).status).toBe(200);
    const { downloads } = good(
      await service.call(archiveApi.show, { archiveId: taken.id }, await signed(own.regulator)),
    );
    expect(downloads.map(({ by }) => by)).toEqual(
      expect.arrayContaining([own.officer.name, own.regulator.name]),
    );
    expect(await database.reader.manager.countBy(AuditEntry, { action: 'archive.download' })).toBeGreaterThan(
      3,
    );
  });

  test('a link ends after its hour, with its session, and never was for outsiders', async () => {
    const { id } = await latest(own.admin);
    const { path } = await link(own.admin, id);
    goTo(clock.now() + hour);
    expect((await take(path)).status).toBe(404);
    expect((await take('/api/archives/files/never-given')).status).toBe(404);
    for (const stranger of [foreign.admin, foreign.officer, foreign.regulator]) {
      const caller = await signed(stranger);
      expect((await service.call(archiveApi.link, { archiveId: id }, caller)).status).toBe(404);
      expect((await service.call(archiveApi.show, { archiveId: id }, caller)).status).toBe(404);
    }
  });

  test('on the 5th, 8th and 10th those are reminded who have not taken theirs, each day once; others hear nothing', async () => {
    // The company has taken the package of its own district, not that of the other one; the owner likewise.
    goTo(at('2028-03-04', 8));
    await round();
    expect(await remindersOf(own.admin)).toHaveLength(0);
    for (const [day, number] of [
      ['2028-03-05', 1],
      ['2028-03-06', 1],
      ['2028-03-08', 2],
      ['2028-03-10', 3],
    ] as const) {
      goTo(at(day, 8));
      await round();
      await round();
      expect(await remindersOf(own.admin)).toHaveLength(number);
    }
    expect((await remindersOf(own.admin))[0]?.title).toBe('维保档案包今天到期，请下载');
    expect((await list(own.admin, 'late')).items).toHaveLength(0);
  });

  test('the 10th counts until midnight; on the 11th the district has the list, and it ends when all have taken theirs', async () => {
    goTo(at('2028-03-11', 8));
    await round();
    const late = await list(foreign.regulator, 'late');
    expect(late.counts.late).toBe(2);
    const open = async () =>
      good(
        await service.call(
          taskApi.list,
          { module: 'archive', state: 'open' },
          await signed(foreign.regulator),
        ),
      ).items;
    expect((await open()).map(({ title }) => title)).toEqual(['2028年2月维保记录逾期未下载（2 家）']);
    expect(await remindersOf(own.admin)).toHaveLength(3);
    for (const [who, side] of [
      [own.admin, 'company'],
      [own.officer, 'owner'],
    ] as const) {
      const mine = late.items.find((item) => item.side === side);
      await bytesOf(await take((await link(who, mine?.id ?? '')).path));
    }
    await eventually(open, (tasks) => tasks.length === 0);
  });

  test('what is sealed about a packed month later makes a supplementary package with a reminder of its own', async () => {
    await seal('late', lifts[1] ?? '', at('2028-02-15'));
    const about = { liftId: lifts[0] ?? '', recordId: sealedAt.get('leap day') ?? '', at: clock.now() };
    await sealAddition(await service.get(UnitOfWork), await service.get(LedgerService), about);
    await numbered();
    await prepare();
    const supplement = await latest(own.admin, 2);
    expect(supplement).toMatchObject({
      month: '2028-02',
      records: 2,
      lifts: 2,
      state: 'ready',
      standing: 'waiting',
    });
    expect(supplement.dueOn).toBe('2028-03-16');
    await prepare();
    expect((await list(own.admin)).items.filter(({ version }) => version === 3)).toEqual([]);
    await round();
    goTo(at('2028-03-12', 8));
    await round();
    expect((await remindersOf(own.admin)).length).toBe(4);
    const zip = await bytesOf(await take((await link(own.admin, supplement.id)).path));
    const names = Object.keys(unzipSync(zip));
    expect(names.filter((name) => name.endsWith('.pdf'))).toHaveLength(2);
    goTo(at('2028-03-16', 8));
    await round();
    expect((await remindersOf(own.admin)).length).toBe(4);
  });

  test('in the days of the download what comes late waits for the next reminder', async () => {
    await seal('april', lifts[0] ?? '', at('2028-03-30'));
    goTo(at('2028-04-01', 3));
    await prepare();
    await seal('came late', lifts[0] ?? '', at('2028-03-31', 23.9));
    goTo(at('2028-04-02', 3));
    await prepare();
    const march = async () => (await list(own.admin)).items.filter(({ month }) => month === '2028-03');
    expect((await march()).map(({ version }) => version)).toEqual([1]);
    goTo(at('2028-04-05', 3));
    await prepare();
    expect((await march()).map(({ version, records }) => [version, records]).sort()).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });

  test('a package of which a byte was changed is found by the offline verifier, file by file', async () => {
    const { id } = await latest(own.admin, 2);
    const zip = await bytesOf(await take((await link(own.admin, id)).path));
    const key = (await service.get(LedgerSigner)).publicKey;
    const file = join(service.folder, 'tampered.zip');
    const where = zip.indexOf('%PDF-') + 2000;
    zip[where] = (zip[where] ?? 0) ^ 1;
    writeFileSync(file, zip);
    const { code, text } = await verify(file, '--key', key);
    expect(text).toMatch(/\.pdf: the file was changed/);
    expect(code).toBe(1);
    const another = Buffer.alloc(32, 7).toString('base64');
    expect((await verify(file, '--key', another)).text).toContain('not signed by the given key');
  });

  test('a piece that was changed in the store is sent to nobody', async () => {
    const { id } = await latest(own.admin, 2);
    const { path } = await link(own.admin, id);
    const part = await database.reader.manager.findOneByOrFail(ArchivePart, { archiveId: id, number: 1 });
    const object = join(service.folder, 'objects', part.objectKey);
    writeFileSync(object, Buffer.alloc(part.bytes));
    expect((await take(path)).status).toBe(503);
  });

  test('a record walked and signed by people is packed with their signatures', async () => {
    const driver = new VisitDriver(service, () => clock.now());
    const fresh = { ...own };
    for (const role of ['lead', 'partner', 'admin', 'officer', 'reviewer'] as const)
      fresh[role] = await signed(own[role]);
    const { recordId } = await driver.walk(fresh, 'submitted');
    await numbered();
    goTo(at('2028-05-01', 3));
    await prepare();
    const { items } = await list(own.officer);
    const april = items.find(({ month }) => month === '2028-04');
    const zip = unzipSync(await bytesOf(await take((await link(own.officer, april?.id ?? '')).path)));
    const pdf = Object.keys(zip).find((name) => name.includes(recordId) && name.endsWith('.pdf'));
    expect(
      Buffer.from(zip[pdf ?? ''] ?? [])
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    const photos = Object.entries(zip).find(([name]) => name.endsWith('photos.csv'))?.[1];
    expect(
      Buffer.from(photos ?? [])
        .toString()
        .match(/[0-9a-f]{64}/g),
    ).toHaveLength(4);
  });
});
