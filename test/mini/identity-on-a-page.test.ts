import { OutsideServices } from '../../cloud/src/adapters/outside/outside-services';
import { SignInProviders } from '../../cloud/src/adapters/sign-in/port';
import { FaceDriver } from '../../cloud/src/face/testing/face-driver';
import { FaceWorld, type Someone } from '../../cloud/src/face/testing/face-world';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { FaceidSimulator } from '../simulators/faceid';
import { markedPicture } from '../simulators/marked-picture';
import { SimulatedPlatformSignIn } from '../simulators/platform-sign-in';
import { Hand } from './runner/hand';
import { type RunningMiniProgram, runMiniProgram } from './runner/mini-program';
import { Natives } from './runner/natives';

const minute = 60_000;

/** The compiled DingTalk package where the city has chosen Tencent FaceID: out to its page and back. */
describe('a check of identity on the provider’s page', () => {
  const faceid = new FaceidSimulator();
  const platform = new SimulatedPlatformSignIn();
  let service: TestService;
  let world: FaceWorld;
  let mini: RunningMiniProgram;
  let hand: Hand;
  let natives: Natives;
  let chen: Someone;
  let lin: Someone;

  beforeAll(async () => {
    await faceid.open();
    service = await startService('sqlite', {
      ...faceid.environment,
      LIFTTRUST_FACE_PROVIDER: 'faceid',
      LIFTTRUST_FACEID_RULE_ID: faceid.ruleId,
    });
    (await service.get(OutsideServices)).open('faceid', { timeoutMs: 2000, repeats: 0, restMs: 50 });
    (await service.get(SignInProviders)).connect('dingtalk', platform);
    world = await FaceWorld.in(service);
    chen = await world.technician('陈守安');
    lin = await world.technician('林望');
    const driver = new FaceDriver(
      service,
      world,
      await world.reviewer('何明'),
      await world.reviewer('苏再看'),
    );
    await driver.consent(chen);
    await driver.enrolAs(chen, {});
    await driver.decide(chen.id, true);
    await driver.enrolMany(20);
    mini = await runMiniProgram('dd', { service: service.url });
    natives = new Natives(mini.program, 'dingtalk');
    await natives.signInAs(platform.codeFor(chen.id));
    hand = new Hand(mini.program);
  }, 5 * minute);

  afterAll(async () => {
    await mini?.close();
    await service?.stop();
    await faceid.close();
  }, minute);

  const goTo = async () => {
    const visitId = await world.visitAtIdentity(chen, lin);
    await mini.program.reLaunch(`/technician/identity/index?visitId=${visitId}`);
    await hand.tap('#way-face');
    await hand.tap('#begin-challenge');
    return visitId;
  };
  /** What the phone was asked to open or to copy. */
  const play = (name: string, field: string) =>
    mini.program.mockWxMethod(name, `function (options) { window.asked = options.${field}; return {}; }`);
  const asked = async () => String(await mini.program.evaluate('() => window.asked ?? ""'));

  test(
    'opens outside, is asked for its result on return, and lets the work begin',
    async () => {
      await goTo();
      await hand.see('录一小段视频', '#page-check');
      await play('openLink', 'url');
      await hand.tap('#open-page');
      await hand.see('再打开一次页面', '#open-page');
      const url = await asked();
      expect(new URL(url).hostname).toBe('open.faceid.qq.com');
      await hand.tap('#fetch-result');
      await hand.see('还没有收到结果', '#page-unfinished');
      faceid.follow(url, { similarity: 95 });
      await hand.tap('#fetch-result');
      await hand.see('身份已核验', '#identity-state');
    },
    2 * minute,
  );

  test(
    'says so when the phone cannot open it, and hands the address over instead',
    async () => {
      await goTo();
      await mini.program.mockWxMethod('openLink', '() => ({ errMsg: "openLink:fail", error: 4 })');
      await hand.tap('#open-page');
      await hand.see('没有打开页面', '.screen');
      await play('setClipboard', 'text');
      await hand.tap('#copy-page');
      await hand.see('链接已复制', '.screen');
      faceid.follow(await asked(), { similarity: 30 });
      await hand.tap('#fetch-result');
      await hand.see('与登记的人脸不符', '#challenge-outcome');
      expect(await hand.isThere('#use-alternative')).toBe(true);
    },
    2 * minute,
  );

  test(
    'becomes three photographs for a person when FaceID is away',
    async () => {
      await goTo();
      await hand.find('#page-check');
      faceid.trouble = 'html';
      await hand.tap('#fetch-result');
      for (let frame = 1; frame <= 3; frame += 1) {
        await hand.see(`第 ${frame} 张`, '#challenge');
        if (frame === 1) await hand.see('由人工核验', '#challenge');
        await natives.hold(await markedPicture());
        await hand.tap('#take-frame');
      }
      await hand.see('等人核验', '#identity-state');
      expect(await mini.problems()).toEqual([]);
    },
    2 * minute,
  );
});
