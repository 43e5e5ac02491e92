import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { ChatDesk, hour, wechatTemplate as template } from '../../../test/fixture/chat-desk';
import { good } from '../../../test/fixture/uploads';
import { onBothDatabases } from '../kernel/testing/service';
import { MessageConsent } from './message-consent.entity';

onBothDatabases((start) => {
  const desk = new ChatDesk();
  const { wechat } = desk;
  beforeAll(() => desk.open(start));
  afterAll(() => desk.close());
  beforeEach(() => desk.newDay());

  const kind = 'record.to_confirm';

  test('an owner who agreed once hears once by WeChat; the next message waits in the inbox', async () => {
    await desk.agree(desk.own.officer, 'openid-officer');
    const first = await desk.tell([desk.own.officer], kind, { page: 'owner/record/index?recordId=R1' });
    const second = await desk.tell([desk.own.officer], kind);
    await desk.send();
    expect(wechat.sent).toEqual([
      {
        openId: 'openid-officer',
        templateId: template,
        page: 'owner/record/index?recordId=R1',
        values: { thing1: '请您处理', thing2: '鹭湾区示例电梯服务有限公司' },
      },
    ]);
    expect(await desk.ways(first)).toEqual(['wechat_subscribe sent']);
    expect(await desk.ways(second)).toEqual(['wechat_subscribe failed no_consent']);
    expect(await desk.openTasks(desk.own.officer)).toEqual([]);
  });

  test('who withdrew in WeChat is not tried again until they agree anew', async () => {
    await desk.agree(desk.own.officer, 'openid-officer');
    await desk.agree(desk.own.officer, 'openid-officer');
    wechat.withdraw('openid-officer', template);
    const first = await desk.tell([desk.own.officer], kind);
    const second = await desk.tell([desk.own.officer], kind);
    await desk.send();
    expect(await desk.ways(first)).toEqual(['wechat_subscribe failed wechat_43101']);
    expect(await desk.ways(second)).toEqual(['wechat_subscribe failed no_consent']);
  });

  test.each([
    [45009, 'waiting wechat_45009', 'kept'],
    [-1, 'waiting wechat_-1', 'kept'],
    [40037, 'waiting wechat_40037', 'kept'],
    [47003, 'failed wechat_47003', 'kept'],
    [40003, 'failed wechat_40003', 'kept'],
  ])('the code %s is heard, and the consent is not lost', async (code, expected) => {
    const manager = await desk.manager();
    await manager.createQueryBuilder().delete().from(MessageConsent).execute();
    await desk.agree(desk.own.officer, 'openid-officer');
    wechat.nextCodes.push(code);
    const subjectId = await desk.tell([desk.own.officer], kind);
    await desk.send();
    expect(await desk.ways(subjectId)).toEqual([`wechat_subscribe ${expected}`]);
    const [left] = await manager.find(MessageConsent, {});
    expect(left?.endedAt).toBeNull();
    expect(wechat.sent).toEqual([]);
    const tasks = await desk.openTasks(desk.own.officer);
    expect(tasks).toHaveLength(code === 40003 ? 1 : 0);
  });

  test('a lost answer is never followed by a second message', async () => {
    await desk.agree(desk.own.officer, 'openid-officer');
    wechat.loseAnswers = 1;
    const subjectId = await desk.tell([desk.own.officer], kind);
    await desk.send();
    await desk.later(hour);
    expect(await desk.ways(subjectId)).toEqual(['wechat_subscribe failed outcome_unknown']);
    expect(wechat.sent).toHaveLength(1);
  });

  test('a token taken back is renewed within the same attempt', async () => {
    await desk.agree(desk.own.officer, 'openid-officer');
    wechat.revokeToken();
    const subjectId = await desk.tell([desk.own.officer], kind);
    await desk.send();
    expect(await desk.ways(subjectId)).toEqual(['wechat_subscribe sent']);
  });

  test('a consent counts for the WeChat account it came from, read from WeChat and never from the phone', async () => {
    const answers = [{ templateId: template, answer: 'accept' as const }];
    const other = { code: wechat.codeFor('openid-of-a-stranger'), answers };
    expect(await desk.service.call(messageApi.consent, other, desk.own.officer)).toMatchObject({
      status: 403,
      error: { code: 'message.other_account' },
    });
    const stolen = { code: wechat.codeFor('openid-officer'), answers };
    expect((await desk.service.call(messageApi.consent, stolen, desk.foreign.officer)).status).toBe(403);
    const used = { code: 'used-or-invented', answers };
    expect((await desk.service.call(messageApi.consent, used, desk.own.officer)).status).toBe(403);
  });

  test('the app hears which reminders it may ask for, and how many are left', async () => {
    const before =
      good(await desk.service.call(messageApi.consents, {}, desk.own.officer)).items[0]?.left ?? 0;
    await desk.agree(desk.own.officer, 'openid-officer');
    const { items } = good(await desk.service.call(messageApi.consents, {}, desk.own.officer));
    expect(items).toEqual([{ templateId: template, title: '维保记录待确认', left: before + 1 }]);
  });
});
