import type { PublicLift } from '@lifttrust/shared-types/code/code.contract';
import { noticeApi, noticePdfPath, noticesAPart } from '@lifttrust/shared-types/disclosure/notice.contract';
import { privacyApi } from '@lifttrust/shared-types/privacy/privacy.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { systemCtx } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { noPhones, sealPhones } from '../organisation/organisation.phones';
import { OrganisationProfile } from '../organisation/organisation-profile.entity';
import { readPdf, squeezed } from '../record/print/testing/read-pdf';
import { MaintenanceRecord } from '../record/record.entity';
import { printNotices } from './notice.print';
import type { NoticeFacts } from './notice.query';

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let companyId: string;
  let ownerId: string;
  beforeAll(async () => {
    service = await start();
    ({ own, foreign } = await twoDistricts(service));
    await new VisitDriver(service).walk(own, 'submitted');
    const lift = await liftOf(own.liftId);
    companyId = lift.companyId ?? '';
    ownerId = lift.ownerId ?? '';
    await change(async (manager) => {
      await manager.update(Lift, { id: own.liftId }, { useRegistration: '梯11闽C00001(20)' });
      const phones = { ...noPhones, phone: '10000000001', emergencyPhone: '059510000000' };
      await manager.insert(OrganisationProfile, {
        ...{
          organisationId: companyId,
          ownerKind: null,
          address: '',
          noCodeReason: '',
          idNumberSealed: null,
        },
        ...{ offices: [], contacts: [], permitNumber: '', permitUntil: null },
        ...{ promisedAt: null, closedReason: '', closedBy: null, updatedAt: 0 },
        phonesSealed: sealPhones(await service.get(Cipher), phones),
      });
    });
  });
  afterAll(() => service.stop());

  const change = async (work: (manager: Database['reader']['manager']) => Promise<unknown>) => {
    const [unitOfWork, clock] = [await service.get(UnitOfWork), await service.get(Clock)];
    await unitOfWork.run(systemCtx(clock.now(), 'fixture'), ({ manager }) => work(manager));
  };
  const liftOf = async (id: string) =>
    (await service.get(Database)).reader.manager.findOneByOrFail(Lift, { id });
  const order = (input: { liftIds?: string[]; organisationId?: string }, who: Worker) =>
    service.call(noticeApi.print, input, who);
  const fetched = async (printId: string, who: Worker, part = 1) => {
    const headers = { authorization: `Bearer ${who.token}` };
    const response = await fetch(service.url + noticePdfPath(printId, part), { headers });
    return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
  };
  const sheetFor = async (who: Worker) => {
    const { id } = good(await order({ liftIds: [own.liftId] }, who));
    const { status, bytes } = await fetched(id, who);
    expect(status).toBe(200);
    return readPdf(bytes, 'notice');
  };

  test('the sheet says what has to be public: the lift, both telephones, who answers for it, dates, names, complaints', async () => {
    const { pages, title, language, fonts } = await sheetFor(own.admin);
    expect(pages).toHaveLength(1);
    expect({ title, language }).toEqual({ title: '电梯维保公示', language: 'zh-CN' });
    for (const { embedded } of fonts) expect(embedded).toBe(true);
    const text = squeezed(pages);
    for (const words of [
      ...['鹭湾区望溪花园3幢1#', '999901', '96333', '059510000000', '梯11闽C00001(20)', '示例路3号'],
      ...['示例电梯服务有限公司', '示例物业服务中心', '电梯安全员', '示例特种设备检验所', '12315'],
      ...['程望舒、江怀远', '上次维保', '下次维保最迟', '上次检验', '下次检验', '请不要扒门', '打印于'],
    ])
      expect(text).toContain(words);
    expect(text).not.toContain('10000000001');
  });

  test('the company that has to hang it up, the owner and the district print it; technicians and strangers do not', async () => {
    for (const who of [own.admin, own.ownerAdmin, own.regulator])
      expect((await order({ liftIds: [own.liftId] }, who)).status).toBe(200);
    for (const who of [own.lead, own.officer, own.auditor])
      expect((await order({ liftIds: [own.liftId] }, who)).status).toBe(403);
    for (const who of [foreign.admin, foreign.ownerAdmin, foreign.regulator])
      expect((await order({ liftIds: [own.liftId] }, who)).status).toBe(404);
  });

  test('a file is fetched only by the office that ordered it, and each time is in the log', async () => {
    const { id } = good(await order({ liftIds: [own.liftId] }, own.admin));
    for (const who of [foreign.admin, own.ownerAdmin, own.regulator])
      expect((await fetched(id, who)).status).toBe(404);
    expect((await fetched(id, own.lead)).status).toBe(403);
    for (const part of [0, 2, Number.NaN]) expect((await fetched(id, own.admin, part)).status).toBe(404);
    expect((await fetched(id, own.admin)).status).toBe(200);
    const { items } = good(await service.call(noticeApi.prints, {}, own.admin));
    expect(items[0]).toMatchObject({ id, lifts: 1, parts: 1, unitName: '', by: '沈分派' });
    const read = { module: 'notice', subjectId: id, pageSize: 100 };
    const audit = good(await service.call(privacyApi.audit, read, own.admin));
    expect(audit.items.map(({ action }) => action).sort()).toEqual(['notice.fetched', 'notice.printed']);
  });

  test('all lifts of an owner are ordered at once and fetched in parts; another unit’s lifts are not among them', async () => {
    const some = await liftOf(own.liftId);
    await change(async (manager) => {
      for (let n = 2; n <= noticesAPart + 2; n += 1)
        await manager.insert(Lift, {
          ...some,
          ...{
            id: newId(),
            ownNumber: `${n}#`,
            rescueCode: '',
            equipmentCode: '',
            registrationCode: `R${n}`,
          },
        });
      await manager.insert(Lift, { ...some, id: newId(), state: 'scrapped', rescueCode: '' });
    });
    const print = good(await order({ organisationId: ownerId }, own.regulator));
    expect(print).toMatchObject({ lifts: noticesAPart + 2, parts: 2, unitName: '鹭湾区示例物业服务中心' });
    const last = await fetched(print.id, own.regulator, 2);
    expect(readPdf(last.bytes, 'notice-last').pages).toHaveLength(2);
    expect((await order({ organisationId: ownerId }, foreign.regulator)).status).toBe(404);
    expect((await order({ organisationId: ownerId }, foreign.admin)).status).toBe(404);
    expect(good(await order({ organisationId: companyId }, own.admin)).lifts).toBe(noticesAPart + 2);
  });

  test('nothing chosen, both at once and a lift that is gone are refused, and nothing is written', async () => {
    const before = good(await service.call(noticeApi.prints, {}, own.regulator)).total;
    expect((await order({}, own.regulator)).error?.code).toBe('notice.nothing_chosen');
    const both = await order({ liftIds: [own.liftId], organisationId: ownerId }, own.regulator);
    expect(both.error?.code).toBe('notice.nothing_chosen');
    const mixed = await order({ liftIds: [own.liftId, foreign.liftId] }, own.regulator);
    expect(mixed.status).toBe(404);
    await change((manager) => manager.update(Lift, { id: foreign.liftId }, { state: 'scrapped' }));
    const gone = await order({ liftIds: [foreign.liftId] }, foreign.regulator);
    expect(gone.error?.details?.[0]?.code).toBe('notice.lift_gone');
    await change((manager) => manager.update(Lift, { id: foreign.liftId }, { state: 'in_use' }));
    expect(good(await service.call(noticeApi.prints, {}, own.regulator)).total).toBe(before);
  });

  test('a record that is still being checked is not called maintenance, and a void one is not on the sheet', async () => {
    const setRecord = (changes: Partial<MaintenanceRecord>) =>
      change((manager) => manager.update(MaintenanceRecord, { liftId: own.liftId }, changes));
    await setRecord({ validity: 'suspect' });
    expect(squeezed((await sheetFor(own.admin)).pages)).toContain('上次维保核查中');
    await setRecord({ standing: 'voided', validity: 'invalid' });
    expect(squeezed((await sheetFor(own.admin)).pages)).not.toContain('半月维保');
    await setRecord({ standing: 'original', validity: 'valid' });
  });

  test('whoever lost the lift since then cannot fetch its sheet any more', async () => {
    const { id } = good(await order({ liftIds: [own.liftId] }, own.admin));
    await change((manager) => manager.update(Lift, { id: own.liftId }, { companyId: null }));
    expect((await fetched(id, own.admin)).status).toBe(404);
    await change((manager) => manager.update(Lift, { id: own.liftId }, { companyId }));
  });

  test('a unit that is nobody’s is not found', async () => {
    expect((await order({ organisationId: newId() }, own.regulator)).status).toBe(404);
  });
});

