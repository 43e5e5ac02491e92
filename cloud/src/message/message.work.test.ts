import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { ChatDesk, hour } from '../../../test/fixture/chat-desk';
import { good } from '../../../test/fixture/uploads';
import { systemCtx } from '../kernel/actor';
import { newId } from '../kernel/new-id';
import { onBothDatabases } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';
import { MessageDelivery } from './message-delivery.entity';

const minute = 60_000;

onBothDatabases((start) => {
  const desk = new ChatDesk();
  const { dingtalk } = desk;
  beforeAll(() => desk.open(start));
  afterAll(() => desk.close());
  beforeEach(() => desk.newDay());

  test('a technician hears by DingTalk, and the notification opens the page that acts on it', async () => {
    const subjectId = await desk.tell([desk.own.lead], 'device.change_decided', {
      page: 'account/device/index?a=1',
    });
    await desk.send();
    const [notified] = dingtalk.notified;
    expect(notified?.userId).toBe('user-lead');
    const card = Object(notified?.msg.action_card);
    const link = new URL(String(card.single_url));
    expect(link.origin + link.pathname).toBe('https://applink.dingtalk.com/action/open_mini_app');
    expect(link.searchParams.get('page')).toBe('account/device/index?a=1');
    expect(link.searchParams.get('corpId')).toBe(dingtalk.corpId);
    await desk.later(minute);
    expect(await desk.ways(subjectId)).toEqual(['dingtalk_work delivered']);
  });

  test('somebody named twice in a list hears once', async () => {
    const subjectId = await desk.tell([desk.own.lead, desk.own.lead], 'device.change_decided');
    await desk.send();
    expect(dingtalk.notified).toHaveLength(1);
    expect(await desk.rows(subjectId)).toHaveLength(1);
  });

  test('the same words go to the same person once a day, and again on the next', async () => {
    const same = { text: '请于今天办理。' };
    await desk.tell([desk.own.lead], 'device.change_decided', same);
    await desk.send();
    const second = await desk.tell([desk.own.lead], 'device.change_decided', same);
    await desk.send();
    expect(await desk.ways(second)).toEqual(['dingtalk_work failed same_text']);
    expect(dingtalk.notified).toHaveLength(1);
    expect(await desk.openTasks(desk.own.lead)).toEqual([]);
    await desk.later(25 * hour);
    await desk.tell([desk.own.lead], 'device.change_decided', same);
    await desk.send();
    expect(dingtalk.notified).toHaveLength(2);
  });

  test('who has had 450 today waits for tomorrow; what safety hangs on still goes', async () => {
    const manager = await desk.manager();
    const [model] = await desk.rows(await desk.tell([desk.own.lead], 'device.change_decided'));
    await desk.send();
    const work = await desk.service.get(UnitOfWork);
    const spent = Array.from({ length: 449 }, () => ({
      ...model,
      id: newId(),
      content: newId(),
      state: 'sent' as const,
      triedAt: desk.clock.now(),
      dueAt: null,
    }));
    await work.run(systemCtx(desk.clock.now()), (tx) => tx.manager.insert(MessageDelivery, spent));
    const usual = await desk.tell([desk.own.lead], 'device.change_decided');
    const urgent = await desk.tell([desk.own.lead], 'rescue.called');
    await desk.send();
    expect(await desk.ways(usual)).toEqual(['dingtalk_work waiting person_daily_limit']);
    // A rescue goes all ways at once; this city has connected no others.
    expect(await desk.ways(urgent)).toEqual([
      'dingtalk_work sent',
      'sms not_connected channel_missing',
      'voice not_connected channel_missing',
    ]);
    await desk.later(25 * hour);
    expect((await desk.ways(usual))[0]).toMatch(/^dingtalk_work (sent|delivered)/);
    await manager.delete(MessageDelivery, { id: spent[0]?.id ?? '' });
  });

  test('whatever waits, the message that safety hangs on goes first', async () => {
    const work = await desk.service.get(UnitOfWork);
    await work.run(systemCtx(desk.clock.now()), async () => {
      for (let count = 0; count < 25; count += 1) await desk.tell([desk.own.lead], 'device.change_decided');
      await desk.tell([desk.own.lead], 'rescue.called', { text: '电梯困人，请立即出发。' });
    });
    await desk.send();
    expect(dingtalk.notified).toHaveLength(26);
    expect(JSON.stringify(dingtalk.notified[0]?.msg)).toContain('困人');
  });

  test('an answer that is lost is no reason to write twice: DingTalk drops the repetition, and we know why', async () => {
    dingtalk.loseAnswers = 1;
    const subjectId = await desk.tell([desk.own.lead], 'device.change_decided');
    await desk.send();
    expect(await desk.ways(subjectId)).toEqual(['dingtalk_work waiting unreachable']);
    await desk.later(minute);
    await desk.later(minute);
    expect(dingtalk.notified.map(({ end }) => end)).toEqual(['unread', '143106']);
    expect(await desk.ways(subjectId)).toEqual(['dingtalk_work delivered']);
  });

  test('a token taken back is renewed within the same attempt', async () => {
    dingtalk.revokeToken();
    const subjectId = await desk.tell([desk.own.lead], 'device.change_decided');
    await desk.send();
    expect(await desk.ways(subjectId)).toEqual(['dingtalk_work sent']);
  });

  test.each([
    [90018, 'dingtalk_work waiting dingtalk_90018'],
    [143104, 'dingtalk_work waiting dingtalk_143104'],
    [-1, 'dingtalk_work waiting dingtalk_-1'],
    [60011, 'dingtalk_work waiting dingtalk_60011'],
    [1430002, 'dingtalk_work failed dingtalk_1430002'],
  ])('the code %s is heard and followed', async (code, expected) => {
    dingtalk.nextCodes.push(code);
    const subjectId = await desk.tell([desk.own.lead], 'device.change_decided');
    await desk.send();
    expect(await desk.ways(subjectId)).toEqual([expected]);
  });

  test('a long message stays within DingTalk’s length and is cut between characters', async () => {
    await desk.tell([desk.own.lead], 'device.change_decided', { text: '𬭼'.repeat(500) });
    await desk.send();
    const [notified] = dingtalk.notified;
    expect(Buffer.byteLength(JSON.stringify(notified?.msg))).toBeLessThanOrEqual(2048);
    expect(JSON.stringify(notified?.msg)).not.toMatch(/\\ud[89ab]../i);
  });

  test('a technician without an account becomes a task of the company, settled by the next message that arrives', async () => {
    const first = await desk.tell([desk.own.partner], 'device.change_decided');
    await desk.tell([desk.own.partner], 'device.change_decided');
    await desk.send();
    expect(await desk.ways(first)).toEqual(['dingtalk_work failed no_account']);
    const tasks = await desk.openTasks(desk.own.partner);
    expect(tasks).toHaveLength(1);
    expect(tasks[0]).toMatchObject({ organisationId: desk.own.companyId, title: '人员收不到钉钉通知' });
    await desk.bind('dingtalk', 'union-partner', desk.own.partner);
    dingtalk.members.set('user-partner', 'union-partner');
    await desk.tell([desk.own.partner], 'device.change_decided');
    await desk.send();
    await desk.later(minute);
    expect(await desk.openTasks(desk.own.partner)).toEqual([]);
  });

  test('somebody whom the corporation no longer knows is a task too, and no sentence of DingTalk is kept', async () => {
    dingtalk.members.delete('user-admin');
    const subjectId = await desk.tell([desk.own.admin], 'device.change_decided');
    await desk.send();
    expect(await desk.ways(subjectId)).toEqual(['dingtalk_work failed no_account']);
    expect(await desk.openTasks(desk.own.admin)).toHaveLength(1);
    const { items } = good(await desk.service.call(messageApi.about, { subjectId }, desk.own.regulator));
    expect(JSON.stringify(items)).not.toMatch(/user-admin|union-admin|100\d{8}/);
    dingtalk.members.set('user-admin', 'union-admin');
  });
});
