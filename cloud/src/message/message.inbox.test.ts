import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { newId } from '../kernel/new-id';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';
import { MessageService } from './message.service';

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  beforeAll(async () => {
    service = await start();
    ({ own, foreign } = await twoDistricts(service));
  });
  afterAll(() => service.stop());

  async function tell(who: Worker, over: Partial<{ title: string; text: string }> = {}): Promise<void> {
    const [messages, work] = [await service.get(MessageService), await service.get(UnitOfWork)];
    const at = (await service.get(Clock)).now();
    const card = {
      kind: 'task.late',
      subjectId: newId(),
      title: '请办理',
      text: '有事待办。',
      facts: [],
      page: null,
    };
    await work.run(systemCtx(at), (tx) => messages.send(tx, [who.personId], { ...card, ...over }));
  }
  const inbox = async (who: Worker, input = {}) => good(await service.call(messageApi.list, input, who));
  const unread = async (who: Worker) => good(await service.call(messageApi.unread, {}, who)).unread;

  test('the inbox is read page by page, newest first, without gaps or doubles', async () => {
    for (let number = 1; number <= 7; number += 1) await tell(own.lead, { title: `第 ${number} 件` });
    const first = await inbox(own.lead, { limit: 3 });
    expect(first.items.map(({ title }) => title)).toEqual(['第 7 件', '第 6 件', '第 5 件']);
    // What comes meanwhile moves nothing that is still to be read.
    await tell(own.lead, { title: '第 8 件' });
    const second = await inbox(own.lead, { limit: 3, before: first.next ?? '' });
    const third = await inbox(own.lead, { limit: 3, before: second.next ?? '' });
    expect([...second.items, ...third.items].map(({ title }) => title)).toEqual([
      '第 4 件',
      '第 3 件',
      '第 2 件',
      '第 1 件',
    ]);
    expect(third.next).toBeNull();
    expect(third.unread).toBe(8);
  });

  test('all that was seen is marked as read at once; what came meanwhile stays unread', async () => {
    await tell(own.partner);
    await tell(own.partner);
    const [newest] = (await inbox(own.partner)).items;
    await tell(own.partner);
    const input = { until: newest?.id ?? '' };
    good(await service.call(messageApi.readAll, input, own.partner));
    expect(await unread(own.partner)).toBe(1);
    good(await service.call(messageApi.readAll, input, own.partner));
    expect(await unread(own.partner)).toBe(1);
  });

  test('messages of others do not exist: they are neither listed, nor read, nor marked', async () => {
    await tell(own.admin);
    const [message] = (await inbox(own.admin)).items;
    const messageId = message?.id ?? '';
    for (const stranger of [own.lead, own.regulator, foreign.admin]) {
      expect((await service.call(messageApi.read, { messageId }, stranger)).status).toBe(404);
      expect((await inbox(stranger)).items.map(({ id }) => id)).not.toContain(messageId);
      good(await service.call(messageApi.readAll, { until: messageId }, stranger));
    }
    expect(await unread(own.admin)).toBe(1);
    good(await service.call(messageApi.read, { messageId }, own.admin));
    expect(await unread(own.admin)).toBe(0);
  });

  test('words that are too long are cut between characters, not refused and not broken', async () => {
    await tell(own.officer, { title: '题'.repeat(200), text: '𬭼'.repeat(400) });
    const [message] = (await inbox(own.officer)).items;
    expect([...(message?.title ?? '')]).toHaveLength(80);
    expect(message?.text).toBe(`${'𬭼'.repeat(299)}…`);
  });

  test.each([{ limit: 0 }, { limit: 101 }, { before: 'not-an-id' }])(
    'a page of %j is refused',
    async (input) => {
      expect((await service.call(messageApi.list, input, own.lead)).status).toBe(400);
    },
  );
});
