import { archiveApi, archiveFilePath } from '@lifttrust/shared-types/archive/archive.contract';
import { callOutApi, callOutFilePath } from '@lifttrust/shared-types/call-out/call-out.contract';
import {
  callUpFilePath,
  callUpLinkPath,
  callUpPdfPath,
  callUpPicturePath,
  evidenceApi,
} from '@lifttrust/shared-types/evidence/evidence.contract';
import { fileContentPath } from '@lifttrust/shared-types/file/file.contract';
import { filingApi, filingScanPath } from '@lifttrust/shared-types/filing/filing.contract';
import { importErrorsPath, importTemplatePath } from '@lifttrust/shared-types/import/import.contract';
import { paperScanPath } from '@lifttrust/shared-types/paper/paper.contract';
import {
  recordItemsPath,
  recordPackagePath,
  recordPdfPath,
} from '@lifttrust/shared-types/record/record.contract';
import { EvidencePacker } from '../../cloud/src/evidence/evidence.packer';
import { onBothDatabases, type TestService } from '../../cloud/src/kernel/testing/service';
import { CallOutDriver } from '../fixture/call-out-driver';
import type { Worker } from '../fixture/district';
import { signature } from '../fixture/evidence';
import { filingForm, sendFilingScan } from '../fixture/filings';
import { PaperDesk, pdf } from '../fixture/papers';
import { announce, good, sendBytes } from '../fixture/uploads';
import { readyArchive } from './rows/archive.rows';
import { calledUp } from './rows/evidence.rows';
import { World } from './world';

