import { faceApi } from '@lifttrust/shared-types/face/face.contract';
import { fileContentPath } from '@lifttrust/shared-types/file/file.contract';
import { privacyApi } from '@lifttrust/shared-types/privacy/privacy.contract';
import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';
import { SessionEnding } from '../session/session.ending';

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  beforeAll(async () => {
    service = await start();
    ({ own, foreign } = await twoDistricts(service));
  });
  afterAll(() => service.stop());

  /** The admin of the company looks up the lead's telephone number. */
  async function lookedUp(): Promise<void> {
    const [work, clock] = [await service.get(UnitOfWork), await service.get(Clock)];
    const { admin, lead } = own;
    const actor = {
      personId: admin.personId,
      personName: admin.name,
      role: admin.role,
      organisationId: own.companyId,
      organisationName: '',
      divisionCode: '',
      sessionId: '',
      deviceId: admin.deviceId,
    };
    const ctx = { ...systemCtx(clock.now(), 'looked-up'), actor };
    await work.run(ctx, (tx) => tx.audit('personal.read', 'person', lead.personId, { purpose: '联系到场' }));
  }

  test('a person sees who looked at their data, for which unit and why', async () => {
    await lookedUp();
    const { data } = await service.call(privacyApi.reads, {}, own.lead);
    expect(data?.items[0]).toMatchObject({
      by: own.admin.name,
      organisation: '鹭湾区示例电梯服务有限公司',
      what: '查看了个人信息',
      purpose: '联系到场',
    });
  });

  test('nobody sees who looked at somebody else', async () => {
    const { data } = await service.call(privacyApi.reads, {}, own.partner);
    expect(data).toMatchObject({ total: 0, items: [] });
  });

  describe('who looked at a face or a signature', () => {
    const readsOf = async (worker: Worker) =>
      (await service.call(privacyApi.reads, { pageSize: 100 }, worker)).data?.items ?? [];
    const open = (path: string, { token }: Worker) =>
      fetch(service.url + path, { headers: { authorization: `Bearer ${token}` } });
    let driver: VisitDriver;
    let visitId: string;
    beforeAll(async () => {
      driver = new VisitDriver(service);
      visitId = await driver.plan(own);
      await driver.scan(own.lead, visitId, own.code);
      await driver.locate(own.lead, visitId);
      await driver.answerAlternative(own.lead, visitId);
    });

    test('a reviewer who opens somebody’s face is seen by that person, and by nobody else', async () => {
      const reviewId = await driver.reviewOf(own.reviewer, own.lead, visitId);
      expect((await service.call(faceApi.review, { reviewId }, own.reviewer)).data.presented).toHaveLength(1);
      expect(await readsOf(own.lead)).toContainEqual(
        expect.objectContaining({
          by: own.reviewer.name,
          organisation: '鹭湾区示例市场监督管理局',
          what: '查看了人脸照片',
          purpose: '人工核验身份',
        }),
      );
      expect((await readsOf(own.partner)).map(({ what }) => what)).not.toContain('查看了人脸照片');
    });

    test('whoever opens a signature is seen by the one who signed; one’s own looking is no news', async () => {
      const path = fileContentPath(await driver.signatureOf(own.lead, visitId));
      const before = (await readsOf(own.lead)).length;
      expect((await open(path, own.lead)).status).toBe(200);
      expect(await readsOf(own.lead)).toHaveLength(before);
      expect((await open(path, own.regulator)).status).toBe(200);
      const [newest] = await readsOf(own.lead);
      expect(newest).toMatchObject({ by: own.regulator.name, what: '查看了签名或人脸图片' });
    });
  });

  test('a person reads everything that is kept about them, with purpose and term', async () => {
    const { data } = await service.call(privacyApi.data, {}, own.lead);
    const titles = data?.sections.map(({ title }) => title);
    expect(titles).toEqual([
      '身份信息',
      '单位与身份',
      '作业人员证',
      '人脸信息',
      '到场核验',
      '登录与设备',
      '消息',
    ]);
    const text = JSON.stringify(data);
    expect(text).toContain(own.lead.name);
    expect(text).toContain('10001000001');
    expect(data?.sections.every(({ why, keptFor }) => why !== '' && keptFor !== '')).toBe(true);
  });

  test('nothing of a colleague stands among one’s own data', async () => {
    const text = JSON.stringify((await service.call(privacyApi.data, {}, own.lead)).data);
    expect(text).not.toContain(own.partner.name);
    expect(text).not.toContain('10001000002');
  });

  test('looking at one’s own data is logged like any other export', async () => {
    await service.call(privacyApi.data, {}, own.partner);
    const { data } = await service.call(privacyApi.reads, {}, own.partner);
    expect(data?.items[0]).toMatchObject({ by: own.partner.name, what: '导出了本人的信息' });
  });

  describe('the audit log', () => {
    test('shows a unit’s admin what their own people did, and nothing of others', async () => {
      await lookedUp();
      const { data } = await service.call(privacyApi.audit, { pageSize: 100 }, own.admin);
      const units = new Set(data?.items.map(({ organisation }) => organisation));
      expect([...units]).toEqual(['鹭湾区示例电梯服务有限公司']);
    });

    test('shows a unit’s admin when their own people signed in and out, and nobody else’s people', async () => {
      const token = await service.signIn(own.lead.personId);
      await service.call(sessionApi.end, {}, { token });
      await service.signIn(foreign.lead.personId);
      const narrowed = { module: 'session', pageSize: 100 };
      const { data } = await service.call(privacyApi.audit, narrowed, own.admin);
      const seen = data?.items.map(({ person, role, what }) => `${person} ${role} ${what}`);
      expect(seen).toContain(`${own.lead.name} 维保人员 登录`);
      expect(seen).toContain(`${own.lead.name} 维保人员 退出登录`);
      expect(new Set(data?.items.map(({ organisation }) => organisation))).toEqual(
        new Set(['鹭湾区示例电梯服务有限公司']),
      );
      expect(data?.items.map(({ person }) => person)).not.toContain(own.officer.name);
    });

    test('shows a unit’s admin a session that the service ended by itself', async () => {
      const { personId } = own.colleague;
      await service.signIn(personId);
      const [work, ending, clock] = [
        await service.get(UnitOfWork),
        await service.get(SessionEnding),
        await service.get(Clock),
      ];
      await work.run(systemCtx(clock.now()), (tx) => ending.ofPerson(tx, personId, 'directory'));
      const { data } = await service.call(privacyApi.audit, { module: 'session' }, own.admin);
      expect(data?.items[0]).toMatchObject({ person: '', what: '登录被系统结束' });
      const elsewhere = await service.call(privacyApi.audit, { module: 'session' }, foreign.admin);
      expect(elsewhere.data?.items.map(({ what }) => what)).not.toContain('登录被系统结束');
    });

    test('shows the auditor of an area every unit of that area and none of another', async () => {
      await service.call(privacyApi.audit, {}, foreign.auditor);
      const { data } = await service.call(privacyApi.audit, { pageSize: 100 }, own.auditor);
      const units = data?.items.map(({ organisation }) => organisation) ?? [];
      expect(units.length).toBeGreaterThan(0);
      expect(units.filter((unit) => !unit.startsWith('鹭湾区'))).toEqual([]);
    });

    test('is narrowed by person, by day and by subject', async () => {
      await lookedUp();
      const narrowed = async (filter: object) =>
        (await service.call(privacyApi.audit, { ...filter, pageSize: 100 }, own.auditor)).data?.items ?? [];
      expect((await narrowed({ person: own.admin.name })).length).toBeGreaterThan(0);
      expect(await narrowed({ person: '%' })).toEqual([]);
      expect(await narrowed({ until: '2020-01-01' })).toEqual([]);
      const ofLead = await narrowed({ subjectId: own.lead.personId });
      expect(ofLead.some(({ purpose }) => purpose === '联系到场')).toBe(true);
    });

    test('reading it is logged', async () => {
      await service.call(privacyApi.audit, { person: '某人' }, own.auditor);
      const { data } = await service.call(privacyApi.audit, { person: own.auditor.name }, own.auditor);
      expect(data?.items.some(({ action }) => action === 'audit.read')).toBe(true);
    });
  });
});
