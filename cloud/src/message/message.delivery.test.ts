import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { type District, twoDistricts, type Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { SmsSimulator } from '../../../test/simulators/sms';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';
import { MessageAddresses } from './message.addresses';
import { MessageCards } from './message.cards';
import { MessageChannels } from './message.channels';
import { MessageConsents } from './message.consents';
import { MessageGate } from './message.gate';
import { MessageSender } from './message.sender';
import { MessageService } from './message.service';
import { MessageTroubles } from './message.troubles';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Returned records go by text message, requests to confirm by call, for which nothing is configured here. */
function cityFile(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'lifttrust-city-')), 'city.json');
  const messageChannels = {
    'record.returned': ['sms'],
    'record.to_confirm': ['voice'],
    'rescue.called': ['dingtalk_work'],
  };
  writeFileSync(file, JSON.stringify({ code: '999900', name: '示例市', parameters: { messageChannels } }));
  return file;
}

onBothDatabases((start) => {
  let simulator: SmsSimulator;
  let service: TestService;
  let own: District;
  let foreign: District;
  let clock: Clock;
  let sender: MessageSender;
  beforeAll(async () => {
    simulator = await new SmsSimulator().open();
    service = await start({
      ...simulator.environment,
      LIFTTRUST_CITY_FILE: cityFile(),
      LIFTTRUST_SMS_APP_ID: simulator.appId,
      LIFTTRUST_SMS_SIGN: simulator.sign,
      LIFTTRUST_SMS_TEMPLATES: JSON.stringify({
        'record.returned': { id: '1234567', parameters: ['标题', '退回人'] },
      }),
      LIFTTRUST_PHONE_TIMEOUT: '400',
    });
    [clock, sender] = [await service.get(Clock), await service.get(MessageSender)];
    simulator.carrierTime = () => clock.now();
    simulator.limits.sameContent = 1000;
    ({ own, foreign } = await twoDistricts(service));
  });
  afterAll(async () => {
    await service.stop();
    await simulator.close();
  });
  beforeEach(async () => {
    simulator.recover();
    simulator.balance = 1000;
    simulator.report = { status: 'SUCCESS', description: 'DELIVRD' };
    simulator.returnsContext = true;
    // Two days later: what the test before left behind has come to its end, limits and sessions are new.
    await later(25 * hour);
    await later(25 * hour);
    await renewSessions();
    simulator.recover();
    simulator.taken.length = 0;
  });

  /** A card to one person; gives the thing it is about. */
  async function tell(person: Worker, kind = 'record.returned'): Promise<string> {
    const [messages, work] = [await service.get(MessageService), await service.get(UnitOfWork)];
    const subjectId = newId();
    const facts = [{ label: '退回人', value: '叶安顿' }];
    const card = { kind, subjectId, title: '维保记录被退回', text: '请答复。', facts, page: null };
    await work.run(systemCtx(clock.now()), (tx) => messages.send(tx, [person.personId], card));
    return subjectId;
  }
  const delivery = async (subjectId: string, who = own.regulator) => {
    const { items } = good(await service.call(messageApi.about, { subjectId }, who));
    // a day later the unread message may have been passed up the chain: that one is another message
    const said = items.filter(({ kind }) => kind !== 'message.escalated');
    expect(said).toHaveLength(1);
    expect(said[0]?.deliveries).toHaveLength(1);
    return said[0]?.deliveries[0];
  };
  async function renewSessions(): Promise<void> {
    for (const { admin, officer, regulator, reviewer, lead, partner } of [own, foreign])
      for (const worker of [admin, officer, regulator, reviewer, lead, partner])
        worker.token = await service.signIn(worker.personId, worker.deviceId);
  }
  const later = async (ms: number) => {
    clock.shift(ms);
    await sender.settle();
  };
  const sends = () => simulator.countOf('SendSms');

  test('whatever way a city has chosen for a call to a rescue, telephones ring as well', async () => {
    const subjectId = await tell(own.lead, 'rescue.called');
    const { items } = good(await service.call(messageApi.about, { subjectId }, own.regulator));
    const ways = items.flatMap(({ deliveries }) => deliveries.map(({ channel }) => channel));
    expect(ways.sort()).toEqual(['dingtalk_work', 'sms', 'voice']);
  });

  test('a returned record reaches the company’s administrator by text message, and the bureau sees that it arrived', async () => {
    const driver = new VisitDriver(service, () => clock.now());
    const { recordId } = await driver.walk(own, 'submitted');
    const reason = '轿厢照明没有修好。';
    good(await service.call(recordApi.ownerReturn, { recordId, reason }, own.officer));
    await (await service.get(Outbox)).settle();
    await sender.settle();
    expect(simulator.taken).toEqual([
      expect.objectContaining({
        phone: expect.stringMatching(/^\+86100\d{8}$/),
        parameters: ['维保记录被退回', own.officer.name],
      }),
    ]);
    await later(minute);
    const { items } = good(await service.call(messageApi.about, { subjectId: recordId }, own.regulator));
    const ways = items.map(({ title, recipient, deliveries }) => [
      title,
      recipient,
      ...deliveries.map(({ channel, state }) => `${channel} ${state}`),
    ]);
    expect(ways).toEqual([
      ['维保记录待确认', own.officer.name, 'voice not_connected'],
      ['维保记录被退回', own.admin.name, 'sms delivered'],
    ]);
  });

  test('nothing is sent while a request is being answered', async () => {
    await tell(own.admin);
    expect(sends()).toBe(0);
    await sender.settle();
    expect(sends()).toBe(1);
  });

  test('a company’s administrator sees deliveries to its own people only, a stranger none', async () => {
    const subjectId = await tell(own.admin);
    const seen = async (who: Worker) => {
      const { items } = good(await service.call(messageApi.deliveries, { pageSize: 100 }, who));
      return items.some((item) => item.subjectId === subjectId);
    };
    expect([await seen(own.regulator), await seen(own.admin)]).toEqual([true, true]);
    expect([await seen(foreign.regulator), await seen(foreign.admin)]).toEqual([false, false]);
    const about = await service.call(messageApi.about, { subjectId }, foreign.admin);
    expect(about.data.items).toEqual([]);
  });

  test('the list says which ways are connected, how many stand where, and why, and no telephone number', async () => {
    await tell(own.officer, 'record.to_confirm');
    const answer = await service.call(messageApi.deliveries, { state: 'not_connected' }, own.regulator);
    const list = good(answer);
    expect(list.connected).toMatchObject({ sms: true, voice: false, dingtalk_work: false });
    expect(list.items[0]).toMatchObject({
      channel: 'voice',
      state: 'not_connected',
      recipient: own.officer.name,
      reason: expect.stringContaining('没有接通'),
    });
    expect(list.counts.not_connected).toBe(list.total);
    expect(JSON.stringify(list)).not.toMatch(/100\d{8}|\+86/);
  });

  test('a kind that the city sends nowhere lies in the inbox only', async () => {
    const subjectId = await tell(own.admin, 'test.note');
    await sender.settle();
    const about = await service.call(messageApi.about, { subjectId }, own.regulator);
    expect(about.data.items).toEqual([expect.objectContaining({ deliveries: [] })]);
    expect(sends()).toBe(0);
  });

  test('in an outage messages wait, visibly, with growing pauses, and leave when it is over', async () => {
    const subjectId = await tell(own.admin);
    simulator.failing.set('SendSms', 'RequestLimitExceeded');
    await sender.settle();
    const pauses: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const seen = await delivery(subjectId);
      expect(seen).toMatchObject({ state: 'waiting', code: 'RequestLimitExceeded' });
      pauses.push(Math.floor(((seen?.nextAt ?? 0) - clock.now()) / second));
      await later((seen?.nextAt ?? 0) - clock.now() + second);
    }
    expect(pauses[1]).toBeGreaterThan(1.4 * (pauses[0] ?? 0));
    expect(pauses[2]).toBeGreaterThan(1.4 * (pauses[1] ?? 0));
    simulator.failing.clear();
    await later(hour);
    await later(minute);
    expect(await delivery(subjectId)).toMatchObject({ state: 'delivered', attempts: 5, code: null });
    expect(simulator.taken).toHaveLength(1);
  });

  test('in arrears nothing is lost: it leaves once the balance is there again', async () => {
    const subjectId = await tell(own.admin);
    simulator.balance = 0;
    await sender.settle();
    const seen = await delivery(subjectId);
    expect(seen).toMatchObject({ state: 'waiting', reason: expect.stringContaining('充值') });
    simulator.balance = 10;
    await later(hour);
    expect((await delivery(subjectId))?.state).toBe('sent');
  });

  test('after a day of outage it is given up, and stays visible', async () => {
    const subjectId = await tell(own.admin);
    simulator.failing.set('SendSms', 'UnauthorizedOperation.SerivceSuspendDueToArrears');
    for (let turn = 0; turn < 60; turn += 1) await later(26 * minute);
    await renewSessions();
    expect(await delivery(subjectId)).toMatchObject({ state: 'failed', nextAt: null });
    const asked = sends();
    simulator.failing.clear();
    await later(10 * hour);
    expect(sends()).toBe(asked);
  });

  test('a number that has had its five messages of the hour is left alone until the hour is over', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      await tell(own.colleague);
      await later(31 * second);
    }
    const subjectId = await tell(own.colleague);
    await later(31 * second);
    const seen = await delivery(subjectId);
    expect(seen).toMatchObject({ state: 'waiting', code: 'LimitExceeded.PhoneNumberOneHourLimit' });
    expect((seen?.nextAt ?? 0) - clock.now()).toBeGreaterThanOrEqual(hour - minute);
    await later(hour + minute);
    expect((await delivery(subjectId))?.state).toBe('sent');
  });

  test('a number that refuses us is not tried again', async () => {
    simulator.nextErrors.push('FailedOperation.PhoneNumberInBlacklist');
    const subjectId = await tell(own.admin);
    await sender.settle();
    await later(hour);
    expect(await delivery(subjectId)).toMatchObject({ state: 'failed', attempts: 1 });
    expect(sends()).toBe(1);
  });

  test('an answer that never comes is asked about, not sent again', async () => {
    const subjectId = await tell(own.admin);
    simulator.latencyMs = 700;
    await sender.settle();
    expect(await delivery(subjectId)).toMatchObject({ state: 'unknown', code: 'timeout' });
    await new Promise((done) => setTimeout(done, 500));
    simulator.latencyMs = 0;
    expect(simulator.taken).toHaveLength(1);
    await later(minute);
    expect((await delivery(subjectId))?.state).toBe('delivered');
    expect(simulator.taken).toHaveLength(1);
  });

  test('without our id in the receipt, the one receipt that belongs to nothing else decides', async () => {
    simulator.returnsContext = false;
    const earlier = await tell(own.admin);
    await sender.settle();
    await later(31 * second);
    const subjectId = await tell(own.admin);
    simulator.trouble = 'truncated';
    await sender.settle();
    simulator.recover();
    await later(minute);
    expect((await delivery(earlier))?.state).toBe('delivered');
    expect((await delivery(subjectId))?.state).toBe('delivered');
    expect(simulator.taken).toHaveLength(2);
  });

  test('what nobody can say anything about ends as failed, never as a second message', async () => {
    const subjectId = await tell(own.admin);
    simulator.trouble = 'cut';
    await sender.settle();
    expect((await delivery(subjectId))?.state).toBe('unknown');
    simulator.recover();
    for (let turn = 0; turn < 20; turn += 1) await later(2 * hour);
    await renewSessions();
    expect(await delivery(subjectId)).toMatchObject({ state: 'failed', code: 'outcome_unknown' });
    expect(sends()).toBe(0);
  });

  test('a message that the carrier could not deliver is seen as failed, with the carrier’s word', async () => {
    simulator.report = { status: 'FAIL', description: 'MK:0001' };
    const subjectId = await tell(own.admin);
    await sender.settle();
    await later(minute);
    const seen = await delivery(subjectId);
    expect(seen).toMatchObject({ state: 'failed', reason: expect.stringContaining('MK:0001') });
  });

  test('of two processes one sends; one that dies in the middle leaves a question, not a second message', async () => {
    const subjectId = await tell(own.admin);
    simulator.latencyMs = 300;
    simulator.report = null;
    const first = sender.settle();
    await new Promise((done) => setTimeout(done, 150));
    expect((await delivery(subjectId))?.state).toBe('sending');
    const other = await secondProcess();
    await other.settle();
    clock.shift(61 * second);
    await other.settle();
    expect(await delivery(subjectId)).toMatchObject({ state: 'unknown', code: 'interrupted' });
    await first;
    simulator.recover();
    for (const one of simulator.taken) one.report = { status: 'SUCCESS', description: 'DELIVRD' };
    await later(2 * minute);
    expect((await delivery(subjectId))?.state).toBe('delivered');
    expect(simulator.taken).toHaveLength(1);
  });

  test('ten processes at once send ten messages once each', async () => {
    const people = [own.admin, own.lead, own.partner, own.colleague, foreign.admin];
    for (const person of people) await tell(person);
    const processes = await Promise.all(Array.from({ length: 10 }, secondProcess));
    await Promise.all(processes.map((process) => process.settle()));
    expect(simulator.taken.map(({ phone }) => phone).sort()).toHaveLength(people.length);
    expect(new Set(simulator.taken.map(({ phone }) => phone)).size).toBe(people.length);
  });

  test('somebody without a telephone number is shown as such', async () => {
    const { manager } = (await service.get(Database)).reader;
    await manager.query('UPDATE person SET phone_sealed = NULL WHERE id = ?', [foreign.officer.personId]);
    const subjectId = await tell(foreign.officer);
    await sender.settle();
    const seen = await delivery(subjectId, foreign.regulator);
    expect(seen).toMatchObject({ state: 'failed', code: 'no_phone' });
  });

  test('a number that we cannot read holds nobody else up, and is shown as our own trouble', async () => {
    const { manager } = (await service.get(Database)).reader;
    const { personId } = foreign.lead;
    await manager.query("UPDATE person SET phone_sealed = 'not ours' WHERE id = ?", [personId]);
    const [broken, well] = [await tell(foreign.lead), await tell(own.admin)];
    await sender.settle();
    expect((await delivery(well))?.state).toBe('sent');
    const seen = await delivery(broken, foreign.regulator);
    expect(seen).toMatchObject({ state: 'waiting', code: 'internal' });
    expect((seen?.nextAt ?? 0) - clock.now()).toBeGreaterThan(minute);
  });

  /** A sender as another process of the same installation has it. */
  async function secondProcess(): Promise<MessageSender> {
    return Object.assign(new MessageSender(), {
      database: await service.get(Database),
      work: await service.get(UnitOfWork),
      clock,
      channels: await service.get(MessageChannels),
      addresses: await service.get(MessageAddresses),
      gate: await service.get(MessageGate),
      consents: await service.get(MessageConsents),
      cards: await service.get(MessageCards),
      troubles: await service.get(MessageTroubles),
    });
  }
});
