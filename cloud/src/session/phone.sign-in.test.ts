import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { buildDistrict, type StaffedDistrict, type Worker } from '../../../test/fixture/district';
import { AuditEntry } from '../kernel/audit-entry.entity';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { Person } from '../person/person.entity';
import { PersonAccount } from '../person/person-account.entity';
import { SignInDesk } from './testing/sign-in-desk';

const phonePath = '/wxa/business/getuserphonenumber';
const tokenPath = '/cgi-bin/stable_token';

onBothDatabases((start) => {
  const desk = new SignInDesk();
  const { wechat } = desk;
  let service: TestService;
  let own: StaffedDistrict;
  let accounts = 0;
  beforeAll(async () => {
    service = await desk.open(start);
    own = await buildDistrict(service, 'own');
  });
  afterAll(() => desk.close());

  const phoneOf = async (worker: Worker): Promise<string> => {
    const { manager } = (await service.get(Database)).reader;
    const { phoneSealed } = await manager.findOneByOrFail(Person, { id: worker.personId });
    return (await service.get(Cipher)).decrypt(phoneSealed ?? '');
  };
  const freshAccount = () => {
    accounts += 1;
    return { openid: `openid-${accounts}`, unionid: `unionid-${accounts}` };
  };
  const byPhone = (phoneCode: string, account = freshAccount()) =>
    service.call(sessionApi.startByPhone, {
      channel: 'wechat',
      code: wechat.codeFor(account),
      phoneCode,
      device: { id: 'phone-of-somebody' },
    });
  const bindings = async (worker: Worker) => {
    const { manager } = (await service.get(Database)).reader;
    return manager.countBy(PersonAccount, { channel: 'wechat', personId: worker.personId });
  };

  test('an owner’s officer is recognised by the registered phone, bound once, and known from then on', async () => {
    const account = freshAccount();
    const opened = await byPhone(wechat.phoneCodeFor(await phoneOf(own.officer)), account);
    expect(opened.data.me).toMatchObject({ person: { id: own.officer.personId }, role: 'owner_officer' });
    expect(await bindings(own.officer)).toBe(1);
    const later = await service.call(sessionApi.start, {
      channel: 'wechat',
      code: wechat.codeFor(account),
      device: { id: 'phone-of-somebody' },
    });
    expect(later.data.me.person.id).toBe(own.officer.personId);
  });

  test('the phone number stands in no audit row and in no answer', async () => {
    const phone = await phoneOf(own.admin);
    const opened = await byPhone(wechat.phoneCodeFor(phone));
    expect(opened.status).toBe(200);
    expect(JSON.stringify(opened.data)).not.toContain(phone);
    const { manager } = (await service.get(Database)).reader;
    expect(JSON.stringify(await manager.find(AuditEntry))).not.toContain(phone);
  });

  test('another WeChat account with the same phone does not take the person over', async () => {
    const refused = await byPhone(wechat.phoneCodeFor(await phoneOf(own.officer)));
    expect(refused).toMatchObject({ status: 409, error: { code: 'session.phone_bound' } });
    expect(await bindings(own.officer)).toBe(1);
  });

  test('technicians and regulators are not recognised by a phone: they come through DingTalk', async () => {
    for (const worker of [own.lead, own.regulator]) {
      const refused = await byPhone(wechat.phoneCodeFor(await phoneOf(worker)));
      expect(refused).toMatchObject({ status: 403, error: { code: 'session.phone_unknown' } });
      expect(await bindings(worker)).toBe(0);
    }
  });

  test('a phone that nobody registered is told what to do', async () => {
    const refused = await byPhone(wechat.phoneCodeFor('10099999999'));
    expect(refused).toMatchObject({ status: 403, error: { code: 'session.phone_unknown' } });
    expect(refused.error?.message).toContain('请让本单位管理员');
  });

  test('a phone of another country that ends in the same digits is nobody’s', async () => {
    const refused = await byPhone(wechat.phoneCodeFor(await phoneOf(own.ownerAdmin), undefined, '1'));
    expect(refused.status).toBe(401);
    expect(await bindings(own.ownerAdmin)).toBe(0);
  });

  test('a phone registered for two people lets neither in', async () => {
    const phone = await phoneOf(own.ownerAdmin);
    const cipher = await service.get(Cipher);
    const phonePrint = cipher.fingerprint('phone', phone);
    const before = cipher.fingerprint('phone', await phoneOf(own.admin));
    await desk.write((tx) => tx.manager.update(Person, { id: own.admin.personId }, { phonePrint }));
    const refused = await byPhone(wechat.phoneCodeFor(phone));
    expect(refused).toMatchObject({ status: 409, error: { code: 'session.phone_ambiguous' } });
    await desk.write((tx) => tx.manager.update(Person, { id: own.admin.personId }, { phonePrint: before }));
  });

  test.each([
    ['used', async () => wechat.phoneCodeFor('10099999998'), true],
    ['too old', async () => wechat.phoneCodeFor('10099999998', -1), false],
    ['a phone number instead of a code', () => phoneOf(own.ownerAdmin), false],
    ['a code of wx.login', async () => wechat.codeFor(freshAccount()), false],
  ])('a phone code that is %s is refused', async (_what, make, useFirst) => {
    const code = await make();
    if (useFirst) await byPhone(code);
    expect(await byPhone(code)).toMatchObject({ status: 401, error: { code: 'session.code_refused' } });
  });

  test('a token that WeChat has taken back is renewed without anybody noticing', async () => {
    await byPhone(wechat.phoneCodeFor('10099999997'));
    const before = wechat.countOf(tokenPath);
    wechat.next = 0;
    wechat.revokeToken();
    const answer = await byPhone(wechat.phoneCodeFor('10099999997'));
    expect(answer.error?.code).toBe('session.phone_unknown');
    expect(wechat.countOf(tokenPath)).toBe(before + 1);
  });

  test('when the day’s calls are used up people are told to come back', async () => {
    wechat.phoneQuota = 0;
    const refused = await byPhone(wechat.phoneCodeFor('10099999996'));
    expect(refused).toMatchObject({ status: 429, error: { code: 'session.too_often' } });
    wechat.phoneQuota = Number.POSITIVE_INFINITY;
  });

  test('one account that tries number after number is locked; WeChat is asked no more', async () => {
    const account = freshAccount();
    for (let attempt = 0; attempt < 5; attempt += 1)
      expect((await byPhone(wechat.phoneCodeFor(`1008888000${attempt}`), account)).status).toBe(403);
    const before = wechat.countOf(phonePath);
    const refused = await byPhone(wechat.phoneCodeFor(await phoneOf(own.ownerAdmin)), account);
    expect(refused).toMatchObject({ status: 429, error: { code: 'session.locked' } });
    expect(wechat.countOf(phonePath)).toBe(before);
    expect((await byPhone(wechat.phoneCodeFor(await phoneOf(own.ownerAdmin)))).status).toBe(200);
  });
});