const visitOf = (n: number): PublicLift['visits'][number] => ({
  recordId: newId(),
  class: 'half_month',
  on: `2026-1${n % 2}-0${n + 1}`,
  technicians: ['程望舒', '江怀远'],
  companyName: '示例电梯服务有限公司',
  validity: 'valid',
  ownerAnswer: 'signed',
  standing: 'original',
  grade: '正常',
  logNumber: n,
});
const liftFacts = (changes: Partial<PublicLift> = {}): PublicLift => ({
  codeState: 'current',
  rescueCode: '999901',
  registrationNumber: '梯11闽C00001(20)',
  place: '望溪花园 3 幢',
  ownNumber: '1#',
  address: '鹭湾区示范路 3 号',
  type: '3110',
  state: 'in_use',
  companyName: '示例电梯服务有限公司',
  ownerName: '示例物业服务中心',
  inspectionBody: '示例特种设备检验所',
  stoppedUntil: null,
  emergencyPhone: '96333',
  grade: '正常',
  gradeOn: '2026-11-20',
  lastInspectionOn: '2026-06-30',
  nextInspectionOn: '2027-06-30',
  maintenance: { lastOn: '2026-11-20', dueOn: '2026-12-05', overdue: false, underCheck: false },
  visits: [0, 1, 2, 3].map(visitOf),
  queriedAt: 0,
  ...changes,
});
const factsOf = (lift: PublicLift, changes: Partial<NoticeFacts> = {}): NoticeFacts => ({
  ...{ token: '0'.repeat(26), lift, companyPhone: '059510000000', maintainers: ['程望舒', '江怀远'] },
  ...{ hasSafetyOfficer: true, ...changes },
});
const office = {
  ...{ emergencyPhone: '96333', complaintPhone: '12315', at: 0 },
  linkBase: 'https://lifts.example/l/',
};

