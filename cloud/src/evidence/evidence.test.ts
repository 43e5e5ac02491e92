import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  callUpFilePath,
  callUpPdfPath,
  callUpPicturePath,
  evidenceApi,
} from '@lifttrust/shared-types/evidence/evidence.contract';
import type { CallOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { unzipSync } from 'fflate';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { AuditEntry } from '../kernel/audit-entry.entity';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { LedgerService } from '../ledger/ledger.service';
import { LedgerSigner } from '../ledger/ledger.signer';
import { verify } from '../ledger/testing/verify-command';
import { EvidencePacker } from './evidence.packer';

const day = 86_400_000;

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let clock: Clock;
  let recordId: string;

  beforeAll(async () => {
    service = await start();
    clock = await service.get(Clock);
    ({ own, foreign } = await twoDistricts(service));
    ({ recordId } = await new VisitDriver(service, () => clock.now()).walk(own, 'submitted'));
  });
  afterAll(() => service.stop());

  /** Tokens end with the days; the person signs in again. */
  const signed = async (who: Worker): Promise<Worker> => ({
    ...who,
    token: await service.signIn(who.personId, who.deviceId),
  });
  const inspection = (more: Partial<CallOf<typeof evidenceApi.callUp>> = {}) => {
    const today = dayOf(clock.now());
    return {
      purpose: 'periodic_inspection' as const,
      reference: 'DJ-2026-0118',
      reason: '年度定期检验前核对维保情况',
      ...{ liftIds: [own.liftId], from: addDays(today, -30), until: today, recordIds: [] },
      withPhotos: true,
      ...more,
    };
  };
  const ask = async (who: Worker, more: Partial<CallOf<typeof evidenceApi.callUp>> = {}) =>
    service.call(evidenceApi.callUp, inspection(more), await signed(who));
  const callUp = async (who: Worker, more: Partial<CallOf<typeof evidenceApi.callUp>> = {}) =>
    good(await ask(who, more));
  const packed = async () => (await service.get(EvidencePacker)).run();
  const read = async (path: string, who: Worker) =>
    fetch(service.url + path, { headers: { authorization: `Bearer ${(await signed(who)).token}` } });
  const shownTo = async (who: Worker) =>
    good(await service.call(evidenceApi.list, { pageSize: 100 }, await signed(who))).items;
  const codesOf = (reply: { error?: { details?: { code: string }[] | undefined } | undefined }) =>
    (reply.error?.details ?? []).map(({ code }) => code);
  const audits = async (action: string, subjectId: string) =>
    (await service.get(Database)).reader.manager.findBy(AuditEntry, { action, subjectId });

  test('an inspector reads under a purpose what is closed to inspectors otherwise', async () => {
    expect((await service.call(recordApi.show, { recordId }, own.inspector)).status).toBe(403);
    const made = await callUp(own.inspector);
    expect(made).toMatchObject({
      ...{ purpose: 'periodic_inspection', by: own.inspector.name, lifts: 1, records: 1 },
      ...{ reason: '年度定期检验前核对维保情况', may: { read: true, close: true } },
    });
    const input = { callUpId: made.id, recordId };
    const detail = good(await service.call(evidenceApi.record, input, own.inspector));
    expect(detail.items.length).toBeGreaterThan(5);
    expect(detail.entries[0]?.kind).toBe('record.submitted');
    // Read and no more.
    expect(detail.may).toEqual({ sign: false, return: false, decide: false });
    expect(await audits('evidence.record_read', made.id)).toHaveLength(1);
    const [row] = await audits('evidence.called_up', made.id);
    expect(row).toMatchObject({
      personId: own.inspector.personId,
      detail: { purpose: 'periodic_inspection', reference: 'DJ-2026-0118', records: [recordId] },
    });
  });

  test('the evidence file holds print, proof, photographs and the call-up itself, and holds true without the service', async () => {
    const { id } = await callUp(own.inspector);
    await packed();
    const response = await read(callUpFilePath(id), own.inspector);
    expect(response.status).toBe(200);
    const zip = Buffer.from(await response.arrayBuffer());
    const { file } = good(await service.call(evidenceApi.show, { callUpId: id }, own.inspector));
    expect(file).toMatchObject({ state: 'ready', bytes: zip.length });
    const names = Object.keys(unzipSync(zip));
    for (const there of [
      ...['call-up.json', 'checkpoint.json', 'index.csv', 'manifest.json', 'manifest.signature.json'],
      ...['verify.mjs', '说明.txt'],
    ])
      expect(names).toContain(there);
    expect(names.filter((name) => name.endsWith(`${recordId}.pdf`))).toHaveLength(1);
    expect(names.filter((name) => name.endsWith(`${recordId}.json`))).toHaveLength(1);
    expect(names.filter((name) => name.includes('/photos/')).length).toBeGreaterThanOrEqual(4);
    const words = Buffer.from(unzipSync(zip)['说明.txt'] ?? []).toString();
    expect(words).toContain('用途：定期检验');
    expect(words).toContain('编号：DJ-2026-0118');
    const path = join(service.folder, 'evidence.zip');
    writeFileSync(path, zip);
    const key = (await service.get(LedgerSigner)).publicKey;
    const whole = await verify('--package', path, '--key', key);
    expect(whole.text).toContain('Everything holds');
    // Without our sources, too: with the verifier that lies in the file.
    const folder = join(service.folder, 'unpacked');
    for (const [name, content] of Object.entries(unzipSync(zip))) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    const said = spawnSync(process.execPath, [join(folder, 'verify.mjs'), '--key', key], {
      encoding: 'utf8',
    });
    expect(said.stdout).toContain('全部相符');
    const broken = Buffer.from(zip);
    const at = broken.indexOf(Buffer.from('%PDF'));
    broken[at + 200] = (broken[at + 200] ?? 0) ^ 1;
    writeFileSync(path, broken);
    expect((await verify('--package', path, '--key', key)).code).toBe(1);
  });

  test('whoever has got only a part goes on where it broke, by a link that ends and with each piece written down', async () => {
    const { id: callUpId } = await callUp(own.inspector);
    const early = await service.call(evidenceApi.link, { callUpId }, await signed(own.inspector));
    expect(early.error?.code).toBe('evidence.not_ready');
    await packed();
    const link = async () =>
      good(await service.call(evidenceApi.link, { callUpId }, await signed(own.inspector)));
    const take = (path: string, headers: Record<string, string> = {}) =>
      fetch(service.url + path, { headers });
    const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
    const whole = await bytesOf(await read(callUpFilePath(callUpId), own.inspector));
    const { path, fileName } = await link();
    expect(fileName).toBe('调阅证据-DJ-2026-0118.zip');
    const first = await take(path, { range: 'bytes=0-999' });
    expect([first.status, first.headers.get('content-range')]).toEqual([206, `bytes 0-999/${whole.length}`]);
    // A later link goes on with what the first has begun.
    const again = await link();
    const etag = first.headers.get('etag') ?? '';
    const rest = await take(again.path, { range: 'bytes=1000-', 'if-range': etag });
    expect(Buffer.concat([await bytesOf(first), await bytesOf(rest)]).equals(whole)).toBe(true);
    expect((await take(again.path, { range: 'bytes=5-', 'if-range': '"another"' })).status).toBe(200);
    expect((await take(again.path, { range: `bytes=${whole.length}-` })).status).toBe(416);
    const { personId } = own.inspector;
    const noted = await audits('evidence.downloaded', callUpId);
    for (const detail of [
      { from: 0, to: 1000 },
      { from: 1000, to: whole.length },
    ])
      expect(noted).toContainEqual(
        expect.objectContaining({ personId, detail: expect.objectContaining(detail) }),
      );
    expect((await take('/api/call-ups/files/never-given')).status).toBe(404);
    clock.shift(3_600_000);
    expect((await take(again.path)).status).toBe(404);
    // With the call-up the link ends, too.
    const { path: last } = await link();
    good(
      await service.call(evidenceApi.close, { callUpId, outcome: '检验完毕。' }, await signed(own.inspector)),
    );
    expect((await take(last)).status).toBe(404);
    clock.shift(-3_600_000);
  });

  test('who called it up is sealed in the lift’s own history, and outsiders hold only that it was', async () => {
    const { id } = await callUp(own.regulator, {
      purpose: 'enforcement',
      recordIds: [recordId],
      liftIds: [],
    });
    const [entry] = await (await service.get(LedgerService)).entriesAbout(own.liftId, id);
    expect(entry?.kind).toBe('evidence.called_up');
    expect(JSON.parse(entry?.open ?? '{}')).toEqual({ edition: 1, callUpId: id, evidence: [] });
    expect(JSON.parse(entry?.closed ?? '{}')).toMatchObject({
      ...{ by: own.regulator.name, purpose: 'enforcement', recordIds: [recordId] },
    });
    // The record's own file and its packages stay as they were.
    const detail = good(await service.call(recordApi.show, { recordId }, await signed(own.admin)));
    expect(detail.entries.every(({ kind }) => kind.startsWith('record.'))).toBe(true);
  });

  test('company and owner see an inspection at once; a running case when it is closed, and never what it looks for', async () => {
    const seen = await callUp(own.inspector);
    const quiet = await callUp(own.regulator, { purpose: 'enforcement' });
    for (const who of [own.admin, own.ownerAdmin, own.officer]) {
      const ids = (await shownTo(who)).map(({ id }) => id);
      expect(ids).toContain(seen.id);
      expect(ids).not.toContain(quiet.id);
      expect((await service.call(evidenceApi.show, { callUpId: quiet.id }, await signed(who))).status).toBe(
        404,
      );
    }
    const close = { callUpId: quiet.id, outcome: '未发现违法，结案。' };
    good(await service.call(evidenceApi.close, close, await signed(own.regulator)));
    const shown = (await shownTo(own.admin)).find(({ id }) => id === quiet.id);
    expect(shown).toMatchObject({ reason: '', outcome: '', by: own.regulator.name, records: 1 });
    expect(shown?.may).toEqual({ read: false, close: false });
    const again = await service.call(evidenceApi.close, close, await signed(own.regulator));
    expect(again.error?.code).toBe('evidence.closed');
  });

  test('a case that nobody closes is shown after half a year all the same', async () => {
    const quiet = await callUp(own.regulator, { purpose: 'accident' });
    clock.shift(179 * day);
    expect((await shownTo(own.admin)).map(({ id }) => id)).not.toContain(quiet.id);
    clock.shift(day);
    expect((await shownTo(own.admin)).map(({ id }) => id)).toContain(quiet.id);
    clock.shift(-180 * day);
  });

  test('what is out of reach does not exist: of another district, under another’s call-up, or not called up', async () => {
    expect((await ask(own.inspector, { liftIds: [foreign.liftId] })).status).toBe(404);
    expect((await ask(own.inspector, { liftIds: [own.liftId, foreign.liftId] })).status).toBe(404);
    expect((await ask(foreign.inspector, { liftIds: [], recordIds: [recordId] })).status).toBe(404);
    expect((await ask(own.inspector, { liftIds: [newId()] })).status).toBe(404);
    const { id: callUpId } = await callUp(own.inspector);
    for (const who of [foreign.inspector, foreign.regulator, own.regulator])
      expect((await service.call(evidenceApi.record, { callUpId, recordId }, await signed(who))).status).toBe(
        404,
      );
    expect(
      (await service.call(evidenceApi.record, { callUpId, recordId: newId() }, await signed(own.inspector)))
        .status,
    ).toBe(404);
    // The district's regulators know of it; other districts do not.
    expect((await shownTo(own.auditor)).map(({ id }) => id)).toContain(callUpId);
    for (const who of [foreign.regulator, foreign.inspector, foreign.admin])
      expect((await shownTo(who)).map(({ id }) => id)).not.toContain(callUpId);
    const found = good(await service.call(evidenceApi.lifts, { q: '花园' }, await signed(own.inspector)));
    expect(found.items.map(({ id }) => id)).toEqual([own.liftId]);
  });

  test('a purpose of somebody else, no reason, no record, or more than the city allows is refused in words', async () => {
    expect(codesOf(await ask(own.inspector, { purpose: 'enforcement' }))).toEqual([
      'evidence.purpose_of_others',
    ]);
    expect((await ask(own.inspector, { reason: '检查' })).status).toBe(400);
    const past = { from: '2020-01-01', until: '2020-02-01' };
    expect(codesOf(await ask(own.inspector, past))).toEqual(['evidence.nothing_found']);
    expect((await ask(own.inspector, { liftIds: [] })).status).toBe(400);
  });

  test('pictures are those of the record alone, and every one that is opened is written down', async () => {
    const { id: callUpId } = await callUp(own.inspector);
    const detail = good(
      await service.call(evidenceApi.record, { callUpId, recordId }, await signed(own.inspector)),
    );
    const fileId = detail.photos[0]?.fileId ?? '';
    const picture = await read(callUpPicturePath({ callUpId, recordId, fileId }, 'original'), own.inspector);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    const other = await read(callUpPicturePath({ callUpId, recordId, fileId: newId() }), own.inspector);
    expect(other.status).toBe(404);
    expect((await audits('file.read', fileId)).at(-1)?.detail).toMatchObject({ callUpId });
    const pdf = await read(callUpPdfPath(callUpId, recordId), own.inspector);
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 4)
        .toString(),
    ).toBe('%PDF');
    expect((await read(callUpPdfPath(callUpId, recordId), own.admin)).status).toBe(403);
  });

  test('after thirty days nothing is open any more, and a later need is a call-up of its own', async () => {
    const { id: callUpId } = await callUp(own.inspector);
    await packed();
    clock.shift(30 * day);
    const late = await service.call(evidenceApi.record, { callUpId, recordId }, await signed(own.inspector));
    expect(late.error?.code).toBe('evidence.over');
    expect((await read(callUpFilePath(callUpId), own.inspector)).status).toBe(403);
    const today = dayOf(clock.now());
    good(await ask(own.inspector, { from: addDays(today, -60), until: today }));
    clock.shift(-30 * day);
  });
});
