import { plateApi, platePrintPdfPath, stickingPhotoPath } from '@lifttrust/shared-types/code/plate.contract';
import { hotlineApi } from '@lifttrust/shared-types/hotline/hotline.contract';
import { onSiteApi } from '@lifttrust/shared-types/lift/on-site.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { photograph } from '../../../test/fixture/evidence';
import { good, upload } from '../../../test/fixture/uploads';
import { Clock } from '../kernel/clock';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { rescueHelpers } from '../rescue/testing/rescue-helpers';
import { Task } from '../task/task.entity';
import { plateTask } from './code.service';

interface Plated {
  liftId: string;
  /** What hangs in it, as it was printed first. */
  code: string;
  ownNumber: string;
  rescueCode: string;
  useRegistration: string;
}

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let clock: Clock;
  let made = 100;
  beforeAll(async () => {
    service = await start();
    ({ own, foreign } = await twoDistricts(service));
    clock = await service.get(Clock);
  });
  afterAll(() => service.stop());

  const { aLift, help, entrapmentOf, rows } = rescueHelpers(() => ({ service, own, clock }));
  const lift = async (): Promise<Plated> => {
    made += 1;
    const said = {
      place: '对调楼',
      ownNumber: `${made}#`,
      rescueCode: `350${made}`,
      useRegistration: `梯11闽C00${made}(20)`,
    };
    return { ...said, ...(await aLift(said)) };
  };
  const print = async (lifts: Plated[]) => {
    clock.shift(1000);
    const order = {
      liftIds: lifts.map(({ liftId }) => liftId),
      form: 'plate' as const,
      isReprint: false,
      reason: '',
    };
    return good(await service.call(plateApi.print, order, own.regulator));
  };
  const stick = async (token: string, { ownNumber, useRegistration }: Plated) => {
    clock.shift(1000);
    return service.call(
      plateApi.stick,
      {
        ...{ token, ownNumber, registration: useRegistration, addressConfirmed: true as const },
        fileId: await upload(service, own.lead, { purpose: 'paper', bytes: await photograph() }),
        position: { lng: 118.61, lat: 24.91, crs: 'GCJ02', accuracyMetres: 20 },
      },
      own.lead,
    );
  };
  const swap = async (one: Plated, two: Plated) => {
    clock.shift(1000);
    const asked = { liftIds: [one.liftId, two.liftId], reason: '现场对照铭牌，贴反了。' };
    return good(await service.call(onSiteApi.swapCodes, asked, own.regulator));
  };
  /** Two lifts whose plates were printed and registered, as one finds them before it turns out that they hang wrongly. */
  const plated = async () => {
    const both = [await lift(), await lift()] as const;
    await print([...both]);
    for (const one of both) good(await stick(one.code, one));
    return both;
  };
  const rowOf = async ({ liftId }: Plated) => {
    const { items } = good(await service.call(plateApi.list, { pageSize: 100 }, own.regulator));
    return items.find((row) => row.liftId === liftId);
  };
  const tasks = async ({ liftId }: Plated) =>
    (await rows()).countBy(Task, { kind: plateTask, about: liftId, state: 'open' });
  const read = async (path: string, who: Worker) =>
    (await fetch(service.url + path, { headers: { authorization: `Bearer ${who.token}` } })).status;
  const found = async ({ rescueCode }: Plated) =>
    good(await service.call(hotlineApi.lifts, { q: rescueCode }, own.operator)).items[0];

  test('a plate that was stuck shows its checks: the numbers read, how far from the lift, and the photograph', async () => {
    const [one] = await plated();
    const row = await rowOf(one);
    expect(row).toMatchObject({ state: 'stuck', bears: null });
    expect(row?.sticking).toMatchObject({
      ownNumber: one.ownNumber,
      registration: one.useRegistration,
      distanceMetres: 0,
      accuracyMetres: 20,
    });
    const path = stickingPhotoPath(row?.sticking?.id ?? '');
    expect(await read(path, own.regulator)).toBe(200);
    expect(await read(path, foreign.regulator)).toBe(404);
    expect(await read(path, own.lead)).toBe(403);
  });

  test('help under swapped codes goes to the lift where the code hangs', async () => {
    const [one, two] = await plated();
    await swap(one, two);
    const { helpId } = await help(one.code);
    expect((await entrapmentOf(helpId)).liftId).toBe(two.liftId);
    const other = await help(two.code);
    expect((await entrapmentOf(other.helpId)).liftId).toBe(one.liftId);
  });

  test('after a swap both plates bear the other’s numbers: both wait to be printed anew, with the reason', async () => {
    const [one, two] = await plated();
    await swap(one, two);
    for (const [is, says] of [
      [one, two],
      [two, one],
    ] as const) {
      expect(await rowOf(is)).toMatchObject({
        ...{ state: 'unprinted', printedAt: null, stuckAt: null, sticking: null },
        bears: { ownNumber: says.ownNumber, rescueCode: says.rescueCode },
      });
      expect(await tasks(is)).toBe(1);
    }
    const unprinted = good(
      await service.call(plateApi.list, { state: 'unprinted', q: one.rescueCode }, own.regulator),
    );
    expect(unprinted.items.map(({ liftId }) => liftId)).toEqual([one.liftId]);
  });

  test('who reads the number out at the telephone may sit in the other lift: the desk is warned until a new plate is up', async () => {
    const [one, two] = await plated();
    expect((await found(one))?.alsoPrintedAt).toBeNull();
    await swap(one, two);
    expect(await found(one)).toMatchObject({ id: one.liftId, alsoPrintedAt: { id: two.liftId } });
    await print([one, two]);
    expect(await rowOf(two)).toMatchObject({ state: 'printed', bears: { rescueCode: one.rescueCode } });
    expect((await found(one))?.alsoPrintedAt?.id).toBe(two.liftId);
    // The code that was printed for the first is the second's by now, and so are the words beside it.
    good(await stick(one.code, two));
    expect(await rowOf(two)).toMatchObject({ state: 'stuck', stuckBy: own.lead.name, bears: null });
    expect(await tasks(two)).toBe(0);
    expect((await found(one))?.alsoPrintedAt).toBeNull();
    expect(await tasks(one)).toBe(1);
    expect((await found(two))?.alsoPrintedAt?.id).toBe(one.liftId);
  });

  test('the old plate cannot be registered anew, and the old printing file would be wrong: it is not given out', async () => {
    const both = [await lift(), await lift()] as const;
    const [one, two] = both;
    const before = await print([...both]);
    expect(await read(platePrintPdfPath(before.id), own.regulator)).toBe(200);
    await swap(one, two);
    expect(await read(platePrintPdfPath(before.id), own.regulator)).toBe(409);
    const old = await stick(one.code, two);
    expect(old.error?.details?.[0]?.code).toBe('plate.print_first');
    const anew = await print([...both]);
    expect(await read(platePrintPdfPath(anew.id), own.regulator)).toBe(200);
    expect((await stick(one.code, two)).status).toBe(200);
  });

  test('swapped back, the plates are right again and nothing waits', async () => {
    const [one, two] = await plated();
    await swap(one, two);
    await swap(two, one);
    for (const is of [one, two]) {
      expect(await rowOf(is)).toMatchObject({ state: 'stuck', bears: null });
      expect(await tasks(is)).toBe(0);
    }
  });
});
