import { startService } from '../../cloud/src/kernel/testing/service';
import { ChatDesk, wechatTemplate } from '../fixture/chat-desk';
import { Hand } from './runner/hand';
import { type RunningMiniProgram, runMiniProgram } from './runner/mini-program';
import { Natives } from './runner/natives';

const minute = 60_000;

/** The compiled WeChat package in the hand of an owner's safety officer. */
describe('the inbox on the phone', () => {
  const desk = new ChatDesk();
  let mini: RunningMiniProgram;
  let hand: Hand;
  let natives: Natives;

  beforeAll(async () => {
    await desk.open((environment) => startService('sqlite', environment));
    for (let number = 1; number <= 22; number += 1)
      await desk.tell([desk.own.officer], 'record.to_confirm', { text: `第 ${number} 份记录。` });
    mini = await runMiniProgram('weapp', { service: desk.service.url, start: 'pages/home/index' });
    natives = new Natives(mini.program, 'wechat');
    await natives.signInAs(desk.wechat.codeFor('openid-officer'));
    await mini.program.reLaunch('/pages/home/index');
    hand = new Hand(mini.program);
  }, 5 * minute);

  afterAll(async () => {
    await mini?.close();
    await desk.close();
  }, minute);

  test(
    'the first page says how many are unread and leads to all of them, page by page',
    async () => {
      await hand.see('22 条未读', '#open-inbox');
      await hand.tap('#open-inbox');
      await hand.onPage('account/inbox/index');
      await hand.see('第 22 份记录。', '#inbox');
      expect(await hand.read('#inbox')).not.toContain('第 2 份记录。');
      await hand.tap('#older');
      await hand.see('第 1 份记录。', '#inbox');
    },
    2 * minute,
  );

  test(
    'whoever agrees to be reminded is reminded by WeChat, once for each consent',
    async () => {
      await mini.program.mockWxMethod('requestSubscribeMessage', { [wechatTemplate]: 'accept' });
      await natives.signInAs(desk.wechat.codeFor('openid-officer'));
      desk.wechat.agree('openid-officer', wechatTemplate);
      await hand.tap('#remind');
      await hand.see('下次会在微信里提醒您', '#remind-thanks');
      const subjectId = await desk.tell([desk.own.officer], 'record.to_confirm');
      await desk.send();
      expect(await desk.ways(subjectId)).toEqual(['wechat_subscribe sent']);
    },
    2 * minute,
  );

  test(
    'all that was seen is marked as read with one tap',
    async () => {
      await hand.tap('#read-all');
      await hand.see('1 条未读', '#inbox');
      expect(await mini.problems()).toEqual([]);
    },
    2 * minute,
  );
});
