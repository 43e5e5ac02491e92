import { rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import { helpApi } from '@lifttrust/shared-types/rescue/help.contract';
import { In } from 'typeorm';
import { ChatDesk } from '../../../test/fixture/chat-desk';
import { good } from '../../../test/fixture/uploads';
import { systemCtx } from '../kernel/actor';
import { Database } from '../kernel/database';
import { onBothDatabases } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';
import { Entrapment } from './entrapment.entity';
import { HelpCall } from './help-call.entity';
import { RescueBook } from './rescue.book';
import { Summons } from './summons.entity';
import { rescueHelpers } from './testing/rescue-helpers';

const minute = 60_000;

onBothDatabases((start) => {
  const desk = new ChatDesk();
  const { dingtalk } = desk;
  beforeAll(() => desk.open(start));
  afterAll(() => desk.close());
  beforeEach(() => desk.newDay());

  const { aLift, draftOf, help, entrapmentOf, rows, signed } = rescueHelpers(() => desk);
  const lifts = async (count: number) => {
    const made: { liftId: string; code: string }[] = [];
    for (let index = 0; index < count; index += 1) made.push(await aLift({ divisionCode: '999901' }));
    return made;
  };
  const openOf = async (some: { liftId: string }[]) =>
    (await rows()).findBy(Entrapment, { openLiftId: In(some.map(({ liftId }) => liftId)) });
  const calledFor = async (some: Entrapment[]) => {
    const called = await (await rows()).findBy(Summons, { entrapmentId: In(some.map(({ id }) => id)) });
    return new Set(called.map(({ entrapmentId }) => entrapmentId)).size;
  };

  test('eighty entrapments at the same moment: people are called for each, and the call for each leaves for their phones', async () => {
    const dark = await lifts(80);
    const answers = await Promise.all(
      dark.map(({ code }, index) =>
        desk.service.call(helpApi.call, draftOf(code), { deviceId: `dark-phone-${index}` }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const open = await openOf(dark);
    expect(open).toHaveLength(80);
    expect(open.every(({ tier1At, isDoubtful }) => tier1At !== null && !isDoubtful)).toBe(true);
    expect(await calledFor(open)).toBe(80);
    const queue = good(await desk.service.call(rescueDeskApi.queue, {}, await signed(desk.own.regulator)));
    expect(queue.isBulk).toBe(true);
    const shown = new Set(queue.items.map(({ id }) => id));
    expect(open.every(({ id }) => shown.has(id))).toBe(true);
    const told = () =>
      open.filter(({ id }) => dingtalk.notified.some(({ msg }) => JSON.stringify(msg).includes(id)));
    await desk.send();
    // DingTalk takes so many a second; what it put off goes in the seconds that follow.
    for (let second = 0; second < 60 && told().length < 80; second += 1) await desk.later(1000);
    expect(told()).toHaveLength(80);
  });

  test('who looks whether people are known to be in one lift holds up nobody who calls for another', async () => {
    const [one, other] = await lifts(2);
    const [work, book] = [await desk.service.get(UnitOfWork), await desk.service.get(RescueBook)];
    // On SQLite writers go one after the other anyway.
    if ((await desk.service.get(Database)).isSqlite) return;
    const soon = new Promise<null>((wake) => setTimeout(() => wake(null), 5000).unref());
    const answer = await work.run(systemCtx(desk.clock.now()), async (tx) => {
      await book.openOf(tx, one?.liftId ?? '');
      return Promise.race([desk.service.call(helpApi.call, draftOf(other?.code ?? '')), soon]);
    });
    expect(answer?.status).toBe(200);
  });

  test('a device that calls for five lifts in ten minutes is shown to the desk, and people go all the same', async () => {
    const many = await lifts(6);
    const doubts: boolean[] = [];
    for (const { code } of many) {
      const answer = await help(code, {}, { deviceId: 'a-phone-that-calls-a-lot' });
      expect(answer.state).toBe('waiting');
      doubts.push((await entrapmentOf(answer.helpId)).isDoubtful);
      desk.clock.shift(minute);
    }
    expect(doubts).toEqual([false, false, false, false, true, true]);
    const open = await openOf(many);
    expect(await calledFor(open)).toBe(6);
    const board = good(await desk.service.call(rescueDeskApi.queue, {}, await signed(desk.own.regulator)));
    const shown = board.items.filter(({ id }) => open.some((one) => one.id === id));
    expect(shown.filter(({ isDoubtful }) => isDoubtful)).toHaveLength(2);
    const [other, afterwards] = await lifts(2);
    const neighbour = await help(other?.code ?? '', {}, { deviceId: 'another-phone' });
    expect((await entrapmentOf(neighbour.helpId)).isDoubtful).toBe(false);
    desk.clock.shift(11 * minute);
    const later = await help(afterwards?.code ?? '', {}, { deviceId: 'a-phone-that-calls-a-lot' });
    expect((await entrapmentOf(later.helpId)).isDoubtful).toBe(false);
  });

  test('a flood from many devices against many lifts refuses nobody and loses nobody who is really inside', async () => {
    const flooded = await lifts(12);
    const [quiet] = await lifts(1);
    const devices = Array.from({ length: 10 }, (_, device) => `flooding-phone-${device}`);
    const statuses: number[] = [];
    const flood = devices.map(async (deviceId) => {
      for (const { code } of flooded)
        statuses.push((await desk.service.call(helpApi.call, draftOf(code), { deviceId })).status);
    });
    const inside = help(quiet?.code ?? '', { people: 2 }, { deviceId: 'somebody-inside' });
    const amidst = help(flooded[3]?.code ?? '', { people: 1 }, { deviceId: 'somebody-amidst-them' });
    await Promise.all([...flood, inside, amidst]);
    expect(statuses).toHaveLength(120);
    expect(new Set(statuses)).toEqual(new Set([200]));
    const manager = await rows();
    const ids = flooded.map(({ liftId }) => liftId);
    expect(await manager.countBy(HelpCall, { liftId: In(ids) })).toBe(121);
    const open = await openOf(flooded);
    expect(open).toHaveLength(12);
    expect(await calledFor(open)).toBe(12);
    // Whoever opened the fifth and the later ones had called for four others: marked for the desk, refused nowhere.
    const doubtful = flooded.map(({ liftId }) => open.find((one) => one.liftId === liftId)?.isDoubtful);
    expect(doubtful.slice(4)).toEqual(Array.from({ length: 8 }, () => true));
    const real = await entrapmentOf((await inside).helpId);
    expect(real).toMatchObject({ liftId: quiet?.liftId, people: 2, reports: 1, isDoubtful: false });
    expect(await calledFor([real])).toBe(1);
    const joined = await entrapmentOf((await amidst).helpId);
    expect(joined).toMatchObject({ liftId: flooded[3]?.liftId, reports: 11 });
  });
});
