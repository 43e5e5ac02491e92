import { holdApi } from '@lifttrust/shared-types/hold/hold.contract';
import { hotlineApi } from '@lifttrust/shared-types/hotline/hotline.contract';
import { rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { In } from 'typeorm';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { AuditEntry } from '../kernel/audit-entry.entity';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { insertRows } from '../kernel/insert-rows';
import { newId } from '../kernel/new-id';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { Lift } from '../lift/lift.entity';
import { DailyRound } from '../round/daily-round';
import { DeskCall } from './desk-call.entity';

const phone = '10012345678';
const day = 86_400_000;

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let clock: Clock;
  beforeAll(async () => {
    service = await start();
    clock = await service.get(Clock);
    ({ own, foreign } = await twoDistricts(service));
    const { manager } = (await service.get(Database)).writer;
    await manager.update(
      Lift,
      { id: own.liftId },
      { rescueCode: '350123', ownNumber: '7-1#', place: '鹭湾花园 7 号楼', address: '鹭湾路 12 号' },
    );
  });
  afterAll(() => service.stop());

  const manager = async () => (await service.get(Database)).reader.manager;
  const audited = async (action: string) => (await manager()).countBy(AuditEntry, { action });
  const take = async (more: { phone?: string; ringAt?: number } = { phone }) =>
    good(await service.call(hotlineApi.take, more, own.operator));
  const find = async (q: string, who: Worker = own.operator) =>
    good(await service.call(hotlineApi.lifts, { q }, who)).items;
  const calls = async (more: object = {}) =>
    good(await service.call(hotlineApi.calls, { pageSize: 100, ...more }, own.operator)).items;
  const report = async () => {
    const { id } = await take();
    const asked = {
      callId: id,
      kind: 'trapped' as const,
      liftId: own.liftId,
      note: '孩子在里面',
      situation: { people: 2, hasChildren: true },
    };
    return good(await service.call(hotlineApi.settle, asked, own.operator));
  };

  describe('finding the lift while somebody speaks', () => {
    test.each([
      ['its rescue code', '350123', 'rescue_code'],
      ['the rescue code in full-width signs', '３５０１２３', 'rescue_code'],
      ['a part of it', '0123', 'rescue_code'],
      ['words of place and address together', '鹭湾路 7号', 'words'],
      ['its number in the building', '7-1#', 'own_number'],
    ])('by %s', async (_how, q, by) => {
      expect(await find(q === '鹭湾路 7号' ? '鹭湾路 花园' : q)).toMatchObject([
        { id: own.liftId, foundBy: by },
      ]);
    });

    test('by a whole number before two hundred others that merely hold it', async () => {
      const there = await manager();
      const lift = await there.findOneByOrFail(Lift, { id: own.liftId });
      const others = Array.from({ length: 210 }, (_, at) => ({
        ...{ ...lift, id: newId(), equipmentCode: '', useRegistration: '' },
        ...{
          rescueCode: `1${String(at).padStart(5, '0')}`,
          registrationCode: `3110350123201605${at + 1000}`,
        },
      }));
      const { manager: writer } = (await service.get(Database)).writer;
      await insertRows(writer, Lift, others);
      const found = await find('350123');
      expect(found).toHaveLength(20);
      expect(found[0]).toMatchObject({ id: own.liftId, foundBy: 'rescue_code' });
      expect(new Set(found.map(({ id }) => id)).size).toBe(20);
      await writer.delete(Lift, { id: In(others.map(({ id }) => id)) });
    });

    test('a desk finds the lifts of its area and no others; a wildcard is a sign like any other', async () => {
      expect(await find('350123', foreign.operator)).toEqual([]);
      expect(await find('%')).toEqual([]);
      expect(await find('_')).toEqual([]);
      const { status } = await service.call(hotlineApi.lifts, { q: '  ' }, own.operator);
      expect(status).toBe(400);
    });

    test('the map tells where lifts are by cells, and how many have no position', async () => {
      const map = good(await service.call(hotlineApi.map, {}, own.operator));
      expect(map.withPosition + map.withoutPosition).toBe(1);
      expect(map.cells.reduce((sum, { lifts }) => sum + lifts, 0)).toBe(map.withPosition);
    });
  });

  describe('a call', () => {
    test('is logged with time and person; the number is masked, and asking for it is logged', async () => {
      const call = await take({ phone, ringAt: clock.now() - 6000 });
      expect(call).toMatchObject({
        phone: '100****5678',
        by: own.operator.name,
        waitedSeconds: 6,
        kind: null,
      });
      const stored = await (await manager()).findOneByOrFail(DeskCall, { id: call.id });
      expect(JSON.stringify(stored)).not.toContain('12345678');
      const before = await audited('hotline.phone_read');
      const asked = { callId: call.id };
      expect(good(await service.call(hotlineApi.phone, asked, own.operator))).toEqual({ phone });
      expect(await audited('hotline.phone_read')).toBe(before + 1);
      expect((await service.call(hotlineApi.phone, asked, foreign.operator)).status).toBe(404);
      expect((await service.call(hotlineApi.phone, asked, own.auditor)).status).toBe(403);
      expect(await audited('hotline.phone_read')).toBe(before + 1);
    });

    test('without a number is a call all the same; one that rang tomorrow is none', async () => {
      const call = await take({});
      expect(call).toMatchObject({ hasPhone: false, phone: '', callsOfDay: 1 });
      const { error } = await service.call(hotlineApi.phone, { callId: call.id }, own.operator);
      expect(error?.code).toBe('hotline.no_phone');
      const late = await service.call(hotlineApi.take, { ringAt: clock.now() + day }, own.operator);
      expect(late.error?.code).toBe('hotline.ring_in_future');
    });

    test('of the same number again on one day is seen as such', async () => {
      const again = { phone: '100-9999-0001' };
      expect((await take(again)).callsOfDay).toBe(1);
      expect((await take({ phone: '10099990001' })).callsOfDay).toBe(2);
    });

    test('about people inside without a lift is not settled, and nobody is called', async () => {
      const { id } = await take();
      const answer = await service.call(hotlineApi.settle, { callId: id, kind: 'trapped' }, own.operator);
      expect(answer.error?.code).toBe('hotline.lift_missing');
      const elsewhere = { callId: id, kind: 'trapped' as const, liftId: foreign.liftId };
      expect((await service.call(hotlineApi.settle, elsewhere, own.operator)).status).toBe(404);
      expect((await calls({ open: 'unsettled' })).some((call) => call.id === id)).toBe(true);
    });

    test('about people inside calls for help at once; a second one of the same lift joins it', async () => {
      const first = await report();
      expect(first).toMatchObject({ kind: 'trapped', lift: { id: own.liftId, rescueCode: '350123' } });
      const second = await report();
      expect(second.entrapmentId).toBe(first.entrapmentId);
      const { items } = good(await service.call(rescueDeskApi.queue, {}, own.regulator));
      expect(items).toMatchObject([{ id: first.entrapmentId, source: 'phone', people: 2, reports: 2 }]);
      const shown = { entrapmentId: first.entrapmentId ?? '' };
      const { items: callers } = good(await service.call(rescueApi.callers, shown, own.regulator));
      expect(callers.map((caller) => caller.phone)).toEqual([phone, phone]);
      expect(await find('350123')).toMatchObject([{ openEntrapmentId: first.entrapmentId }]);
    });

    test('that has no result yet is found again by who took it, and not among a colleague’s own', async () => {
      const { id } = await take();
      const ofOthers = good(await service.call(hotlineApi.take, {}, own.regulator)).id;
      const mine = (await calls({ open: 'own' })).map((call) => call.id);
      expect(mine).toContain(id);
      expect(mine).not.toContain(ofOthers);
      const colleagues = good(await service.call(hotlineApi.calls, { open: 'own' }, own.regulator)).items;
      expect(colleagues.map((call) => call.id)).toEqual([ofOthers]);
      for (const callId of [id, ofOthers])
        good(await service.call(hotlineApi.settle, { callId, kind: 'silent' }, own.regulator));
      expect((await calls({ open: 'own' })).map((call) => call.id)).not.toContain(id);
    });

    test.each([
      ['an owner', 'owner' as const, '使用单位'],
      ['an officer of 110', 'police_110' as const, '110 转警'],
      ['an officer of 119', 'fire_119' as const, '119 转警'],
    ])(
      'of %s about people inside counts as theirs, in the queue and on the timeline',
      async (_who, source, word) => {
        const { items: before } = good(await service.call(rescueDeskApi.queue, {}, own.operator));
        for (const { id: entrapmentId } of before)
          good(
            await service.call(
              rescueApi.close,
              { entrapmentId, outcome: 'mistaken', callBack: '轿厢是空的。' },
              own.operator,
            ),
          );
        const { id } = await take();
        const asked = { callId: id, kind: 'trapped' as const, liftId: own.liftId, source };
        const settled = good(await service.call(hotlineApi.settle, asked, own.operator));
        const entrapmentId = settled.entrapmentId ?? '';
        const shown = good(await service.call(rescueApi.show, { entrapmentId }, own.operator));
        expect(shown.source).toBe(source);
        expect(shown.timeline).toContainEqual(expect.objectContaining({ kind: 'called', text: word }));
        const { items } = good(await service.call(rescueApi.callers, { entrapmentId }, own.operator));
        expect(items.map((caller) => caller.source)).toEqual([source]);
      },
    );

    test('is settled once; of two at the same moment one is heard', async () => {
      const { id } = await take();
      const wish = { callId: id, kind: 'question' as const };
      const both = await Promise.all([1, 2].map(() => service.call(hotlineApi.settle, wish, own.operator)));
      expect(both.map(({ status }) => status).sort()).toEqual([200, expect.any(Number)]);
      expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    });

    test('settled wrongly is corrected with a reason; people inside are corrected where they are', async () => {
      const { id } = await take();
      const early = { callId: id, kind: 'fault' as const, reason: '听错了。' };
      expect((await service.call(hotlineApi.correct, early, own.operator)).error?.code).toBe(
        'hotline.not_settled',
      );
      good(await service.call(hotlineApi.settle, { callId: id, kind: 'question' }, own.operator));
      const fixed = good(
        await service.call(hotlineApi.correct, { ...early, note: '门关不严' }, own.operator),
      );
      expect(fixed).toMatchObject({ kind: 'fault', note: '门关不严' });
      const trapped = await report();
      const change = { callId: trapped.id, kind: 'prank' as const, reason: '是误报。' };
      const refused = await service.call(hotlineApi.correct, change, own.operator);
      expect(refused.error?.code).toBe('hotline.trapped_stays');
    });

    test('is called back until somebody is reached; a wrong entry is put right beside it', async () => {
      const { id } = await take();
      const wish = { callId: id, kind: 'complaint' as const, liftId: own.liftId, wantsCallBack: true };
      good(await service.call(hotlineApi.settle, wish, own.operator));
      const waits = async () => (await calls({ open: 'call_back' })).some((call) => call.id === id);
      expect(await waits()).toBe(true);
      const nobody = { callId: id, outcome: 'no_answer' as const, note: '响了很久。' };
      good(await service.call(hotlineApi.callBack, nobody, own.operator));
      expect(await waits()).toBe(true);
      const reached = { callId: id, outcome: 'reached' as const, satisfaction: 2, note: '说还是晃。' };
      const shown = good(await service.call(hotlineApi.callBack, reached, own.operator));
      expect(await waits()).toBe(false);
      const wrong = shown.callBacks[1]?.id ?? null;
      const right = { ...reached, satisfaction: 4, note: '满意度记错了。', corrects: wrong };
      const after = good(await service.call(hotlineApi.callBack, right, own.operator));
      expect(after.callBacks.map(({ satisfaction, corrects }) => [satisfaction, corrects])).toEqual([
        [null, null],
        [2, null],
        [4, wrong],
      ]);
      const strange = { ...right, corrects: own.liftId };
      const refused = await service.call(hotlineApi.callBack, strange, own.operator);
      expect(refused.error?.code).toBe('hotline.call_back_unknown');
    });
  });

  describe('the shift', () => {
    const open = async () => good(await service.call(hotlineApi.openCases, {}, own.operator));

    test('is handed over with everything that is open, and taken by somebody else who has seen it all', async () => {
      const { id } = await take();
      const { items } = await open();
      expect(items.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['entrapment', 'call']));
      const shift = good(
        await service.call(hotlineApi.handOver, { note: '七号楼的人还没出来。' }, own.operator),
      );
      expect(shift.cases).toEqual(items);
      const seen = shift.cases.map((one) => one.id);
      const again = await service.call(hotlineApi.handOver, {}, own.regulator);
      expect(again.error?.code).toBe('hotline.shift_waiting');
      const self = await service.call(hotlineApi.takeOver, { shiftId: shift.id, seen }, own.operator);
      expect(self.error?.code).toBe('hotline.shift_own');
      const blind = await service.call(hotlineApi.takeOver, { shiftId: shift.id, seen: [] }, own.regulator);
      expect(blind.error?.code).toBe('hotline.shift_unseen');
      expect(
        (await service.call(hotlineApi.takeOver, { shiftId: shift.id, seen }, foreign.operator)).status,
      ).toBe(404);
      // What changes afterwards does not change what was signed.
      good(await service.call(hotlineApi.settle, { callId: id, kind: 'wrong' }, own.operator));
      const taken = good(await service.call(hotlineApi.takeOver, { shiftId: shift.id, seen }, own.regulator));
      expect(taken).toMatchObject({
        givenBy: own.operator.name,
        takenBy: own.regulator.name,
        cases: shift.cases,
      });
      const twice = await service.call(hotlineApi.takeOver, { shiftId: shift.id, seen }, own.regulatorAdmin);
      expect(twice.error?.code).toBe('hotline.shift_taken');
      expect((await open()).waiting).toBeNull();
    });

    test('two districts hand over beside each other', async () => {
      const one = good(await service.call(hotlineApi.handOver, {}, own.operator));
      const two = good(await service.call(hotlineApi.handOver, {}, foreign.operator));
      const { items } = good(await service.call(hotlineApi.shifts, {}, own.operator));
      expect(items.map(({ id }) => id)).toContain(one.id);
      expect(items.map(({ id }) => id)).not.toContain(two.id);
    });
  });

  test('numbers and words of callers go when their days are over; that they called stays', async () => {
    const { id } = await take();
    good(
      await service.call(
        hotlineApi.settle,
        { callId: id, kind: 'fault', note: '张女士说门坏了' },
        own.operator,
      ),
    );
    const waiting = await take();
    const atHeldLift = (await take()).id;
    const lift = { liftId: own.liftId, note: '听到一声巨响' };
    good(await service.call(hotlineApi.settle, { callId: atHeldLift, kind: 'fault', ...lift }, own.operator));
    const hold = { subjectKind: 'lift' as const, subjectId: own.liftId, reference: '市监存〔2026〕1号' };
    good(await service.call(holdApi.place, { ...hold, reason: '事故调查需要。' }, own.regulator));
    clock.shift(31 * day);
    await (await service.get(DailyRound)).make();
    const kept = await (await manager()).findOneByOrFail(DeskCall, { id: atHeldLift });
    expect(kept.phoneSealed).not.toBeNull();
    const [own1, still] = await Promise.all(
      [id, waiting.id].map(async (one) => (await manager()).findOneByOrFail(DeskCall, { id: one })),
    );
    expect(own1).toMatchObject({ phoneSealed: null, phonePrint: null, noteSealed: null, kind: 'fault' });
    // Nobody has said yet what it was about: it is not forgotten before.
    expect(still?.phoneSealed).not.toBeNull();
  });
});
