import { checkInApi } from '@lifttrust/shared-types/check-in/check-in.contract';
import { type DeviceStanding, deviceApi } from '@lifttrust/shared-types/device/device.contract';
import type { Endpoint } from '@lifttrust/shared-types/kernel/endpoint';
import { onSiteApi } from '@lifttrust/shared-types/lift/on-site.contract';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { tables } from '@lifttrust/shared-types/tables';
import { buildDistrict, type StaffedDistrict, type Worker } from '../../../test/fixture/district';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { Clock } from '../kernel/clock';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { SessionOpener } from '../session/session.opener';
import { SignInDesk } from '../session/testing/sign-in-desk';

const hour = 3_600_000;

onBothDatabases((start) => {
  const desk = new SignInDesk();
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let clock: Clock;
  let driver: VisitDriver;
  beforeAll(async () => {
    service = await desk.open(start);
    own = await buildDistrict(service, 'own');
    foreign = await buildDistrict(service, 'foreign');
    clock = await service.get(Clock);
    driver = new VisitDriver(service, () => clock.now());
  });
  afterAll(() => desk.close());

  /** The same person on another phone. */
  const onPhone = async (worker: Worker, deviceId: string): Promise<Worker> => ({
    ...worker,
    deviceId,
    token: await service.signIn(worker.personId, deviceId),
  });
  const scan = async (worker: Worker) => {
    const visitId = await driver.plan(own);
    return driver.scan(worker, visitId, own.code);
  };
  const ask = (worker: Worker) => service.call(deviceApi.ask, { reason: '手机摔坏了。' }, worker);
  const waiting = async (admin: Worker) => (await service.call(deviceApi.changes, {}, admin)).data.items[0];
  const decide = (admin: Worker, changeId: string, approve: boolean) =>
    service.call(deviceApi.decide, { changeId, approve, reason: '已当面核实。' }, admin);
  const standing = async (worker: Worker): Promise<DeviceStanding | undefined> => {
    const { items } = (await service.call(deviceApi.mine, {}, worker)).data;
    return items.find(({ isThis }) => isThis)?.standing;
  };
  const untrusted = { status: 403, error: { code: 'device.not_trusted' } };

  test('every act at a lift and every signature is marked as one of the working device', () => {
    const marked = Object.values(tables).flatMap((table) =>
      Object.values<Endpoint>(table).filter(({ device }) => device === 'trusted'),
    );
    const paths = marked.map(({ path }) => path);
    for (const { path } of [
      checkInApi.scanCode,
      checkInApi.givePosition,
      checkInApi.start,
      checkInApi.checkOut,
      recordApi.sign,
      recordApi.submit,
      recordApi.ownerSign,
      recordApi.ownerReturn,
      onSiteApi.bind,
      onSiteApi.offerFix,
    ])
      expect(paths).toContain(path);
    expect(paths.filter((path) => path.includes('challenges')).length).toBeGreaterThan(1);
  });

  test('the first phone somebody signs in on is the one they work on', async () => {
    expect(await standing(own.lead)).toBe('trusted');
    expect((await scan(own.lead)).status).toBe(200);
  });

  test('a colleague’s phone signs in and reads, and does nothing that is evidence', async () => {
    const borrowed = await onPhone(own.partner, 'phone-of-a-helpful-colleague');
    expect((await service.call(messageApi.list, {}, borrowed)).status).toBe(200);
    const refused = await scan(borrowed);
    expect(refused).toMatchObject(untrusted);
    expect(refused.error?.message).toContain('我的设备');
    expect(await standing(borrowed)).toBe('known');
  });

  test('a request that calls itself the working device does not become it', async () => {
    const borrowed = await onPhone(own.partner, 'phone-of-a-helpful-colleague');
    expect(await scan({ ...borrowed, deviceId: own.partner.deviceId })).toMatchObject(untrusted);
  });

  test('the owner’s officer does not sign on a strange phone', async () => {
    const { recordId } = await driver.walk(own, 'submitted');
    const input = await driver.ownerSignature(own.officer, recordId);
    const elsewhere = await onPhone(own.officer, 'phone-of-a-neighbour');
    expect(await service.call(recordApi.ownerSign, input, elsewhere)).toMatchObject(untrusted);
    expect((await service.call(recordApi.ownerSign, input, own.officer)).status).toBe(200);
  });

  test('a change needs the unit’s admin and 24 hours; until then the old phone works', async () => {
    const next = await onPhone(own.lead, 'the-new-phone-of-the-lead');
    expect((await ask(next)).data.items.find(({ isThis }) => isThis)?.standing).toBe('waiting');
    const told = await service.call(messageApi.list, {}, own.admin);
    expect(told.data.items[0]?.title).toContain(own.lead.name);
    const change = await waiting(own.admin);
    expect(change).toMatchObject({ person: { id: own.lead.personId }, reason: '手机摔坏了。' });
    expect((await scan(next)).error?.message).toContain('等本单位管理员批准');

    await desk.pass(2 * hour);
    const approved = await decide(own.admin, change?.id ?? '', true);
    expect(approved.data.state).toBe('approved');
    expect((approved.data.effectiveAt ?? 0) - (approved.data.askedAt ?? 0)).toBe(24 * hour);
    own.lead.token = await service.signIn(own.lead.personId, own.lead.deviceId);
    expect(await standing(next)).toBe('cooling');
    const early = await scan(next);
    expect(early).toMatchObject(untrusted);
    expect(early.error?.message).toContain('约 22 小时');
    expect((await scan(own.lead)).status).toBe(200);
    expect((await decide(own.admin, change?.id ?? '', false)).error?.code).toBe('device.already_decided');
  });

  test('when the hours have passed the new phone works and the old one no more', async () => {
    await desk.pass(22 * hour);
    const next = await onPhone(own.lead, 'the-new-phone-of-the-lead');
    own.admin.token = await service.signIn(own.admin.personId, own.admin.deviceId);
    const old = await onPhone(own.lead, own.lead.deviceId);
    expect((await scan(next)).status).toBe(200);
    expect(await scan(old)).toMatchObject(untrusted);
    expect(await standing(old)).toBe('retired');
    expect((await ask(next)).error?.code).toBe('device.already_trusted');
  });

  test('a request that is refused changes nothing and says why', async () => {
    const next = await onPhone(own.colleague, 'the-new-phone-of-the-colleague');
    await ask(next);
    const change = await waiting(own.admin);
    expect((await decide(own.admin, change?.id ?? '', false)).data.state).toBe('refused');
    expect(await standing(next)).toBe('refused');
    await desk.pass(25 * hour);
    const later = await onPhone(own.colleague, 'the-new-phone-of-the-colleague');
    own.admin.token = await service.signIn(own.admin.personId, own.admin.deviceId);
    expect(await scan(later)).toMatchObject(untrusted);
    const told = await service.call(messageApi.list, {}, later);
    expect(told.data.items[0]).toMatchObject({ title: '更换工作设备未批准' });
  });

  test('whoever asks again has withdrawn what was asked before', async () => {
    await ask(await onPhone(own.colleague, 'a-second-new-phone'));
    await ask(await onPhone(own.colleague, 'a-third-new-phone'));
    const { items } = (await service.call(deviceApi.changes, {}, own.admin)).data;
    expect(items.filter(({ person }) => person.id === own.colleague.personId)).toHaveLength(1);
  });

  test('another unit’s and another district’s admins know nothing of a request', async () => {
    const change = await waiting(own.admin);
    for (const admin of [own.ownerAdmin, own.unitAdmin, foreign.regulatorAdmin, foreign.admin]) {
      const who = await onPhone(admin, admin.deviceId);
      expect((await service.call(deviceApi.changes, {}, who)).data.total).toBe(0);
      expect((await decide(who, change?.id ?? '', true)).status).toBe(404);
    }
    const above = await onPhone(own.regulatorAdmin, own.regulatorAdmin.deviceId);
    expect((await decide(above, change?.id ?? '', true)).status).toBe(200);
  });

  test('nobody decides about their own device', async () => {
    const assignmentId = await desk.assign(own.colleague, 'company_admin', own.companyId);
    const { data } = await service.call(deviceApi.changes, { state: 'approved' }, own.admin);
    expect(data.total).toBeGreaterThan(0);
    const phone = await onPhone(own.colleague, 'a-fourth-new-phone');
    await ask(phone);
    const change = await waiting(own.admin);
    expect(await decide(await asAdmin(own.colleague, assignmentId), change?.id ?? '', true)).toMatchObject({
      status: 403,
      error: { code: 'device.own_request' },
    });
  });

  test('a desk never becomes a working device', async () => {
    await desk.bind(own.officer);
    const opened = await desk.signIn(own.officer, { desk: true, device: { id: 'a-desk-computer' } });
    const refused = await service.call(deviceApi.ask, { reason: '想用电脑。' }, { token: opened.data.token });
    expect(refused).toMatchObject({ status: 422, error: { code: 'device.desk' } });
  });

  /** The same person in their second role. */
  async function asAdmin(worker: Worker, assignmentId: string): Promise<Worker> {
    const { personId, deviceId } = worker;
    const opener = await service.get(SessionOpener);
    let token = '';
    await desk.write(async (tx) => {
      const opening = { personId, channel: 'sandbox', device: { id: deviceId }, factorPassed: true };
      token = (await opener.open(tx, { ...opening, assignmentId })).token;
    });
    return { ...worker, role: 'company_admin', token };
  }
});
