import { filingApi, filingScanPath } from '@lifttrust/shared-types/filing/filing.contract';
import type { FilingPaper } from '@lifttrust/shared-types/filing/filing.rules';
import { paperApi, paperScanPath } from '@lifttrust/shared-types/paper/paper.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { sha256 } from '../../../test/fixture/evidence';
import { creditCodeOf, filingForm, sendFilingBytes, sendFilingScan } from '../../../test/fixture/filings';
import { pdf } from '../../../test/fixture/papers';
import { good } from '../../../test/fixture/uploads';
import { ClamdSimulator, eicar } from '../../../test/simulators/clamd';
import { ObjectStores } from '../adapters/object-store/object-stores';
import { StoredFile } from '../file/stored-file.entity';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { DailyRound } from '../round/daily-round';

const day = 86_400_000;

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let clamd: ClamdSimulator;
  let tokens = 0;

  beforeAll(async () => {
    clamd = await new ClamdSimulator().open();
    service = await start({ LIFTTRUST_CLAMD: clamd.address });
    ({ own, foreign } = await twoDistricts(service));
  });
  afterAll(async () => {
    await service.stop();
    await clamd.close();
  });

  const token = () => {
    tokens += 1;
    return `scan-token-${tokens}`.padEnd(40, 'x');
  };
  const form = (number: number) =>
    filingForm({
      name: `扫描第 ${number} 公司`,
      creditCode: creditCodeOf(number),
      permitNumber: 'TS3399999-2029',
      permitUntil: '2029-05-01',
    });
  const send = async (mine: string, paper: FilingPaper, bytes = pdf(`/Note(${paper})`)) =>
    good(await sendFilingScan(service, mine, paper, bytes)).id;
  const file = (mine: string, number: number, scans: string[]) =>
    service.call(filingApi.file, { token: mine, form: form(number), scans }, {});
  const announce = (mine: string, bytes: number, contentType = 'application/pdf') =>
    service.call(
      filingApi.announceScan,
      { token: mine, paper: 'certificates', sha256: sha256(pdf()), bytes, contentType },
      {},
    );
  const waiting = async (number: number) => {
    const { data } = await service.call(filingApi.list, { pageSize: 100 }, own.regulator);
    return data.items.find(({ creditCode }) => creditCode === creditCodeOf(number))?.id ?? '';
  };
  const look = async (path: string, who?: Worker): Promise<number> => {
    const headers: Record<string, string> = who ? { authorization: `Bearer ${who.token}` } : {};
    const response = await fetch(service.url + path, { headers });
    await response.arrayBuffer();
    return response.status;
  };
  const stateOf = async (id: string) => {
    const { manager } = (await service.get(Database)).reader;
    const row = await manager.findOneByOrFail(StoredFile, { id });
    const bytes = row.objectKey ? await (await service.get(ObjectStores)).main.get(row.objectKey) : null;
    return `${row.state}${bytes ? ', kept' : ''}`;
  };
  const mornings = async (number: number) => {
    const clock = await service.get(Clock);
    clock.shift(number * day);
    await (await service.get(DailyRound)).make();
    await (await service.get(Outbox)).settle();
    clock.shift(-number * day);
  };

  test('a company without an account sends its papers; the reviewer sees them, and they become its papers', async () => {
    const mine = token();
    const licence = await send(mine, 'licence');
    const permit = await send(mine, 'permit');
    const contracts = [
      await send(mine, 'contracts', pdf('/A(1)')),
      await send(mine, 'contracts', pdf('/A(2)')),
    ];
    expect((await file(mine, 601, [licence, permit, ...contracts])).data).toEqual({ done: true });
    const read = (await service.call(filingApi.mine, { token: mine }, {})).data;
    expect(read.scans.map(({ paper }) => paper).sort()).toEqual([
      'contracts',
      'contracts',
      'licence',
      'permit',
    ]);
    const filingId = await waiting(601);
    const shown = (await service.call(filingApi.show, { filingId }, own.regulator)).data;
    expect(shown.missingPapers).toEqual(['作业人员证', '维保质量安全承诺书']);
    expect(shown.scans[0]).toMatchObject({ isScanned: true, contentType: 'application/pdf' });
    const decided = good(
      await service.call(
        filingApi.decide,
        { filingId, accept: true, reason: '与扫描件一致', edition: 1 },
        own.regulator,
      ),
    );
    const organisationId = decided.organisation?.id ?? '';
    const papers = good(await service.call(paperApi.ofUnit, { organisationId }, own.regulator)).items;
    expect(papers.map(({ kind, state, counts }) => [kind, state, counts]).sort()).toEqual([
      ['business_licence', 'verified', true],
      ['permit', 'verified', true],
    ]);
    expect(papers.find(({ kind }) => kind === 'permit')).toMatchObject({
      number: 'TS3399999-2029',
      until: '2029-05-01',
      subItems: [{ code: 'traction_passenger', grade: 'B' }],
      decidedBy: own.regulator.name,
    });
    expect(await look(paperScanPath(papers[0]?.id ?? '', '核对'), own.regulator)).toBe(200);
  });

  test('scans of a filing are for its reviewers, with a purpose, and every look is written down', async () => {
    const mine = token();
    const fileId = await send(mine, 'licence');
    await file(mine, 602, [fileId]);
    const path = filingScanPath(await waiting(602), fileId, '核对备案');
    expect(await look(path)).toBe(401);
    expect(await look(path, own.auditor)).toBe(403);
    expect(await look(path, own.admin)).toBe(403);
    expect(await look(path, foreign.regulator)).toBe(404);
    expect(await look(path, own.reviewer)).toBe(403);
    expect(await look(path, own.regulator)).toBe(200);
    expect(await look(filingScanPath(await waiting(602), fileId, ''), own.regulator)).toBe(400);
    const { manager } = (await service.get(Database)).reader;
    const [row]: { looks: number | string }[] = await manager.query(
      "SELECT COUNT(*) AS looks FROM audit_entry WHERE action = 'personal.read' AND subject_kind = 'filing'",
    );
    expect(Number(row?.looks)).toBe(1);
  });

  test('nobody hands in, sends or reports what was announced under another token', async () => {
    const [mine, theirs] = [token(), token()];
    const fileId = await send(mine, 'licence');
    expect((await file(theirs, 603, [fileId])).error?.code).toBe('filing.scan_unknown');
    expect((await service.call(filingApi.reportScan, { token: theirs, fileId }, {})).status).toBe(404);
    const announced = good(await announce(mine, pdf().length));
    expect(await sendFilingBytes(service, theirs, announced.upload.url, pdf())).toBe(404);
    expect(await sendFilingBytes(service, 'x', announced.upload.url, pdf())).toBe(404);
    expect((await file(mine, 603, [announced.fileId])).error?.code).toBe('file.not_stored');
    expect(await waiting(603)).toBe('');
  });

  test('what is no scan, too large, too much or infected is refused in words', async () => {
    const mine = token();
    expect((await announce(mine, 1000, 'application/x-msdownload')).error?.code).toBe(
      'file.type_not_allowed',
    );
    expect((await announce(mine, 21_000_000)).error?.code).toBe('file.too_large');
    const infected = pdf(`/Note(${eicar})`);
    expect((await sendFilingScan(service, mine, 'licence', infected)).error?.code).toBe('file.infected');
    const program = Buffer.from('MZ\u0090\0 This program cannot be run in DOS mode');
    expect((await sendFilingScan(service, mine, 'licence', program)).error?.code).toBe('file.executable');
    const greedy = token();
    for (let count = 0; count < 5; count += 1) good(await announce(greedy, 20_000_000));
    expect((await announce(greedy, 20_000_000)).error?.code).toBe('filing.scans_too_large');
    const busy = token();
    for (let count = 0; count < 20; count += 1) good(await announce(busy, 1000));
    expect((await announce(busy, 1000)).error?.code).toBe('filing.too_many_scans');
    const twice = [await send(token(), 'promise')];
    const both = token();
    twice.splice(0, 1, await send(both, 'permit', pdf('/A(1)')), await send(both, 'permit', pdf('/A(2)')));
    expect((await file(both, 604, twice)).error?.code).toBe('filing.scan_twice');
  });

  test('what no filing took goes after a day; what a filing or a unit has stays for ever', async () => {
    const mine = token();
    const [kept, replaced, forgotten] = [
      await send(mine, 'licence'),
      await send(mine, 'promise', pdf('/A(1)')),
      await send(mine, 'certificates'),
    ];
    expect((await file(mine, 605, [kept, replaced])).status).toBe(200);
    const better = await send(mine, 'promise', pdf('/A(2)'));
    const revision = { token: mine, edition: 1, form: form(605), scans: [kept, better] };
    expect((await service.call(filingApi.revise, revision, {})).status).toBe(200);
    const accepted = (await service.call(filingApi.mine, { token: `scan-token-1`.padEnd(40, 'x') }, {})).data;
    await mornings(2);
    for (const id of [kept, better, ...accepted.scans.map(({ fileId }) => fileId)])
      expect(await stateOf(id)).toBe('stored, kept');
    for (const id of [replaced, forgotten]) expect(await stateOf(id)).toBe('deleted');
    const late = await file(token(), 606, [forgotten]);
    expect(late.error?.code).toBe('filing.scan_unknown');
    const again = { token: mine, edition: 2, form: form(605), scans: [kept, better, forgotten] };
    expect((await service.call(filingApi.revise, again, {})).error?.code).toBe('file.unknown');
  });

  test('scans of a withdrawn filing go with the next sweep', async () => {
    const mine = token();
    const fileId = await send(mine, 'licence');
    await file(mine, 607, [fileId]);
    await service.call(filingApi.withdraw, { token: mine }, {});
    await mornings(3);
    expect(await stateOf(fileId)).toBe('deleted');
  });
});
