import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { DingtalkCallbacks } from '../../../test/simulators/dingtalk-callback';
import { DingtalkGateway } from '../../../test/simulators/dingtalk-gateway';
import { Database } from '../kernel/database';
import { onBothDatabases } from '../kernel/testing/service';
import { DirectoryEvent } from './directory-event.entity';
import { DirectoryPerson } from './directory-person.entity';
import { DirectoryCity } from './testing/directory-city';

const hour = 3_600_000;

onBothDatabases((start) => {
  let city: DirectoryCity;
  let gateway: DingtalkGateway;
  let department: number;

  beforeAll(async () => {
    gateway = await new DingtalkGateway().open();
    city = await DirectoryCity.build(start, { LIFTTRUST_DINGTALK_STREAM: 'on' });
    city.dingtalk.gateway = gateway;
    department = city.corporation.addDepartment('鹭湾示例电梯服务');
    await city.sync();
    await city.map(department, city.own.companyId, 'technician');
  });
  afterAll(async () => {
    await city.stop();
    await gateway.close();
  });

  const events = async () => (await city.service.get(Database)).reader.manager.find(DirectoryEvent);
  const person = async (userid: string) =>
    (await city.service.get(Database)).reader.manager.findOneBy(DirectoryPerson, { id: userid });
  const joins = (name: string) => city.corporation.addMember(name, department);

  /** Nothing of a refused callback is kept. */
  async function refused(send: () => Promise<{ status: number; body: unknown }>) {
    const before = (await events()).length;
    const answer = await send();
    expect(answer).toMatchObject({ status: 401, body: { error: { code: 'directory.callback_refused' } } });
    expect((await events()).length).toBe(before);
  }

  test('DingTalk’s trial call is answered with the encrypted word it expects', async () => {
    const answer = await city.post(city.callbacks.seal({ EventType: 'check_url' }));
    expect(answer.status).toBe(200);
    expect(city.callbacks.read(answer.body as never)).toBe('success');
  });

  test('somebody added in the admin works with us within the minute, without any page of ours', async () => {
    const member = joins('新来');
    await city.post(city.event('user_add_org', { UserId: [member.userid], eventId: 'add-1' }));
    // Nobody settles: the service wakes up by itself.
    for (let wait = 0; wait < 100 && (await city.rolesOf(member.unionid)).length === 0; wait += 1)
      await new Promise((wake) => setTimeout(wake, 50));
    expect(await city.rolesOf(member.unionid)).toEqual([`technician@${city.own.companyId}`]);
  });

  test('the same event again and again counts once', async () => {
    const member = joins('重复');
    const told = { UserId: [member.userid], eventId: 'again-1' };
    for (let time = 0; time < 3; time += 1)
      expect((await city.post(city.event('user_add_org', told))).status).toBe(200);
    await city.settle();
    expect((await events()).filter(({ eventId }) => eventId === 'again-1')).toHaveLength(1);
  });

  test('an event that comes too late changes nothing back: the address book says what is true', async () => {
    const member = joins('先走后到');
    city.corporation.removeMember(member.userid);
    await city.tell('user_leave_org', { UserId: [member.userid], eventId: 'order-2' });
    await city.tell('user_add_org', { UserId: [member.userid], eventId: 'order-1', TimeStamp: '1' });
    expect(await city.rolesOf(member.unionid)).toEqual([]);
  });

  test('what cannot be read while DingTalk is away is read afterwards', async () => {
    const member = joins('断线');
    city.dingtalk.trouble = 'down';
    await city.tell('user_add_org', { UserId: [member.userid], eventId: 'away-1' });
    expect(await city.rolesOf(member.unionid)).toEqual([]);
    const [waiting] = (await events()).filter(({ eventId }) => eventId === 'away-1');
    expect(waiting).toMatchObject({ state: 'waiting' });
    expect(waiting?.attempts).toBeGreaterThan(0);
    city.dingtalk.trouble = 'none';
    for (let wait = 0; wait < 300 && (await city.rolesOf(member.unionid)).length === 0; wait += 1)
      await new Promise((wake) => setTimeout(wake, 100));
    expect(await city.rolesOf(member.unionid)).toHaveLength(1);
  });

  test('a member who was changed by a newer reading is not set back by an older one', async () => {
    const member = joins('改名');
    await city.tell('user_add_org', { UserId: [member.userid], eventId: 'name-1' });
    member.name = '改过名';
    await city.tell('user_modify_org', { UserId: [member.userid], eventId: 'name-2' });
    expect(await person(member.userid)).toMatchObject({ name: '改过名' });
  });

  test('a callback with another token, key or owner is refused', async () => {
    const { token, aesKey, owner } = city.callbacks;
    const event = { EventType: 'user_leave_org', UserId: ['user1'], CorpId: city.corporation.corpId };
    for (const forger of [
      new DingtalkCallbacks('anothertoken', aesKey, owner),
      new DingtalkCallbacks(token, 'Z'.repeat(43), owner),
      new DingtalkCallbacks(token, aesKey, 'dingsomebodyelse'),
    ])
      await refused(() => city.post(forger.seal(event)));
  });

  test('a callback about another corporation is refused', async () => {
    const event = { EventType: 'user_add_org', UserId: ['user1'], CorpId: 'dinganothercorp' };
    await refused(() => city.post(city.callbacks.seal(event)));
  });

  test('a callback of yesterday, or of tomorrow, is refused', async () => {
    for (const shift of [-hour, hour])
      await refused(() => city.post(city.event('user_add_org', { UserId: ['user1'] }, Date.now() + shift)));
  });

  test('a callback that was heard on the way and sent again is refused', async () => {
    const member = joins('重放');
    const heard = city.event('user_add_org', { UserId: [member.userid], eventId: 'replay-1' });
    expect((await city.post(heard)).status).toBe(200);
    await refused(() => city.post(heard));
  });

  test.each([
    ['no body', {}],
    ['a body that is no callback', { encrypt: 7 }],
  ])('%s is refused', async (_what, body) => {
    await refused(() => city.post({ ...city.event('user_add_org', {}), body: body as never }));
  });

  test('the answer to a forger tells nothing of why', async () => {
    const answers = await Promise.all([
      city.post({
        ...city.event('user_add_org', {}),
        query: { msg_signature: '', timestamp: '', nonce: '' },
      }),
      city.post(new DingtalkCallbacks('anothertoken').seal({})),
    ]);
    const words = answers.map(({ body }) => (body as { error: { message: string } }).error.message);
    expect(new Set(words).size).toBe(1);
  });

  describe('over a stream', () => {
    const told = (userid: string, eventId: string) => ({
      eventType: 'user_add_org',
      eventId,
      eventBornTime: Date.now(),
      eventCorpId: city.corporation.corpId,
      data: { userId: [userid] },
    });
    const until = async (is: () => boolean | Promise<boolean>) => {
      for (let wait = 0; wait < 200; wait += 1) {
        if (await is()) return;
        await new Promise((wake) => setTimeout(wake, 50));
      }
      throw new Error('did not happen');
    };
    const answered = async (messageId: string) => {
      await until(() => gateway.answers.has(messageId));
      return JSON.parse(gateway.answers.get(messageId)?.data ?? 'null');
    };

    test('the service opens the connection itself and answers pings with what they carried', async () => {
      await until(() => gateway.connections === 1);
      const messageId = gateway.send('SYSTEM', 'ping', { opaque: 'abc' });
      expect(await answered(messageId)).toEqual({ opaque: 'abc' });
    });

    test('an event is acknowledged once it is kept, and worked off', async () => {
      const member = joins('流中来');
      const messageId = gateway.event(told(member.userid, 'stream-1'));
      expect(await answered(messageId)).toMatchObject({ status: 'SUCCESS' });
      expect((await events()).find(({ eventId }) => eventId === 'stream-1')).toMatchObject({ via: 'stream' });
      await city.settle();
      expect(await city.rolesOf(member.unionid)).toHaveLength(1);
    });

    test('the same event by stream and by HTTP counts once', async () => {
      const member = joins('两路');
      await answered(gateway.event(told(member.userid, 'both-1')));
      await city.tell('user_add_org', { UserId: [member.userid], eventId: 'both-1' });
      expect((await events()).filter(({ eventId }) => eventId === 'both-1')).toHaveLength(1);
    });

    test('a broken connection, or one that the gateway closes, is opened again with a new ticket', async () => {
      const before = gateway.opened;
      gateway.breakAll();
      await until(() => gateway.opened === before + 1 && gateway.connections === 1);
      gateway.send('SYSTEM', 'disconnect', { reason: 'moving' });
      await until(() => gateway.opened === before + 2);
      expect(gateway.opened).toBe(before + 2);
    });

    test('frames that are nonsense, or of another corporation, change nothing', async () => {
      await until(() => gateway.connections === 1);
      const before = (await events()).length;
      gateway.send('EVENT', '*', 'nonsense');
      await answered(gateway.event({ ...told('user1', 'other-1'), eventCorpId: 'dinganothercorp' }));
      expect((await events()).length).toBe(before);
    });
  });

  test('sessions of somebody who leaves end whatever they signed in with', async () => {
    const member = joins('告别');
    await city.tell('user_add_org', { UserId: [member.userid], eventId: 'bye-1' });
    const personId = await city.personOf(member.unionid);
    const tokens = [
      await city.service.signIn(personId),
      await city.service.signIn(personId, 'device-number-two'),
    ];
    city.corporation.removeMember(member.userid);
    await city.tell('user_leave_org', { UserId: [member.userid], eventId: 'bye-2' });
    for (const token of tokens)
      expect((await city.service.call(sessionApi.me, {}, { token })).status).toBe(401);
  });
});
