import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DingtalkSimulator } from '../simulators/dingtalk';
import { WechatSimulator } from '../simulators/wechat';

const script = join(__dirname, '..', '..', 'cloud/scripts/check-platforms.mjs');

interface Finding {
  code: string;
  level: 'must' | 'should' | 'good';
  text: string;
}

/** A city that has done everything; each test takes one thing away at a platform. */
describe('npm run check:platforms', () => {
  const dingtalk = new DingtalkSimulator();
  const wechat = new WechatSimulator();
  const templates = [{ priTmplId: 'tmpl-to-confirm', title: '待确认', content: '事项:{{thing1.DATA}}\n' }];
  beforeAll(() => Promise.all([dingtalk.open(), wechat.open()]));
  afterAll(() => Promise.all([dingtalk.close(), wechat.close()]));
  beforeEach(() => {
    dingtalk.trouble = 'none';
    wechat.trouble = 'none';
    dingtalk.limits.forbidden.clear();
    dingtalk.authedDepartments = [1];
    dingtalk.mayWriteCards = true;
    wechat.mayAskPhone = true;
    wechat.templates = templates;
  });

  const sound = (): Record<string, string> => ({
    NODE_ENV: 'production',
    LIFTTRUST_DATA_DIR: mkdtempSync(join(tmpdir(), 'lifttrust-platforms-')),
    LIFTTRUST_PUBLIC_URL: 'https://lift.example.gov.cn',
    LIFTTRUST_DINGTALK_APP_KEY: dingtalk.appKey,
    LIFTTRUST_DINGTALK_APP_SECRET: dingtalk.appSecret,
    LIFTTRUST_DINGTALK_API: dingtalk.url,
    LIFTTRUST_DINGTALK_OAPI: dingtalk.url,
    LIFTTRUST_DINGTALK_CORP_ID: 'dingexamplecorp',
    LIFTTRUST_DINGTALK_AGENT_ID: dingtalk.agentId,
    LIFTTRUST_DINGTALK_MINI_APP_ID: '5000000000000001',
    LIFTTRUST_DINGTALK_CARDS: '{"record.to_confirm":"card.schema"}',
    LIFTTRUST_DINGTALK_STREAM: 'on',
    LIFTTRUST_WECHAT_APP_ID: wechat.appId,
    LIFTTRUST_WECHAT_APP_SECRET: wechat.appSecret,
    LIFTTRUST_WECHAT_API: wechat.url,
    LIFTTRUST_WECHAT_TEMPLATES: JSON.stringify({
      'record.to_confirm': { id: 'tmpl-to-confirm', fields: { thing1: '标题' } },
    }),
    LIFTTRUST_PLATFORM_TIMEOUT: '1000',
  });

  async function check(changes: Record<string, string> = {}) {
    const env = { PATH: process.env.PATH ?? '', ...sound(), ...changes };
    const child = spawn(process.execPath, [script, '--json'], { env });
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
    });
    const status = await new Promise<number | null>((done) => child.on('close', done));
    const found: Finding[] = JSON.parse(said);
    return {
      status,
      found,
      said,
      must: found.filter(({ level }) => level === 'must').map(({ code }) => code),
    };
  }

  test('a complete configuration has nothing that must be changed, and says what was looked at', async () => {
    const { status, must, found } = await check();
    expect({ status, must }).toEqual({ status: 0, must: [] });
    const fine = found.filter(({ level }) => level === 'good').map(({ code }) => code);
    for (const code of [
      'dingtalk_token',
      'dingtalk_sign_in',
      'dingtalk_right',
      'dingtalk_scope',
      'dingtalk_write',
      'dingtalk_agent_id',
      'dingtalk_cards',
      'wechat_token',
      'wechat_phone',
    ])
      expect(fine).toContain(code);
  });

  test('no secret and no token is ever printed', async () => {
    const { said } = await check({ LIFTTRUST_DINGTALK_APP_SECRET: randomBytes(12).toString('hex') });
    for (const secret of [dingtalk.appSecret, wechat.appSecret]) expect(said).not.toContain(secret);
    expect(said).not.toContain('access_token');
  });

  test.each<[string, Record<string, string>, string, string]>([
    [
      'DingTalk’s secret is wrong',
      { LIFTTRUST_DINGTALK_APP_SECRET: 'wrong' },
      'dingtalk_credentials',
      'Client Secret',
    ],
    ['the corporation is not named', { LIFTTRUST_DINGTALK_CORP_ID: '' }, 'dingtalk_corp_id', 'CorpId'],
    ['WeChat’s secret is wrong', { LIFTTRUST_WECHAT_APP_SECRET: 'wrong' }, 'wechat_secret', 'AppSecret'],
    ['WeChat’s id is wrong', { LIFTTRUST_WECHAT_APP_ID: 'wxwrong' }, 'wechat_app_id', 'AppID'],
    ['the public address is an IP', { LIFTTRUST_PUBLIC_URL: 'https://203.0.113.7' }, 'wechat_domain', '域名'],
    [
      'DingTalk cannot be reached',
      { LIFTTRUST_DINGTALK_API: 'http://127.0.0.1:9' },
      'dingtalk_unreachable',
      '外网',
    ],
    [
      'WeChat cannot be reached',
      { LIFTTRUST_WECHAT_API: 'http://127.0.0.1:9' },
      'wechat_unreachable',
      '外网',
    ],
  ])('when %s it says so and where to mend it', async (_what, changes, code, word) => {
    const { status, found } = await check(changes);
    const finding = found.find((candidate) => candidate.code === code);
    expect({ status, level: finding?.level }).toEqual({ status: 1, level: 'must' });
    expect(finding?.text).toContain(word);
  });

  test.each([
    ['/topapi/v2/department/listsub', '通讯录部门信息读权限'],
    ['/topapi/v2/user/list', '通讯录部门成员读权限'],
    ['/topapi/role/list', '通讯录角色信息读权限'],
  ])('a missing right to %s is named as DingTalk’s page names it', async (path, name) => {
    dingtalk.limits.forbidden.add(path);
    const { found } = await check();
    const finding = found.find(({ level, code }) => level === 'must' && code === 'dingtalk_right');
    expect(finding?.text).toContain(name);
  });

  test('an application that sees only some departments is told before people are missing', async () => {
    dingtalk.authedDepartments = [102];
    const { must, found } = await check();
    expect(must).toEqual(['dingtalk_scope']);
    expect(found.find(({ code }) => code === 'dingtalk_scope')?.text).toContain('全部员工');
  });

  test('an AgentId of another application is named, with the page that shows the right one', async () => {
    const { must, found } = await check({ LIFTTRUST_DINGTALK_AGENT_ID: '20000002' });
    expect(must).toEqual(['dingtalk_agent_id']);
    expect(found.find(({ code }) => code === 'dingtalk_agent_id')?.text).toContain('凭证与基础信息');
  });

  test('without the right to write members it says what has to be done by hand', async () => {
    dingtalk.limits.forbidden.add('/topapi/v2/user/update');
    const { status, found } = await check();
    const finding = found.find(({ code }) => code === 'dingtalk_write');
    expect({ status, level: finding?.level }).toEqual({ status: 0, level: 'should' });
    expect(finding?.text).toContain('手工');
  });

  test('without the right to write cards it names the right', async () => {
    dingtalk.mayWriteCards = false;
    const { must, found } = await check();
    expect(must).toEqual(['dingtalk_cards']);
    expect(found.find(({ code }) => code === 'dingtalk_cards')?.text).toContain('互动卡片实例写权限');
  });

  test('a kind of message that the platform does not have is a slip of the pen', async () => {
    const { must } = await check({ LIFTTRUST_DINGTALK_CARDS: '{"record.to_confrim":"card.schema"}' });
    expect(must).toEqual(['message_kind']);
  });

  test.each([
    ['names a field the template does not have', '{{thing2.DATA}}', ['wechat_fields', 'wechat_fields']],
    ['leaves a field of the template empty', '{{thing1.DATA}} {{time2.DATA}}', ['wechat_fields']],
  ])('a WeChat configuration that %s is found', async (_what, content, codes) => {
    wechat.templates = [{ priTmplId: 'tmpl-to-confirm', title: '待确认', content }];
    expect((await check()).must).toEqual(codes);
  });

  test('nothing is changed by asking', async () => {
    const { corporation } = dingtalk;
    const before = JSON.stringify([...corporation.members]);
    await check();
    expect(JSON.stringify([...corporation.members])).toBe(before);
  });

  test('without the right to phone numbers owners could not be bound, and it says so', async () => {
    wechat.mayAskPhone = false;
    expect((await check()).must).toEqual(['wechat_phone']);
  });

  test('a template that is not in the mini-program is named', async () => {
    wechat.templates = [];
    const { must, found } = await check();
    expect(must).toEqual(['wechat_templates']);
    expect(found.find(({ code }) => code === 'wechat_templates')?.text).toContain('tmpl-to-confirm');
  });

  test('an event address that nobody answers is found before DingTalk finds it', async () => {
    const { must } = await check({
      LIFTTRUST_DINGTALK_EVENT_TOKEN: 'token',
      LIFTTRUST_DINGTALK_EVENT_KEY: 'a'.repeat(43),
      LIFTTRUST_PUBLIC_URL: 'https://127.0.0.1:9',
    });
    expect(must).toContain('dingtalk_callback');
  });

  test('with neither platform it says that nothing was looked at', async () => {
    const none = { LIFTTRUST_DINGTALK_APP_KEY: '', LIFTTRUST_DINGTALK_APP_SECRET: '' };
    const nothing = {
      LIFTTRUST_WECHAT_APP_ID: '',
      LIFTTRUST_WECHAT_APP_SECRET: '',
      LIFTTRUST_WECHAT_TEMPLATES: '',
    };
    const { status, found } = await check({
      ...none,
      ...nothing,
      LIFTTRUST_DINGTALK_AGENT_ID: '',
      LIFTTRUST_DINGTALK_CARDS: '',
    });
    expect(status).toBe(0);
    expect(found.map(({ code }) => code)).toEqual(['dingtalk_missing', 'wechat_missing']);
  });
});
