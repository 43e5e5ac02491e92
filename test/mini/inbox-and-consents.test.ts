import { faceApi } from '@lifttrust/shared-types/face/face.contract';
import { startService } from '../../cloud/src/kernel/testing/service';
import { ChatDesk } from '../fixture/chat-desk';
import { good } from '../fixture/uploads';
import type { Hand } from './runner/hand';
import { PhoneInHand } from './runner/phone-in-hand';

const minute = 60_000;

/** The compiled DingTalk package: what one is told, and what one has agreed to. */
describe('inbox and consents', () => {
  const desk = new ChatDesk();
  let phone: PhoneInHand;
  let hand: Hand;

  beforeAll(async () => {
    await desk.open((environment) => startService('sqlite', environment));
    phone = await PhoneInHand.pickUp('dd', desk.service);
    hand = phone.hand;
  }, 5 * minute);

  afterAll(async () => {
    await phone?.putDown();
    await desk.close();
  }, minute);

  afterEach(async () => expect(await phone.mini.problems()).toEqual([]));

  test(
    'an empty inbox says what will be there',
    async () => {
      await phone.handTo(desk.own.lead, 'pages/home/index');
      await hand.see('全部通知都在这里', '#open-inbox');
      await hand.tap('#open-inbox');
      await hand.onPage('account/inbox/index');
      await hand.see('还没有消息', '#inbox');
      await phone.look('technician-inbox-empty');
    },
    2 * minute,
  );

  test(
    'a message leads to where it is settled, is read by that, and keeps how it ended',
    async () => {
      const page = 'account/papers/index';
      const paper = await desk.tell([desk.own.lead], 'paper.expiring', {
        text: '作业人员证还有 30 天到期。',
        page,
      });
      await desk.tell([desk.own.lead], 'device.change_decided', { text: '新设备明天起可以用。' });
      await phone.open('account/inbox/index');
      await hand.see('2 条未读', '#inbox');
      await hand.see('作业人员证还有 30 天到期。', '#inbox');
      await phone.look('technician-inbox');
      await hand.tap('.card .ui-button');
      await hand.onPage(page);
      await desk.settleMatter(paper, '已续证');
      await phone.open('account/inbox/index');
      await hand.see('1 条未读', '#inbox');
      await hand.see('已续证', '#inbox');
      await hand.tap('#read-all');
      await hand.see('消息都看过了', '#inbox');
    },
    2 * minute,
  );

  test(
    'whoever wants to choose what rings chooses, and sees what the rules leave no choice about',
    async () => {
      await phone.handTo(desk.own.lead, 'account/message-settings/index');
      await hand.see('消息箱里每条都有', '#message-settings');
      await hand.see('提醒', '#kind-plan-reminder');
      await hand.tap('#kind-plan-reminder');
      await hand.see('只进消息箱', '#kind-plan-reminder');
      await hand.tap('#quiet');
      await hand.tap('#quiet-0');
      await hand.see('22:00 至次日 07:00', '#quiet');
      await hand.tap('#show-duties');
      await hand.see('SIG-06', '#duties');
      await phone.look('technician-message-settings');
      await phone.open('account/message-settings/index');
      await hand.see('只进消息箱', '#kind-plan-reminder');
    },
    2 * minute,
  );

  test(
    'nobody reads another’s messages',
    async () => {
      await phone.handTo(desk.own.partner, 'account/inbox/index');
      await hand.see('还没有消息', '#inbox');
    },
    2 * minute,
  );

  test(
    'without a network what was read stays on the screen and says it is not new',
    async () => {
      await phone.handTo(desk.own.lead, 'account/inbox/index');
      await hand.see('消息都看过了', '#inbox');
      await phone.mini.setConnected(false);
      await phone.mini.program.navigateTo('/account/roles/index');
      await hand.see('现在没有网络', '#roles');
      await phone.mini.program.navigateBack();
      await hand.see('下面是上一次读到的内容', '#inbox');
      await phone.mini.setConnected(true);
    },
    2 * minute,
  );

  test(
    'who has agreed to nothing reads the text and is led to enrolment',
    async () => {
      await phone.handTo(desk.own.lead, 'account/consents/index');
      await hand.see('现在没有同意', '#consent-given');
      await hand.tap('#read-text');
      await hand.see('人脸', '#consent-words');
      await hand.tap('#to-enrol');
      await hand.onPage('technician/enrol/index');
    },
    2 * minute,
  );

  test(
    'a consent shows its version and what is kept, and is taken back in two taps',
    async () => {
      const { lead } = desk.own;
      const { version } = good(await desk.service.call(faceApi.consentText, {}));
      good(await desk.service.call(faceApi.consent, { textVersion: version, agreed: true }, lead));
      await phone.open('account/consents/index');
      await hand.see('已同意', '#consent-given');
      await hand.see(version, '#consent-given');
      await hand.see('没有', '#consent-kept');
      await phone.look('technician-consents');
      await hand.tap('#withdraw');
      await hand.see('撤回同意？', '.sheet');
      await phone.look('technician-consents-withdraw');
      await hand.tap('#withdraw-confirm');
      await hand.see('现在没有同意', '#consent-given');
      await hand.see('撤回同意', '#consent-history');
      expect(good(await desk.service.call(faceApi.consents, {}, lead)).current).toBeNull();
    },
    2 * minute,
  );
});
