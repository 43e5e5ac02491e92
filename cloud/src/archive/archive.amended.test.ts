import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { archiveApi } from '@lifttrust/shared-types/archive/archive.contract';
import { startOfDay } from '@lifttrust/shared-types/kernel/time';
import { unzipSync } from 'fflate';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { AmendmentWalk, gapNoted, wrongLift } from '../amendment/testing/amendment-walk';
import { Clock } from '../kernel/clock';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { Checkpointer } from '../ledger/checkpointer';
import { LedgerSequencer } from '../ledger/ledger.sequencer';
import { LedgerSigner } from '../ledger/ledger.signer';
import { readPdf, squeezed } from '../record/print/testing/read-pdf';
import { ArchiveRunner } from './archive.runner';

type Files = Record<string, Buffer>;

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let clock: Clock;
  let walk: AmendmentWalk;
  const records = { amendedBefore: '', voidedBefore: '', amendedAfter: '', voidedAfter: '' };

  beforeAll(async () => {
    service = await start();
    clock = await service.get(Clock);
    ({ own } = await twoDistricts(service));
    walk = new AmendmentWalk(service, own, clock);
  });
  afterAll(() => service.stop());

  const goTo = (day: string, hours: number) => clock.shift(startOfDay(day) + hours * 3_600_000 - clock.now());
  const prepare = async () => {
    await (await service.get(LedgerSequencer)).settle();
    await (await service.get(Checkpointer)).checkpoint();
    await (await service.get(ArchiveRunner)).run();
  };
  const packages = async (who: Worker) => {
    const { items } = good(await service.call(archiveApi.list, { pageSize: 100 }, await walk.signed(who)));
    return items
      .filter(({ month }) => month === '2028-06')
      .sort((a, b) => a.version - b.version)
      .map(({ id, version, records: count, state }) => ({ id, version, count, state }));
  };
  async function filesOf(version: number, who: Worker = own.officer): Promise<Files> {
    const archiveId = (await packages(who)).find((one) => one.version === version)?.id ?? '';
    const { path } = good(await service.call(archiveApi.link, { archiveId }, await walk.signed(who)));
    const zip = unzipSync(new Uint8Array(await (await fetch(service.url + path)).arrayBuffer()));
    return Object.fromEntries(Object.entries(zip).map(([name, bytes]) => [name, Buffer.from(bytes)]));
  }
  const namesAbout = (files: Files, recordId: string) =>
    Object.keys(files).filter((name) => name.includes(recordId));
  const fileOf = (files: Files, recordId: string, ending: string): Buffer => {
    const name = namesAbout(files, recordId).find((each) => each.endsWith(ending));
    return files[name ?? ''] ?? Buffer.alloc(0);
  };
  const kindsProven = (files: Files, recordId: string): string[] =>
    JSON.parse(fileOf(files, recordId, '.json').toString()).entries.map(
      ({ entry, inclusion }: { entry: { kind: string }; inclusion: string[] }) =>
        inclusion.length > 0 ? entry.kind : 'not proven',
    );
  const printed = (files: Files, recordId: string) =>
    squeezed(readPdf(fileOf(files, recordId, '.pdf'), 'packed').pages);
  const amendmentList = (files: Files) =>
    Object.entries(files)
      .find(([name]) => name.endsWith('amendments.csv'))?.[1]
      .toString() ?? '';
  const indexLine = (files: Files, recordId: string) =>
    files['index.csv']
      ?.toString()
      .split('\r\n')
      .find((line) => line.includes(recordId)) ?? '';

  test('what was amended or voided before its month is packed lies in the package with both, record and amendment', async () => {
    goTo('2028-06-20', 9);
    await prepare();
    records.amendedAfter = await walk.submitted();
    records.voidedAfter = await walk.submitted();
    records.amendedBefore = await walk.submitted();
    records.voidedBefore = await walk.submitted();
    await walk.amend(records.amendedBefore);
    await walk.amend(records.voidedBefore, wrongLift);
    goTo('2028-07-01', 3);
    await prepare();
    expect(await packages(own.officer)).toMatchObject([{ version: 1, count: 4, state: 'ready' }]);
    const files = await filesOf(1);
    const { amendedBefore, voidedBefore, amendedAfter } = records;
    expect(kindsProven(files, amendedBefore)).toEqual(
      expect.arrayContaining(['record.submitted', 'record.amended']),
    );
    expect(kindsProven(files, voidedBefore)).toEqual(
      expect.arrayContaining(['record.submitted', 'record.voided']),
    );
    expect(kindsProven(files, amendedAfter)).not.toContain('record.amended');
    expect(printed(files, amendedBefore)).toContain('已更正');
    expect(printed(files, voidedBefore)).toContain('已作废');
    expect(indexLine(files, amendedBefore)).toContain(',已更正,');
    expect(indexLine(files, voidedBefore)).toContain(',已作废,');
    expect(indexLine(files, amendedAfter)).toContain(',无更正,');
  });

  test('what is amended or voided afterwards makes one supplementary package of that month, for company and owner', async () => {
    await walk.amend(records.amendedAfter);
    await walk.amend(records.voidedAfter, wrongLift);
    goTo('2028-07-20', 3);
    await prepare();
    for (const who of [own.officer, own.admin])
      expect(await packages(who)).toMatchObject([
        { version: 1, count: 4, state: 'ready' },
        { version: 2, count: 2, state: 'ready' },
      ]);
    await prepare();
    expect(await packages(own.officer)).toHaveLength(2);
  });

  test('the supplementary package holds the amendment as a document, in the print and with its proof', async () => {
    const files = await filesOf(2);
    const { amendedAfter, voidedAfter, amendedBefore } = records;
    expect(namesAbout(files, amendedBefore)).toEqual([]);
    expect(kindsProven(files, amendedAfter)).toEqual(
      expect.arrayContaining(['record.submitted', 'record.amended']),
    );
    expect(kindsProven(files, voidedAfter)).toContain('record.voided');
    expect(printed(files, amendedAfter)).toContain('间隙0.6mm');
    expect(printed(files, voidedAfter)).toContain('已作废');
    const list = amendmentList(files);
    expect(list).toContain('第 1 次更正');
    expect(list).toContain(gapNoted.reason);
    expect(list).toContain(`使用单位安全员 ${own.officer.name}`);
    expect(list).toContain('作废');
    expect(files['说明.txt']?.toString()).toContain('补充包，第 2 版');
  });

  describe('unpacked on a computer that has nothing but Node.js', () => {
    let folder: string;
    let files: Files;
    beforeAll(async () => {
      folder = mkdtempSync(join(service.folder, 'unpacked-'));
      files = await filesOf(2);
      for (const [name, bytes] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), bytes);
      }
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    const run = (key: string) => {
      const { status, stdout } = spawnSync(process.execPath, ['verify.mjs', '--key', key], {
        ...{ cwd: folder, encoding: 'utf8' },
        // Neither the product's packages nor its settings are there.
        env: { PATH: process.env.PATH ?? '' },
      });
      return { status, stdout };
    };
    const ownKey = async () => (await service.get(LedgerSigner)).publicKey;
    const changed = async (name: string, change: (bytes: Buffer) => Buffer) => {
      const path = join(folder, name);
      const before = readFileSync(path);
      writeFileSync(path, change(before));
      const result = run(await ownKey());
      writeFileSync(path, before);
      return result;
    };
    const named = (ending: string) => Object.keys(files).find((name) => name.endsWith(ending)) ?? '';

    test('its own verifier says that everything agrees, and names the key', async () => {
      const { status, stdout } = run(await ownKey());
      expect(stdout).toMatch(/^全部相符：\d+ 个文件，2 份记录，公钥编号 [0-9a-f]{16}。\n$/);
      expect(status).toBe(0);
      expect(execFileSync(process.execPath, ['--check', join(folder, 'verify.mjs')]).length).toBe(0);
    });

    test('another key, a changed print, a changed list and a changed manifest are each found', async () => {
      const another = run(Buffer.alloc(32, 7).toString('base64'));
      expect(another.status).toBe(1);
      expect(another.stdout).toContain('不是由给出的公钥签名的');
      const append = (bytes: Buffer) => Buffer.concat([bytes, Buffer.from(' ')]);
      for (const ending of ['.pdf', 'amendments.csv', 'photos.csv', 'index.csv']) {
        const { status, stdout } = await changed(named(ending), append);
        expect([status, stdout]).toEqual([1, expect.stringContaining('与清单不符，已被改动')]);
      }
      const manifest = await changed('manifest.json', append);
      expect([manifest.status, manifest.stdout]).toEqual([1, expect.stringContaining('与签名的摘要不符')]);
    });

    test('an amendment that is taken out of, or rewritten in, a record’s proof is found', async () => {
      const name = namesAbout(files, records.amendedAfter).find((each) => each.endsWith('.json')) ?? '';
      const rewritten = await changed(name, (bytes) =>
        Buffer.from(bytes.toString().replaceAll('0.6 mm', '0.5 mm')),
      );
      expect(rewritten.status).toBe(1);
      expect(rewritten.stdout).toContain('不公开的部分与摘要不符');
      const without = await changed(name, (bytes) => {
        const proof = JSON.parse(bytes.toString());
        proof.entries.pop();
        return Buffer.from(JSON.stringify(proof));
      });
      expect(without.stdout).toContain('与清单不符，已被改动');
    });

    test('a file that nobody listed, and one that is gone, are found', async () => {
      writeFileSync(join(folder, 'lifts', 'added.pdf'), '%PDF-');
      expect(run(await ownKey()).stdout).toContain('清单里没有这个文件');
      rmSync(join(folder, 'lifts', 'added.pdf'));
      rmSync(join(folder, named('.pdf')));
      expect(run(await ownKey()).stdout).toContain('缺少这个文件');
    });
  });
});