/** Addresses that carry bytes instead of JSON stand in no endpoint table; who may use them is asked here. */
onBothDatabases((start) => {
  let service: TestService;
  let world: World;
  let paths: string[];
  beforeAll(async () => {
    service = await start();
    world = await World.build(service);
    const { visitId, recordId } = await world.visit('submitted');
    const [photo] = (await world.driver.pack(world.own.lead, visitId)).photos;
    const fileId = photo?.fileId ?? '';
    paths = [
      recordPdfPath(recordId),
      recordPackagePath(recordId),
      fileContentPath(fileId),
      fileContentPath(fileId, 'original'),
    ];
  });
  afterAll(() => service.stop());

  const read = async (path: string, who?: Worker): Promise<number> => {
    const headers: Record<string, string> = who ? { authorization: `Bearer ${who.token}` } : {};
    const response = await fetch(service.url + path, { headers });
    await response.arrayBuffer();
    return response.status;
  };
  const statuses = (who?: Worker) => Promise.all(paths.map((path) => read(path, who)));
  const all = (status: number) => paths.map(() => status);

  test('records, packages and photographs are open to both technicians, both organisations and the bureau', async () => {
    const { lead, partner, admin, officer, regulator, reviewer } = world.own;
    for (const who of [lead, partner, admin, officer, regulator, reviewer])
      expect({ who: who.role, heard: await statuses(who) }).toEqual({ who: who.role, heard: all(200) });
  });

  test('a record’s checklist as a workbook is for those who may see the record', async () => {
    const path = recordItemsPath(await world.recordId());
    expect(await read(path)).toBe(401);
    for (const who of [world.own.lead, world.own.officer]) expect(await read(path, who)).toBe(200);
    for (const who of [world.foreign.regulator, world.foreign.admin, world.own.colleague])
      expect(await read(path, who)).toBe(404);
  });

  test('without a session nothing is given out', async () => {
    expect(await statuses()).toEqual(all(401));
  });

  test('for strangers and for a colleague who took no part they do not exist, and no trace is left', async () => {
    const { lead, admin, officer, regulator, reviewer } = world.foreign;
    const before = await world.census();
    for (const who of [lead, admin, officer, regulator, reviewer, world.own.colleague])
      expect({ who: who.name, heard: await statuses(who) }).toEqual({ who: who.name, heard: all(404) });
    expect(await world.census()).toEqual(before);
  });

  test('a monthly package is for whoever holds a link that has not ended', async () => {
    const archiveId = await readyArchive(world, world.own.admin);
    const { path } = good(await service.call(archiveApi.link, { archiveId }, world.own.admin));
    expect(await read(path)).toBe(200);
    expect(await read(archiveFilePath('x'.repeat(43)), world.own.admin)).toBe(404);
    expect((await service.call(archiveApi.link, { archiveId }, world.foreign.admin)).status).toBe(404);
    const unready = await service.call(archiveApi.link, { archiveId }, world.own.officer);
    expect(unready.status).toBe(404);
  });

  test('called-up evidence is for the organisation that called it up, and for nobody else who knows of it', async () => {
    const { inspector, regulator, admin, officer, auditor, lead } = world.own;
    const callUpId = await calledUp(world, inspector);
    await (await service.get(EvidencePacker)).run();
    const { visitId, recordId } = await world.visit('submitted');
    const [photo] = (await world.driver.pack(world.own.lead, visitId)).photos;
    const fileId = photo?.fileId ?? '';
    const { path: held } = good(await service.call(evidenceApi.link, { callUpId }, inspector));
    expect(await read(held)).toBe(200);
    expect(await read(callUpLinkPath('x'.repeat(43)), inspector)).toBe(404);
    for (const path of [
      callUpFilePath(callUpId),
      callUpPdfPath(callUpId, recordId),
      callUpPicturePath({ callUpId, recordId, fileId }),
    ]) {
      expect(await read(path)).toBe(401);
      expect(await read(path, inspector)).toBe(200);
      for (const who of [regulator, world.foreign.inspector, world.foreign.regulator])
        expect({ who: who.name, status: await read(path, who) }).toEqual({ who: who.name, status: 404 });
      for (const who of [admin, officer, auditor, lead])
        expect({ who: who.name, status: await read(path, who) }).toEqual({ who: who.name, status: 403 });
    }
  });

  test('bytes are taken only from the person who announced them', async () => {
    const { lead, partner } = world.own;
    const bytes = await signature();
    const { fileId } = good(await announce(service, lead, { purpose: 'signature', bytes }));
    expect((await sendBytes(service, {}, fileId, bytes)).status).toBe(401);
    expect((await sendBytes(service, partner, fileId, bytes)).status).toBe(404);
    expect((await sendBytes(service, lead, fileId, bytes)).status).toBe(200);
  });

  test('a scan of a paper is for its holder, the unit and the district, with a purpose', async () => {
    const desk = new PaperDesk(service, world.own);
    const path = paperScanPath(await desk.waiting(world.own.admin), '核对证件');
    expect(await read(path)).toBe(401);
    expect(await read(path, world.own.auditor)).toBe(403);
    for (const who of [world.foreign.admin, world.foreign.regulator, world.own.lead, world.own.officer])
      expect({ who: who.name, status: await read(path, who) }).toEqual({ who: who.name, status: 404 });
    for (const who of [world.own.colleague, world.own.admin, world.own.regulator, world.own.reviewer])
      expect({ who: who.name, status: await read(path, who) }).toEqual({ who: who.name, status: 200 });
  });

  test('a picture of a fault is for those whose lift it is and its district', async () => {
    const driver = new CallOutDriver(service, world.own);
    const { reportId, token } = good(await driver.tell());
    const fileId = await driver.picture(reportId, token);
    const { items } = good(await service.call(callOutApi.list, { show: 'open' }, world.own.admin));
    const path = callOutFilePath(items[0]?.id ?? '', fileId);
    expect(await read(path)).toBe(401);
    const { admin, officer, regulator, auditor, reviewer } = world.own;
    for (const who of [admin, officer, regulator, auditor, reviewer])
      expect({ who: who.name, status: await read(path, who) }).toEqual({ who: who.name, status: 200 });
    for (const who of [
      world.foreign.admin,
      world.foreign.officer,
      world.foreign.regulator,
      world.own.colleague,
    ])
      expect({ who: who.name, status: await read(path, who) }).toEqual({ who: who.name, status: 404 });
  });

  test('a scan of a filing is for the reviewers of its district, with a purpose', async () => {
    const token = `raw-route-${Date.now()}`.padEnd(40, '0');
    const fileId = good(await sendFilingScan(service, token, 'licence', pdf())).id;
    const form = filingForm({ name: '原始地址公司', divisionCode: world.own.divisionCode });
    good(await service.call(filingApi.file, { token, form, scans: [fileId] }));
    const { items } = good(await service.call(filingApi.list, { pageSize: 100 }, world.own.regulator));
    const filing = items.find(({ name }) => name === form.name);
    const path = filingScanPath(filing?.id ?? '', fileId, '核对备案');
    expect(await read(path)).toBe(401);
    for (const who of [world.own.auditor, world.own.reviewer, world.own.admin, world.own.officer])
      expect({ who: who.name, status: await read(path, who) }).toEqual({ who: who.name, status: 403 });
    expect(await read(path, world.foreign.regulator)).toBe(404);
    expect(await read(path, world.own.regulator)).toBe(200);
  });

  test('the list of rows that an import did not write is for whoever may see the import', async () => {
    const path = importErrorsPath(await world.import(world.own.regulator, true));
    expect(await read(path)).toBe(401);
    expect(await read(path, world.own.officer)).toBe(403);
    expect(await read(path, world.own.admin)).toBe(404);
    expect(await read(path, world.foreign.regulator)).toBe(404);
    expect(await read(path, world.own.regulator)).toBe(200);
    const companys = importErrorsPath(await world.import(world.own.admin, true));
    for (const who of [world.foreign.admin, world.own.regulator]) expect(await read(companys, who)).toBe(404);
    expect(await read(companys, world.own.admin)).toBe(200);
  });

  test('an empty table to fill in is for those who import', async () => {
    const path = importTemplatePath('people');
    expect(await read(path)).toBe(401);
    expect(await read(path, world.own.lead)).toBe(403);
    for (const who of [world.own.admin, world.own.regulator]) expect(await read(path, who)).toBe(200);
  });
});
