import { hotlineApi } from '@lifttrust/shared-types/hotline/hotline.contract';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import {
  rescueNumbersApi,
  rescueNumbersPath,
} from '@lifttrust/shared-types/supervision/rescue-numbers.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { AuditEntry } from '../kernel/audit-entry.entity';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { Lift } from '../lift/lift.entity';

const minute = 60_000;

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let clock: Clock;
  let firstDay: string;
  beforeAll(async () => {
    service = await start();
    clock = await service.get(Clock);
    firstDay = dayOf(clock.now());
    ({ own, foreign } = await twoDistricts(service));
  });
  afterAll(() => service.stop());

  // From the day on which the story begins: late in the evening it ends on the next one.
  const period = () => ({ since: firstDay, until: dayOf(clock.now() + 86_400_000) });
  const numbers = async (who: Worker = own.regulator) =>
    good(await service.call(rescueNumbersApi.show, period(), who));
  const read = (path: string, who?: Worker) =>
    fetch(service.url + path, { headers: who ? { authorization: `Bearer ${who.token}` } : {} });
  const trapped = async () => {
    const { id } = good(await service.call(hotlineApi.take, {}, own.operator));
    const call = { callId: id, kind: 'trapped' as const, liftId: own.liftId };
    return good(await service.call(hotlineApi.settle, call, own.operator)).entrapmentId ?? '';
  };
  const act = { by: 'company' as const, people: 1 };

  test('before anything has happened there is no rate, and no nought in place of one', async () => {
    expect(await numbers()).toMatchObject({ entrapments: 0, response: { within: 0, of: 0 }, leftOut: [] });
  });

  test('a rescue in time, one without an answer, one freed before arrival and a mistaken one are told apart', async () => {
    const inTime = await trapped();
    good(await service.call(rescueApi.accept, { entrapmentId: inTime, etaMinutes: 5 }, own.lead));
    const at = { entrapmentId: inTime, side: 'company' as const };
    good(await service.call(rescueApi.confirmArrival, at, own.officer));
    good(await service.call(rescueApi.free, { entrapmentId: inTime, ...act }, own.lead));
    clock.shift(40 * minute);
    const late = await trapped();
    clock.shift(10 * minute);
    good(await service.call(rescueApi.free, { entrapmentId: late, by: 'self', people: 1 }, own.regulator));
    clock.shift(40 * minute);
    const mistaken = await trapped();
    const closing = { entrapmentId: mistaken, outcome: 'mistaken' as const, callBack: '没有人在里面。' };
    good(await service.call(rescueApi.close, closing, own.regulator));
    const shown = await numbers();
    expect(shown).toMatchObject({
      entrapments: 2,
      response: { within: 1, of: 2 },
      arrival: { within: 1, of: 1 },
      leftOut: [
        { reason: 'mistaken', cases: 1 },
        { reason: 'arrival_freed_before', cases: 1 },
      ],
    });
    expect(shown.byCompany).toMatchObject([{ key: own.companyId, entrapments: 2 }]);
    expect(shown.byPlace.map(({ name }) => name)).toEqual(['没有登记']);
    expect(await numbers(own.operator)).toMatchObject({ entrapments: 2 });
  });

  test('another district sees none of it', async () => {
    expect(await numbers(foreign.regulator)).toMatchObject({ entrapments: 0, byCompany: [], repeated: [] });
  });

  test('days in the wrong order and more than a year are refused in words', async () => {
    for (const wrong of [
      { since: '2026-11-22', until: '2026-11-21' },
      { since: '2025-11-21', until: '2026-11-22' },
    ]) {
      const { error, status } = await service.call(rescueNumbersApi.show, wrong, own.regulator);
      expect({ status, code: error?.code }).toEqual({ status: 400, code: 'rescue_numbers.asked' });
      expect((await read(rescueNumbersPath('csv', wrong), own.regulator)).status).toBe(400);
    }
  });

  test('a file carries definitions and what was left out; taking it is logged, others get none', async () => {
    const { manager } = (await service.get(Database)).writer;
    await manager.update(Lift, { id: own.liftId }, { place: '=HYPERLINK("x")' });
    for (let count = 0; count < 3; count += 1) {
      clock.shift(40 * minute);
      const entrapmentId = await trapped();
      good(await service.call(rescueApi.free, { entrapmentId, ...act }, own.regulator));
    }
    const path = (format: 'csv' | 'xlsx') => rescueNumbersPath(format, period());
    const csv = await read(path('csv'), own.regulator);
    const text = await csv.text();
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(text).toContain('误报：没有人被困');
    expect(text).toContain('三分钟响应率 =');
    expect(text).toContain('三起及以上');
    expect(text).not.toMatch(/(^|,|")=HYPERLINK/m);
    const xlsx = await read(path('xlsx'), own.auditor);
    expect(xlsx.status).toBe(200);
    expect(
      Buffer.from(await xlsx.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    expect(await manager.countBy(AuditEntry, { action: 'rescue_numbers.exported' })).toBe(2);
    expect((await read(path('csv'))).status).toBe(401);
    expect((await read(path('csv'), own.lead)).status).toBe(403);
    expect((await read('/api/rescue-numbers/pdf', own.regulator)).status).toBe(404);
    expect(await manager.countBy(AuditEntry, { action: 'rescue_numbers.exported' })).toBe(2);
  });
});