test('the longest names that the register takes still fit on one sheet', async () => {
  const long = liftFacts({
    ...{ place: '很长的地点名'.repeat(20), ownNumber: '号'.repeat(60), address: '很长的地址'.repeat(40) },
    ...{ companyName: '维'.repeat(120), ownerName: '业'.repeat(120), inspectionBody: '检'.repeat(120) },
    ...{ rescueCode: '9'.repeat(20), registrationNumber: '梯'.repeat(60), stoppedUntil: '2026-12-31' },
    state: 'suspended',
  });
  const maintainers = Array.from({ length: 12 }, () => '欧阳望舒');
  const pdf = await printNotices([factsOf(long, { maintainers }), factsOf(liftFacts())], office);
  const { pages } = readPdf(pdf, 'notice-long');
  expect(pages).toHaveLength(2);
  expect(squeezed(pages)).toContain('检'.repeat(120));
});

test('a sheet printed after the day on which a repair should have ended does not promise that day', async () => {
  const lift = liftFacts({
    state: 'suspended',
    stoppedUntil: '2026-11-20',
    queriedAt: Date.UTC(2026, 10, 22),
  });
  const text = squeezed(readPdf(await printNotices([factsOf(lift)], office), 'notice-late').pages);
  expect(text).toContain('原定2026年11月20日恢复，还没有修好');
  expect(text).toContain('辖区检验机构');
});

test('an escalator’s sheet speaks of those who are hurt or caught, and one without a company names nobody', async () => {
  const lift = liftFacts({ type: '3310', companyName: '', rescueCode: '' });
  const pdf = await printNotices([factsOf(lift, { companyPhone: '', maintainers: [] })], office);
  const text = squeezed(readPdf(pdf, 'notice-escalator').pages);
  expect(text).toContain('急停按钮');
  expect(text).not.toContain('扒门');
  expect(text).toContain('目前没有维保单位');
});
