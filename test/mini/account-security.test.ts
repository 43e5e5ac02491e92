import { codeOf, fromBase32, stepAt } from '../../cloud/src/factor/totp';
import { Clock } from '../../cloud/src/kernel/clock';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { PersonService } from '../../cloud/src/person/person.service';
import { SignInDesk } from '../../cloud/src/session/testing/sign-in-desk';
import { buildDistrict, type StaffedDistrict } from '../fixture/district';
import { keepPicture } from '../fixture/keep-picture';
import { Hand } from './runner/hand';
import { type RunningMiniProgram, runMiniProgram } from './runner/mini-program';
import { Natives } from './runner/natives';

const minute = 60_000;
const account = { openid: 'openid-of-the-owner-admin' };

/** The compiled WeChat package in the hand of an owner's administrator, whose sign-in has two steps. */
describe('the security of one’s own account on the phone', () => {
  const desk = new SignInDesk();
  let service: TestService;
  let own: StaffedDistrict;
  let mini: RunningMiniProgram;
  let hand: Hand;
  let natives: Natives;
  let key = '';
  const recoveryCodes: string[] = [];

  beforeAll(async () => {
    service = await desk.open((overrides) => startService('sqlite', overrides));
    own = await buildDistrict(service, 'own');
    const people = await service.get(PersonService);
    await desk.write((tx) => people.bindAccount(tx, 'wechat', account.openid, own.ownerAdmin.personId));
    mini = await runMiniProgram('weapp', { service: service.url, start: 'pages/home/index' });
    natives = new Natives(mini.program, 'wechat');
    hand = new Hand(mini.program);
    await signInAnew();
  }, 5 * minute);

  afterAll(async () => {
    await mini?.close();
    await desk.close();
  }, minute);

  /** As after the app was deleted and installed again. */
  async function signInAnew(): Promise<void> {
    await mini.program.evaluate(`() => wx.removeStorageSync('session')`);
    await natives.signInAs(desk.wechat.codeFor(account));
    await mini.program.reLaunch('/pages/home/index');
  }
  const codeNow = async (): Promise<string> =>
    codeOf(fromBase32(key), stepAt((await service.get(Clock)).now()));
  const look = async (name: string) => {
    if (mini.phone) await keepPicture(mini.phone, `phone-${name}`);
  };
  async function give(code: string): Promise<void> {
    await hand.type('#factor-code', code);
    await hand.tap('#send-code');
  }
  async function keptCodes(): Promise<string[]> {
    await hand.see('请保存恢复码', '#second-factor');
    return ((await hand.read('#recovery-codes')).match(/[A-Z2-7]{5}-[A-Z2-7]{5}/g) ?? []).map(String);
  }

  test(
    'whoever has no authenticator yet sets it up on the phone, and nothing else is open before',
    async () => {
      await hand.see('请设置二次验证', '#open-second-factor');
      await look('second-factor-hint');
      expect(await hand.isThere('#open-me')).toBe(false);
      await hand.tap('#open-second-factor');
      await hand.onPage('account/second-factor/index');
      await hand.tap('#begin-factor');
      key = await hand.read('#factor-key');
      await look('second-factor-key');
      await give('000000');
      await hand.see('验证码不对或已用过', '#refusals');
      await give(await codeNow());
      recoveryCodes.push(...(await keptCodes()));
      expect(recoveryCodes).toHaveLength(10);
      await look('recovery-codes');
      await hand.tap('#codes-kept');
      await hand.see('10 组', '#factor-state');
      await look('second-factor-mine');
    },
    2 * minute,
  );

  test(
    'the next sign-in asks for the code, and goes on where the person was',
    async () => {
      await desk.pass(30_000);
      await signInAnew();
      await hand.see('请完成二次验证', '#open-second-factor');
      await hand.tap('#open-second-factor');
      await hand.see('请完成二次验证', '#second-factor');
      await look('second-factor-prove');
      await give(await codeNow());
      await hand.onPage('pages/home/index');
      await hand.tap('#open-me');
      await hand.tap('#open-account-second-factor');
      await hand.see('二次验证已启用', '#second-factor');
    },
    2 * minute,
  );

  test(
    'a new phone: the old authenticator, or a recovery code, makes way for the new one',
    async () => {
      await hand.tap('#change-factor');
      await give(recoveryCodes[0] ?? '');
      key = await hand.read('#factor-key');
      await look('second-factor-change');
      await give(await codeNow());
      const renewed = await keptCodes();
      expect(renewed).toHaveLength(10);
      expect(renewed).not.toContain(recoveryCodes[1]);
      await hand.tap('#codes-kept');
      await hand.tap('#renew-codes');
      await give(renewed[0] ?? '');
      expect(await keptCodes()).not.toContain(renewed[1]);
      await hand.tap('#codes-kept');
    },
    2 * minute,
  );

  test(
    'a WeChat binding is let go after being asked once more; then the account is not known any longer',
    async () => {
      await mini.program.reLaunch('/account/wechat/index');
      await hand.see('就是这个微信', '#wechat-bound');
      await look('wechat-binding');
      await hand.tap('#release-wechat');
      await hand.see('解除微信绑定？', '.sheet');
      await look('wechat-release');
      await natives.signInAs(desk.wechat.codeFor(account));
      await hand.tap('#confirm-release');
      await hand.onPage('pages/home/index');
      await hand.see('还不认识您的账号', '#account-unknown');
      await look('wechat-unknown');
      expect(await mini.problems()).toEqual([]);
    },
    2 * minute,
  );
});
