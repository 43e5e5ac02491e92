import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { buildDistrict, type District, type Worker } from '../../../test/fixture/district';
import { DingtalkSimulator } from '../../../test/simulators/dingtalk';
import { WechatSimulator } from '../../../test/simulators/wechat';
import { DingtalkPlatform } from '../adapters/sign-in/dingtalk';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { readEnv } from '../kernel/env';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';
import { PersonService } from '../person/person.service';

const tokenPath = '/v1.0/oauth2/accessToken';
const lead = { userid: 'manager01', unionid: 'union-of-the-lead', name: '程望舒' };

onBothDatabases((start) => {
  let service: TestService;
  let own: District;
  const dingtalk = new DingtalkSimulator();
  const wechat = new WechatSimulator();
  beforeAll(async () => {
    await Promise.all([dingtalk.open(), wechat.open()]);
    service = await start({
      LIFTTRUST_DINGTALK_APP_KEY: dingtalk.appKey,
      LIFTTRUST_DINGTALK_APP_SECRET: dingtalk.appSecret,
      LIFTTRUST_DINGTALK_API: dingtalk.url,
      LIFTTRUST_DINGTALK_OAPI: dingtalk.url,
      LIFTTRUST_WECHAT_APP_ID: wechat.appId,
      LIFTTRUST_WECHAT_APP_SECRET: wechat.appSecret,
      LIFTTRUST_WECHAT_API: wechat.url,
      LIFTTRUST_PLATFORM_TIMEOUT: '400',
    });
    own = await buildDistrict(service, 'own');
    await bind('dingtalk', lead.unionid, own.lead);
    await bind('wechat', 'union-of-the-officer', own.officer);
    await bind('wechat', 'openid-of-the-partner', own.partner);
  });
  afterAll(async () => {
    await service.stop();
    await Promise.all([dingtalk.close(), wechat.close()]);
  });
  afterEach(() => {
    dingtalk.trouble = 'none';
    wechat.trouble = 'none';
  });

  async function bind(channel: string, externalId: string, worker: Worker): Promise<void> {
    const [work, people, clock] = [
      await service.get(UnitOfWork),
      await service.get(PersonService),
      await service.get(Clock),
    ];
    await work.run(systemCtx(clock.now()), (tx) =>
      people.bindAccount(tx, channel, externalId, worker.personId),
    );
  }
  const signIn = (channel: 'dingtalk' | 'wechat', code: string) =>
    service.call(sessionApi.start, { channel, code, device: { id: 'device-of-this-phone' } });

  test('a DingTalk code opens the session of the person whose account it is', async () => {
    const opened = await signIn('dingtalk', dingtalk.codeFor(lead));
    expect(opened.data.me).toMatchObject({ person: { id: own.lead.personId }, role: 'technician' });
    const me = await service.call(sessionApi.me, {}, { token: opened.data.token });
    expect(me.data.person.name).toBe(own.lead.name);
  });

  test('the access token is asked for once, however many sign in at the same time', async () => {
    dingtalk.revokeToken();
    await signIn('dingtalk', dingtalk.codeFor(lead));
    const before = dingtalk.countOf(tokenPath);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => signIn('dingtalk', dingtalk.codeFor(lead))),
    );
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 8 }, () => 200));
    expect(dingtalk.countOf(tokenPath)).toBe(before);
  });

  test('of several who find no access token in the same moment one asks', async () => {
    const { appKey, appSecret, url } = dingtalk;
    const platform = new DingtalkPlatform({ appKey, appSecret, api: url, oapi: url }, Date.now, 400);
    const before = dingtalk.countOf(tokenPath);
    const accounts = await Promise.all(
      Array.from({ length: 8 }, () => platform.accountOf(dingtalk.codeFor(lead))),
    );
    expect(accounts).toEqual(Array(8).fill([lead.unionid, lead.userid]));
    expect(dingtalk.countOf(tokenPath)).toBe(before + 1);
  });

  test('a token that DingTalk has taken back is renewed without anybody noticing', async () => {
    dingtalk.revokeToken();
    const before = dingtalk.countOf(tokenPath);
    expect((await signIn('dingtalk', dingtalk.codeFor(lead))).status).toBe(200);
    expect(dingtalk.countOf(tokenPath)).toBe(before + 1);
  });

  test.each([
    ['used', () => dingtalk.codeFor(lead), true],
    ['too old', () => dingtalk.codeFor(lead, -1), false],
    ['invented', () => 'invented-code', false],
  ])('a DingTalk code that is %s is refused', async (_what, make, useFirst) => {
    const code = make();
    if (useFirst) await signIn('dingtalk', code);
    const refused = await signIn('dingtalk', code);
    expect(refused).toMatchObject({ status: 401, error: { code: 'session.code_refused' } });
  });

  test('an account that belongs to nobody is told what to do', async () => {
    const stranger = { userid: 'x', unionid: 'union-of-a-stranger', name: '生面孔' };
    const refused = await signIn('dingtalk', dingtalk.codeFor(stranger));
    expect(refused).toMatchObject({ status: 403, error: { code: 'session.account_unknown' } });
  });

  test('who has left the corporation hears that, and not that DingTalk is away', async () => {
    const { corporation } = dingtalk;
    const member = corporation.addMember('去职者', 1);
    corporation.removeMember(member.userid);
    const refused = await signIn('dingtalk', dingtalk.codeFor(member));
    expect(refused).toMatchObject({ status: 403, error: { code: 'session.not_in_corporation' } });
  });

  test.each(['silent', 'broken', 'down'] as const)(
    'while DingTalk is %s nobody waits for ever',
    async (trouble) => {
      dingtalk.trouble = trouble;
      const started = performance.now();
      const refused = await signIn('dingtalk', 'any-code');
      expect(refused).toMatchObject({ status: 503, error: { code: 'session.platform_unreachable' } });
      expect(refused.error?.message).toContain('钉钉');
      expect(performance.now() - started).toBeLessThan(3000);
      dingtalk.trouble = 'none';
      expect((await signIn('dingtalk', dingtalk.codeFor(lead))).status).toBe(200);
    },
  );

  test('a WeChat code opens the session by unionid, or by openid where there is none', async () => {
    const byUnion = wechat.codeFor({ openid: 'openid-unknown', unionid: 'union-of-the-officer' });
    const byOpenid = wechat.codeFor({ openid: 'openid-of-the-partner' });
    expect((await signIn('wechat', byUnion)).data.me.person.id).toBe(own.officer.personId);
    expect((await signIn('wechat', byOpenid)).data.me.person.id).toBe(own.partner.personId);
  });

  test('the session key of WeChat goes nowhere', async () => {
    const opened = await signIn('wechat', wechat.codeFor({ openid: 'openid-of-the-partner' }));
    expect(JSON.stringify(opened.data)).not.toContain('session_key');
  });

  test.each([
    ['used', () => wechat.codeFor({ openid: 'openid-of-the-partner' }), true],
    ['too old', () => wechat.codeFor({ openid: 'openid-of-the-partner' }, -1), false],
    ['invented', () => 'invented-code', false],
  ])('a WeChat code that is %s is refused', async (_what, make, useFirst) => {
    const code = make();
    if (useFirst) await signIn('wechat', code);
    const refused = await signIn('wechat', code);
    expect(refused).toMatchObject({ status: 401, error: { code: 'session.code_refused' } });
  });

  test.each([
    [-1, 503, 'session.platform_unreachable'],
    [40125, 503, 'session.platform_unreachable'],
    [40226, 401, 'session.code_refused'],
    [45011, 429, 'session.too_often'],
  ])('WeChat’s error %d becomes %d %s', async (errcode, status, code) => {
    wechat.next = errcode;
    const refused = await signIn('wechat', wechat.codeFor({ openid: 'openid-of-the-partner' }));
    expect(refused).toMatchObject({ status, error: { code } });
  });

  test('what WeChat must not be told about stands in no answer: the secret', async () => {
    wechat.trouble = 'down';
    const refused = await signIn('wechat', 'any-code');
    expect(refused.status).toBe(503);
    expect(JSON.stringify(refused.error)).not.toContain(wechat.appSecret);
  });

  test('one account stands for one person', async () => {
    await expect(bind('dingtalk', lead.unionid, own.partner)).rejects.toMatchObject({
      code: 'person.account_taken',
    });
    await bind('dingtalk', lead.unionid, own.lead);
  });

  test('a key without its secret stops the start, naming the variable', () => {
    const half = { LIFTTRUST_DINGTALK_APP_KEY: 'key' };
    expect(() => readEnv(half)).toThrow('LIFTTRUST_DINGTALK_APP_SECRET');
  });
});
