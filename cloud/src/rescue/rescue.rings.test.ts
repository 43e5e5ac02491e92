import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { type StaffedDistrict, twoDistricts } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { DingtalkMessageSimulator } from '../../../test/simulators/dingtalk-messages';
import { SmsSimulator } from '../../../test/simulators/sms';
import { TencentProducts } from '../../../test/simulators/tencent-products';
import { VoiceSimulator } from '../../../test/simulators/voice';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { MessageSender } from '../message/message.sender';
import { MessageDelivery } from '../message/message-delivery.entity';
import { PersonService } from '../person/person.service';
import { rescueHelpers } from './testing/rescue-helpers';

const minute = 60_000;
const hour = 60 * minute;
const alarm = '电梯困人，请立即前往救援';
/** Not taken, and to be tried again; no outage, after which a provider is left alone for a while. */
const inArrears = 'UnauthorizedOperation.SerivceSuspendDueToArrears';
const forOwner = '本单位电梯困人，请启动预案';

/** What left the service when people are called: as the simulated DingTalk, carrier and telephone exchange took it. */
onBothDatabases((start) => {
  const [sms, voice, dingtalk] = [new SmsSimulator(), new VoiceSimulator(), new DingtalkMessageSimulator()];
  const tencent = new TencentProducts({ sms, vms: voice });
  let service: TestService;
  let own: StaffedDistrict;
  let clock: Clock;
  let sender: MessageSender;

  beforeAll(async () => {
    await Promise.all([tencent.open(), dingtalk.open()]);
    service = await start({
      ...dingtalk.environment,
      LIFTTRUST_TENCENT_SECRET_ID: sms.key.secretId,
      LIFTTRUST_TENCENT_SECRET_KEY: sms.key.secretKey,
      LIFTTRUST_TENCENT_API: tencent.url,
      LIFTTRUST_SMS_APP_ID: sms.appId,
      LIFTTRUST_SMS_SIGN: sms.sign,
      LIFTTRUST_SMS_TEMPLATES: JSON.stringify({
        'rescue.called': { id: '1234567', parameters: ['标题', '地址'] },
        'rescue.owner_called': { id: '1234567', parameters: ['标题', '地址'] },
      }),
      LIFTTRUST_VOICE_APP_ID: voice.appId,
      LIFTTRUST_VOICE_TEMPLATES: JSON.stringify({ 'rescue.called': { id: '7654321', parameters: ['标题'] } }),
    });
    [clock, sender] = [await service.get(Clock), await service.get(MessageSender)];
    sms.carrierTime = () => clock.now();
    dingtalk.now = () => clock.now();
    ({ own } = await twoDistricts(service));
    const [people, work] = [await service.get(PersonService), await service.get(UnitOfWork)];
    await work.run(systemCtx(clock.now()), (tx) =>
      people.bindAccount(tx, 'dingtalk', 'union-admin', own.admin.personId),
    );
    dingtalk.members.set('user-admin', 'union-admin');
  });
  afterAll(async () => {
    await service?.stop();
    await Promise.all([tencent.close(), dingtalk.close()]);
  });
  beforeEach(async () => {
    // The day after: limits of the platforms begin anew.
    clock.shift(26 * hour);
    await sender.settle();
    for (const one of [sms, voice]) one.recover();
    Object.assign(sms.limits, { thirtySeconds: 1, hour: 5, day: 1000 });
    forget();
  });

  const { signed, rows, trapped, later } = rescueHelpers(() => ({ service, own, clock }));
  const forget = () => {
    for (const left of [sms.taken, voice.placed, dingtalk.notified]) left.length = 0;
  };
  const goOn = async (ms: number) => {
    await later(ms);
    await sender.settle();
  };
  const free = async (entrapmentId: string) =>
    good(await service.call(rescueApi.free, { entrapmentId, people: 1 }, await signed(own.officer)));
  const about = async (subjectId: string) =>
    good(await service.call(messageApi.about, { subjectId }, await signed(own.regulator))).items;
  const deliveries = async (subjectId: string) => (await about(subjectId)).flatMap((one) => one.deliveries);
  const isOwners = ({ parameters: [title = ''] }: { parameters: string[] }) => title.startsWith(forOwner);
  const titles = {
    sms: () => sms.taken.filter((one) => !isOwners(one)).map(({ parameters }) => parameters[0]),
    voice: () => voice.placed.map(({ parameters }) => parameters[0]),
    dingtalk: () =>
      dingtalk.notified.filter(({ end }) => end === 'unread').map(({ msg }) => Object(msg.action_card).title),
  };
  const ring = (count: number) =>
    expect.stringMatching(new RegExp(`^${alarm}（第 ${count} 次呼叫，\\d\\d:\\d\\d）$`));

  test('nobody accepts: the second and the third ring leave by DingTalk, text message and call, and say which they are', async () => {
    const { id } = await trapped();
    await sender.settle();
    for (const way of Object.values(titles)) expect(way()).toEqual([alarm]);
    await goOn(minute);
    await goOn(minute);
    for (const way of Object.values(titles)) expect(way()).toEqual([alarm, ring(2), ring(3)]);
    await free(id);
  });

  test('people are free: what waited is withdrawn, what was just leaving too, and nothing leaves afterwards', async () => {
    const { id } = await trapped();
    await sender.settle();
    sms.failing.set('SendSms', inArrears);
    voice.failing.set('SendTtsVoice', inArrears);
    await goOn(minute);
    await later(minute);
    for (const one of [sms, voice]) one.latencyMs = 800;
    const leaving = sender.settle();
    const isLeaving = async () => (await deliveries(id)).some(({ state }) => state === 'sending');
    for (let look = 0; look < 40 && !(await isLeaving()); look += 1)
      await new Promise((done) => setTimeout(done, 20));
    await free(id);
    await leaving;
    for (const one of [sms, voice]) one.recover();
    forget();
    for (let turn = 0; turn < 4; turn += 1) await goOn(turn === 0 ? minute : 8 * hour);
    for (const left of [sms.taken, voice.placed, dingtalk.notified]) expect(left).toEqual([]);
    const ended = await deliveries(id);
    expect(ended.filter(({ nextAt }) => nextAt !== null)).toEqual([]);
    const codes = ended.filter(({ state }) => state === 'withdrawn').map(({ code }) => code);
    expect([...new Set(codes)].sort()).toEqual(['replaced', 'settled']);
    expect(ended.find(({ code }) => code === 'settled')?.reason).toContain('不用再发');
    expect(ended.filter(({ state, channel }) => state === 'failed' && channel !== 'dingtalk_work')).toEqual(
      [],
    );
  });

  test('somebody comes: others are no longer called, the owner still hears', async () => {
    sms.failing.set('SendSms', inArrears);
    const { id } = await trapped();
    await sender.settle();
    good(await service.call(rescueApi.accept, { entrapmentId: id, etaMinutes: 5 }, await signed(own.lead)));
    sms.recover();
    await goOn(45_000);
    expect(sms.taken.length).toBeGreaterThan(0);
    expect(sms.taken.filter((one) => !isOwners(one))).toEqual([]);
    await free(id);
  });

  test('once the hour’s text messages are used up no pile grows, and the first word of a second entrapment goes before the sixth of the first', async () => {
    const first = await trapped();
    await sender.settle();
    for (let turn = 1; turn < 5; turn += 1) await goOn(minute);
    const phone = sms.taken.find((one) => !isOwners(one))?.phone;
    const heard = () => sms.taken.filter((one) => one.phone === phone);
    expect(heard()).toHaveLength(5);
    await goOn(minute);
    const second = await trapped();
    await sender.settle();
    for (const minutes of [3, 10, 20, 19]) await goOn(minutes * minute);
    expect(heard()).toHaveLength(5);
    const waiting = { personId: own.admin.personId, channel: 'sms', state: 'waiting' } as const;
    expect(await (await rows()).countBy(MessageDelivery, waiting)).toBe(2);
    for (let turn = 0; turn < 4 && heard().length === 5; turn += 1) await goOn(minute);
    const { ownNumber } = await (await rows()).findOneByOrFail(Lift, { id: second.liftId });
    expect(heard()[5]?.parameters[1]?.split(' ').at(-1)).toBe(ownNumber);
    for (const { id } of [first, second]) await free(id);
  });

  test('an exchange that answers slowly holds up neither DingTalk nor text messages', async () => {
    sms.limits.thirtySeconds = 100;
    voice.latencyMs = 1500;
    const ones = [await trapped(), await trapped(), await trapped()];
    const all = sender.settle();
    for (let look = 0; look < 200 && titles.dingtalk().length + titles.sms().length < 6; look += 1)
      await new Promise((done) => setTimeout(done, 20));
    expect([titles.dingtalk().length, titles.sms().length]).toEqual([3, 3]);
    expect(voice.placed.length).toBeLessThan(3);
    await all;
    expect(voice.placed).toHaveLength(3);
    for (const { id } of ones) await free(id);
  });
});
