import { nearbyApi } from '@lifttrust/shared-types/disclosure/nearby.contract';
import { helpApi } from '@lifttrust/shared-types/rescue/help.contract';
import { type District, liftPosition, twoDistricts } from '../../../../test/fixture/district';
import { CodeService } from '../../code/code.service';
import { systemCtx } from '../../kernel/actor';
import { Clock } from '../../kernel/clock';
import { Database } from '../../kernel/database';
import { newId } from '../../kernel/new-id';
import { onBothDatabases, type TestService } from '../../kernel/testing/service';
import { UnitOfWork } from '../../kernel/unit-of-work';
import { Lift } from '../../lift/lift.entity';

const lookUps = 10;
const registration = '梯11闽C00001(20)';

onBothDatabases((start) => {
  let service: TestService;
  let own: District;
  let foreign: District;
  beforeAll(async () => {
    service = await start({
      LIFTTRUST_TRUSTED_PROXY: '127.0.0.1',
      LIFTTRUST_LIMIT_LOOK_UP: String(lookUps),
    });
    ({ own, foreign } = await twoDistricts(service));
    await change((manager) =>
      manager.update(Lift, { id: own.liftId }, { ...liftPosition, useRegistration: registration }),
    );
    const far = { ...liftPosition, lat: liftPosition.lat + 0.01 };
    await change((manager) => manager.update(Lift, { id: foreign.liftId }, far));
  });
  afterAll(() => service.stop());

  const change = async (work: (manager: Database['reader']['manager']) => Promise<unknown>) => {
    const [unitOfWork, clock] = [await service.get(UnitOfWork), await service.get(Clock)];
    await unitOfWork.run(systemCtx(clock.now(), 'fixture'), ({ manager }) => work(manager));
  };
  let neighbour = 0;
  /** A browser that nobody has met yet, unless told which. */
  const stranger = () => {
    neighbour += 1;
    return `198.51.101.${neighbour}`;
  };
  const open = async (path: string, from = stranger()) => {
    const headers = { 'x-forwarded-for': from };
    const response = await fetch(service.url + path, { headers, redirect: 'manual' });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const typed = (number: string, more = '') => `/find?number=${encodeURIComponent(number)}${more}`;
  /** What whoever typed it sees in the end. */
  const followed = async (path: string, from = stranger()) => {
    const first = await open(path, from);
    return first.status === 303 ? open(first.headers.get('location') ?? '', from) : first;
  };
  const around = async (position: object = {}, from = stranger()) => {
    const response = await fetch(`${service.url}/api/nearby-lifts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
      body: JSON.stringify({ ...liftPosition, accuracyMetres: 20, ...position }),
    });
    return { status: response.status, text: await response.text() };
  };

  test('whoever cannot scan finds a form, a button for the position and the call, and no lift', async () => {
    for (const path of ['/find', '/l']) {
      const page = await open(path);
      expect(page.status).toBe(200);
      expect(page.text).toContain('name="number"');
      expect(page.text).toContain('用我的位置找附近的电梯');
      expect(page.text).toContain('href="tel:96333"');
      expect(page.text).not.toContain('望溪花园');
      expect(Buffer.byteLength(page.text)).toBeLessThan(30_000);
      expect(page.text).not.toMatch(/(src=|<link rel="stylesheet"|@import|url\()/);
    }
  });

  test('it reads in English and in larger letters, and goes on so to the lift', async () => {
    const page = await open('/find?lang=en&size=large');
    expect(page.text).toContain('Find the lift by its number');
    expect(page.text).toContain('<html lang="en" class="large"');
    const { headers } = await open(typed('999901', '&lang=en&size=large'));
    expect(headers.get('location')).toBe('/l/999901?lang=en&size=large');
  });

  test.each(['999901', ' 999 901 ', '９９９９０１', registration, '梯11闽c00001（20）'])(
    'the whole number %s, however it is typed, opens the page of its lift, and never says what the code is',
    async (number) => {
      const page = await followed(typed(number));
      expect(page.status).toBe(200);
      expect(page.text).toContain('鹭湾区望溪花园 3 幢');
      expect(page.text).not.toContain(own.code);
    },
  );

  test('a part of a number, a number that is nobody’s, one that two lifts have and nonsense hear the same 404, with a way on', async () => {
    const twin = { useRegistration: '梯11闽C77777(20)', ...liftPosition, lat: 0 };
    const { id: _, ...some } = await (await service.get(Database)).reader.manager.findOneByOrFail(Lift, {
      id: foreign.liftId,
    });
    for (const ownNumber of ['8#', '9#'])
      await change((manager) =>
        manager.insert(Lift, { ...some, ...twin, id: newId(), rescueCode: '', ownNumber }),
      );
    const tries = [
      '99990',
      '00001(20)',
      '梯11闽C%',
      '000000',
      '梯11闽C77777(20)',
      '..',
      'x'.repeat(200),
      "' OR 1=1",
    ];
    const pages = await Promise.all(tries.map((number) => followed(typed(number))));
    for (const page of pages) {
      expect(page.status).toBe(404);
      expect(page.text).toBe(pages[0]?.text);
      expect(page.text).toContain('href="/find"');
      expect(page.text).toContain('tel:96333');
    }
    expect((await open(`/l/${'0'.repeat(26)}`)).text).toBe(pages[0]?.text);
  });

  test('a code that was replaced leads there too', async () => {
    const [codes, unitOfWork, clock] = [
      await service.get(CodeService),
      await service.get(UnitOfWork),
      await service.get(Clock),
    ];
    await unitOfWork.run(systemCtx(clock.now(), 'fixture'), (tx) => codes.issue(tx, foreign.liftId));
    expect((await open(`/l/${foreign.code}`)).text).toContain('href="/find"');
    expect((await open(`/l/${own.code}`)).text).not.toContain('href="/find"');
  });

  test('a position shows what stands within 200 metres: place, address, number, a step of distance, and nothing else', async () => {
    const { status, text } = await around();
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({
      isCoarse: false,
      items: [
        {
          ...{ place: '鹭湾区望溪花园 3 幢', ownNumber: '1#', address: '示例路 3 号' },
          ...{ number: '999901', withinMetres: 30 },
        },
      ],
    });
    expect(text).not.toContain(own.code);
    expect(JSON.parse((await around({ lat: liftPosition.lat + 0.001 })).text).items[0].withinMetres).toBe(
      200,
    );
    expect(JSON.parse((await around({ lat: liftPosition.lat + 0.004 })).text).items).toEqual([]);
  });

  test('a browser’s WGS-84 finds the lift that was placed in GCJ-02; a coarse position finds nothing and says so', async () => {
    const wgs84 = { lng: 118.6056, lat: 24.913, crs: 'WGS84' };
    expect(JSON.parse((await around(wgs84)).text).items).toHaveLength(1);
    expect(JSON.parse((await around({ accuracyMetres: 900 })).text)).toEqual({ isCoarse: true, items: [] });
    expect(JSON.parse((await around({ crs: 'UNKNOWN' })).text)).toEqual({ isCoarse: true, items: [] });
    expect((await around({ lat: 'here' })).status).toBe(400);
  });

  test('of a building full of lifts five are told, and one that was scrapped is not', async () => {
    const { id: _, ...some } = await (await service.get(Database)).reader.manager.findOneByOrFail(Lift, {
      id: own.liftId,
    });
    for (let n = 2; n <= 8; n += 1)
      await change((manager) =>
        manager.insert(Lift, {
          ...{
            ...some,
            id: newId(),
            ownNumber: `${n}#`,
            rescueCode: `99991${n}`,
            useRegistration: `R${n}0000`,
          },
          state: n === 2 ? 'scrapped' : 'in_use',
        }),
      );
    const { items } = JSON.parse((await around()).text);
    expect(items.map(({ ownNumber }: { ownNumber: string }) => ownNumber)).toEqual([
      ...['1#', '3#', '4#', '5#', '6#'],
    ]);
  });

  test('whoever walks over the map is stopped, and can still read a code, and call for help as often as needed', async () => {
    const from = '203.0.113.91';
    for (let n = 0; n < lookUps; n += 1)
      expect((await around({ lat: liftPosition.lat + n }, from)).status).toBe(200);
    const refused = await around({}, from);
    expect(refused.status).toBe(429);
    expect(refused.text).not.toContain('望溪花园');
    expect((await open(`/l/${own.code}`, from)).status).toBe(200);
    expect((await open('/find', from)).text).toContain('tel:96333');
    for (let n = 0; n < lookUps + 2; n += 1) {
      const response = await fetch(`${service.url}/api${helpApi.call.path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
        body: JSON.stringify({ code: own.code, key: `a-key-of-one-call-${n}` }),
      });
      expect(response.status).toBe(200);
    }
  });

  test('numbers tried through the form count like those tried in the address, and the right one does not show afterwards', async () => {
    const from = '203.0.113.92';
    for (let n = 0; n < lookUps; n += 1) await followed(typed(`10000${n}`), from);
    const refused = await followed(typed('999901'), from);
    expect(refused.status).toBe(429);
    expect(refused.text).toContain('查询太频繁');
    expect(refused.text).toContain('tel:96333');
  });

  test('where somebody stood is in no table', async () => {
    expect(nearbyApi.list.keyless).toBe(true);
    const before = await (await service.get(Database)).reader.manager.query(
      'SELECT COUNT(*) AS n FROM audit_entry',
    );
    await around();
    const after = await (await service.get(Database)).reader.manager.query(
      'SELECT COUNT(*) AS n FROM audit_entry',
    );
    expect(after).toEqual(before);
  });
});
