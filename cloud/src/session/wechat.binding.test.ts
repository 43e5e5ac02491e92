import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { wechatApi } from '@lifttrust/shared-types/session/wechat.contract';
import { buildDistrict, type StaffedDistrict, type Worker } from '../../../test/fixture/district';
import { AuditEntry } from '../kernel/audit-entry.entity';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { MessageConsent } from '../message/message-consent.entity';
import { Person } from '../person/person.entity';
import { PersonAccount } from '../person/person-account.entity';
import { SignInDesk } from './testing/sign-in-desk';

onBothDatabases((start) => {
  const desk = new SignInDesk();
  const { wechat } = desk;
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let accounts = 0;
  beforeAll(async () => {
    service = await desk.open(start);
    own = await buildDistrict(service, 'own');
    foreign = await buildDistrict(service, 'foreign');
  });
  afterAll(() => desk.close());

  const rows = async () => (await service.get(Database)).reader.manager;
  const device = { id: 'phone-of-somebody' };
  const freshAccount = () => {
    accounts += 1;
    return { openid: `openid-${accounts}`, unionid: `unionid-${accounts}` };
  };
  const phoneOf = async ({ personId }: Worker): Promise<string> => {
    const { phoneSealed } = await (await rows()).findOneByOrFail(Person, { id: personId });
    return (await service.get(Cipher)).decrypt(phoneSealed ?? '');
  };
  const byPhone = async (worker: Worker, account = freshAccount()) =>
    service.call(sessionApi.startByPhone, {
      channel: 'wechat',
      code: wechat.codeFor(account),
      phoneCode: wechat.phoneCodeFor(await phoneOf(worker)),
      device,
    });
  const boundTo = async ({ personId }: Worker) =>
    (await rows()).countBy(PersonAccount, { channel: 'wechat', personId });

  test('whoever changes their WeChat lets the old one go and is recognised by the phone in the new one', async () => {
    const before = freshAccount();
    const { token } = (await byPhone(own.officer, before)).data;
    expect((await service.call(wechatApi.mine, {}, { token })).data).toMatchObject({ isHere: true });
    const again = (await byPhone(own.officer)).error?.code;
    expect(again).toBe('session.phone_bound');
    expect((await service.call(wechatApi.releaseMine, {}, { token })).status).toBe(200);
    expect((await desk.me(token)).status).toBe(401);
    const byOldAccount = await service.call(sessionApi.start, {
      channel: 'wechat',
      code: wechat.codeFor(before),
      device,
    });
    expect(byOldAccount.error?.code).toBe('session.account_unknown');
    expect((await byPhone(own.officer)).data.me.person.id).toBe(own.officer.personId);
  });

  test('sessions that came by another way go on, and say that nothing is bound', async () => {
    await byPhone(own.ownerAdmin);
    expect((await service.call(wechatApi.releaseMine, {}, own.ownerAdmin)).status).toBe(200);
    const { data } = await service.call(wechatApi.mine, {}, own.ownerAdmin);
    expect(data).toEqual({ boundAt: null, isHere: false });
    const twice = await service.call(wechatApi.releaseMine, {}, own.ownerAdmin);
    expect(twice).toMatchObject({ status: 409, error: { code: 'session.wechat_not_bound' } });
  });

  test('the unit’s admin lets a wrong account go with a reason; it is logged and the person is told', async () => {
    const input = { personId: own.officer.personId, reason: '手机号换给了别人。' };
    for (const stranger of [own.admin, foreign.ownerAdmin, foreign.regulatorAdmin])
      expect((await service.call(wechatApi.release, input, stranger)).status).toBe(404);
    expect(await boundTo(own.officer)).toBe(1);
    expect((await service.call(wechatApi.release, input, own.ownerAdmin)).status).toBe(200);
    expect(await boundTo(own.officer)).toBe(0);
    const kept = await (await rows()).findBy(AuditEntry, {
      action: 'person.account_released',
      personId: own.ownerAdmin.personId,
      subjectId: own.officer.personId,
    });
    expect(kept.map(({ detail }) => detail)).toEqual([{ channel: 'wechat', reason: input.reason }]);
    const [told] = (await service.call(messageApi.list, {}, own.officer)).data.items;
    expect(told).toMatchObject({ title: '您的微信绑定已解除' });
    expect(told?.facts).toContainEqual({ label: '理由', value: input.reason });
  });

  test('the district’s admin may as well, and nothing more is sent to the account that was let go', async () => {
    await byPhone(own.officer);
    const { personId } = own.officer;
    const consent = { id: newId(), personId, templateId: 'template', openId: 'openid-let-go' };
    await desk.write((tx) =>
      tx.manager.insert(MessageConsent, { ...consent, givenAt: tx.at, deliveryId: null, endedAt: null }),
    );
    const input = { personId, reason: '本人来电，微信号被盗。' };
    expect((await service.call(wechatApi.release, input, own.regulatorAdmin)).status).toBe(200);
    const left = await (await rows()).findOneByOrFail(MessageConsent, { id: consent.id });
    expect(left.endedAt).not.toBeNull();
  });
});
