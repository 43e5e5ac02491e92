import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, dayOf, startOfDay } from '@lifttrust/shared-types/kernel/time';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { type District, twoDistricts, type Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { SmsSimulator } from '../../../test/simulators/sms';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { newId } from '../kernel/new-id';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';
import { MessageRow } from './message.entity';
import { MessageService } from './message.service';
import { MessageDelivery } from './message-delivery.entity';

const hour = 3_600_000;
const ringing = ['record.returned', 'task.late', 'plan.reminder', 'paper.expiring', 'message.digest'];

/** Every kind named here rings by text message; the city is quiet at night. */
function cityFile(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'lifttrust-city-')), 'city.json');
  const messageChannels = Object.fromEntries(ringing.map((kind) => [kind, ['sms']]));
  const messages = { quietHours: { from: '22:00', until: '07:00' } };
  const parameters = { messageChannels, messages };
  writeFileSync(file, JSON.stringify({ code: '999900', name: '示例市', parameters }));
  return file;
}

onBothDatabases((start) => {
  let simulator: SmsSimulator;
  let service: TestService;
  let own: District;
  let clock: Clock;
  let day: string;

  beforeAll(async () => {
    simulator = await new SmsSimulator().open();
    service = await start({
      ...simulator.environment,
      LIFTTRUST_CITY_FILE: cityFile(),
      LIFTTRUST_SMS_APP_ID: simulator.appId,
      LIFTTRUST_SMS_SIGN: simulator.sign,
      LIFTTRUST_SMS_TEMPLATES: JSON.stringify({ 'record.returned': { id: '1234567', parameters: ['标题'] } }),
    });
    clock = await service.get(Clock);
    ({ own } = await twoDistricts(service));
    day = dayOf(clock.now());
  });
  afterAll(async () => {
    await service.stop();
    await simulator.close();
  });

  /** To this time of the next day, with everybody signed in again. */
  async function toHour(hours: number): Promise<void> {
    day = addDays(day, 1);
    clock.shift(startOfDay(day) + hours * hour - clock.now());
    for (const worker of [own.lead, own.admin, own.regulator])
      worker.token = await service.signIn(worker.personId, worker.deviceId);
  }
  const write = async <T>(work: Parameters<UnitOfWork['run']>[1]): Promise<T> =>
    (await service.get(UnitOfWork)).run(systemCtx(clock.now()), work) as Promise<T>;
  const tell = async (people: Worker[], kind: string): Promise<string> => {
    const subjectId = newId();
    const messages = await service.get(MessageService);
    await write((tx) =>
      messages.send(
        tx,
        people.map(({ personId }) => personId),
        { kind, subjectId, title: '标题', text: '内容', facts: [], page: null },
      ),
    );
    return subjectId;
  };
  const settle = async () => (await service.get(Outbox)).settle();
  const later = async (hours: number) => {
    clock.shift(hours * hour);
    await settle();
  };
  const about = (subjectId: string) =>
    write<MessageRow[]>((tx) => tx.manager.find(MessageRow, { where: { subjectId }, order: { id: 'ASC' } }));
  const ringsOf = async (subjectId: string) => {
    const ids = (await about(subjectId)).map(({ id }) => id);
    const rows = await write<MessageDelivery[]>((tx) => tx.manager.find(MessageDelivery));
    return rows.filter(({ messageId }) => ids.includes(messageId));
  };
  const choose = (who: Worker, choice: Partial<Parameters<typeof plain>[0]>) =>
    service.call(messageApi.setPreferences, plain(choice), who);

  test('in the quiet hours of the city the inbox has it at once, and the telephone rings when they are over', async () => {
    await toHour(23);
    const subjectId = await tell([own.lead], 'record.returned');
    expect(await about(subjectId)).toHaveLength(1);
    const [ring] = await ringsOf(subjectId);
    expect(ring?.dueAt).toBe(startOfDay(addDays(day, 1)) + 7 * hour);
  });

  test('what is not urgent rings once in the morning, with all that came together', async () => {
    await toHour(10);
    const subjects = [
      await tell([own.admin], 'task.late'),
      await tell([own.admin], 'paper.expiring'),
      await tell([own.admin], 'task.late'),
    ];
    for (const subjectId of subjects) expect(await ringsOf(subjectId)).toEqual([]);
    await later(22.5);
    const [first] = await about(subjects[0] ?? '');
    const [digest] = await about(first?.id ?? '');
    expect(digest?.title).toBe('今早汇总：3 条消息');
    expect(digest?.facts).toEqual([
      { label: '数据任务逾期未办', value: '2 条' },
      { label: '证照快到期', value: '1 条' },
    ]);
    expect(await ringsOf(first?.id ?? '')).toHaveLength(1);
    for (const subjectId of subjects) expect(await ringsOf(subjectId)).toEqual([]);
  });

  test('what was read before the morning rings no more, and a single one speaks for itself', async () => {
    await toHour(10);
    const [read, unread] = [await tell([own.admin], 'task.late'), await tell([own.admin], 'paper.expiring')];
    const [message] = await about(read);
    good(await service.call(messageApi.read, { messageId: message?.id ?? '' }, own.admin));
    await later(22.5);
    expect(await ringsOf(read)).toEqual([]);
    expect(await ringsOf(unread)).toHaveLength(1);
    expect((await about(unread)).map(({ kind }) => kind)).toEqual(['paper.expiring']);
  });

  test('whoever wants no digest is rung at once', async () => {
    await toHour(10);
    good(await choose(own.admin, { digest: false }));
    const subjectId = await tell([own.admin], 'task.late');
    const [ring] = await ringsOf(subjectId);
    expect(ring?.dueAt).toBe(ring?.createdAt);
    good(await choose(own.admin, {}));
  });

  test('a kind that was switched off stays in the inbox; one that the rules want cannot be switched off', async () => {
    await toHour(10);
    good(await choose(own.lead, { muted: ['plan.reminder'] }));
    const subjectId = await tell([own.lead], 'plan.reminder');
    expect(await about(subjectId)).toHaveLength(1);
    expect(await ringsOf(subjectId)).toEqual([]);
    const refused = await choose(own.lead, { muted: ['record.returned'] });
    expect(refused.status).toBe(422);
    expect(refused.error?.details?.map(({ code }) => code)).toEqual(['message.duty']);
    const { data } = await service.call(messageApi.preferences, {}, own.lead);
    expect(data.muted).toEqual(['plan.reminder']);
    expect(data.cityQuiet).toEqual({ from: '22:00', until: '07:00' });
    expect(data.kinds.find(({ kind }) => kind === 'record.returned')?.duty).toContain('SIG-06');
  });

  test('whoever works at night has quiet hours of their own', async () => {
    good(await choose(own.lead, { quiet: { from: '09:00', until: '17:00' } }));
    await toHour(23);
    const [ring] = await ringsOf(await tell([own.lead], 'record.returned'));
    expect(ring?.dueAt).toBe(ring?.createdAt);
    await toHour(10);
    const waiting = (await ringsOf(await tell([own.lead], 'record.returned')))[0];
    expect(waiting?.dueAt).toBe(startOfDay(day) + 17 * hour);
    good(await choose(own.lead, {}));
  });

  test('nobody looks: the company hears of it after a day, the regulator after another', async () => {
    await toHour(10);
    const subjectId = await tell([own.lead, own.partner], 'record.returned');
    await later(23);
    expect(await about(subjectId)).toHaveLength(2);
    await later(1);
    const told = (await about(subjectId)).filter(({ kind }) => kind === 'message.escalated');
    expect(told.map(({ personId }) => personId)).toEqual([own.admin.personId]);
    expect(told[0]?.title).toBe('无人处理：标题');
    await later(24);
    const higher = (await about(subjectId)).filter(({ kind }) => kind === 'message.escalated');
    expect(higher.map(({ personId }) => personId)).toContain(own.regulator.personId);
    const number = (await about(subjectId)).length;
    await later(48);
    expect(await about(subjectId)).toHaveLength(number);
  });

  test('one look or one act ends the chain', async () => {
    await toHour(10);
    const [read, acted] = [
      await tell([own.lead], 'record.returned'),
      await tell([own.lead], 'record.returned'),
    ];
    const [message] = await about(read);
    good(await service.call(messageApi.read, { messageId: message?.id ?? '' }, own.lead));
    const messages = await service.get(MessageService);
    await write((tx) => messages.settle(tx, acted, '已答复'));
    await later(72);
    expect(await about(read)).toHaveLength(1);
    expect(await about(acted)).toHaveLength(1);
  });
});

interface Choice {
  quiet: { from: string; until: string } | null;
  digest: boolean;
  muted: ('plan.reminder' | 'record.returned')[];
}
const plain = (choice: Partial<Choice>): Choice => ({ quiet: null, digest: true, muted: [], ...choice });
