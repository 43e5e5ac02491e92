import { addMonths, dayOf, startOfDay } from '@lifttrust/shared-types/kernel/time';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { type StaffedDistrict, twoDistricts } from '../../../../test/fixture/district';
import { good } from '../../../../test/fixture/uploads';
import { CityService } from '../../city/city.service';
import { Clock } from '../../kernel/clock';
import { onBothDatabases, type TestService } from '../../kernel/testing/service';
import { Entrapment } from '../../rescue/entrapment.entity';
import { rescueHelpers } from '../../rescue/testing/rescue-helpers';

const minute = 60_000;

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let clock: Clock;
  let month: string;
  let mistaken: string;
  beforeAll(async () => {
    service = await start();
    ({ own } = await twoDistricts(service));
    clock = await service.get(Clock);
    month = dayOf(clock.now()).slice(0, 7);
    const { id } = await trapped({ phone: '10012345678', note: '孩子在里面' });
    good(await service.call(rescueApi.accept, { entrapmentId: id }, await signed(own.lead)));
    clock.shift(5 * minute);
    good(await service.call(rescueApi.free, { entrapmentId: id, people: 1 }, await signed(own.lead)));
    ({ id: mistaken } = await trapped());
  });
  afterAll(() => service.stop());

  const { signed, trapped, write } = rescueHelpers(() => ({ service, own, clock }));
  const open = async (path: string) => {
    const response = await fetch(service.url + path);
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const publish = async (from: string | null) => {
    (await service.get(CityService)).parameters.rescue.publishFrom = from;
  };

  test('nothing is published before the city has said from which month on', async () => {
    const page = await open('/rescue-numbers');
    expect(page.status).toBe(404);
    expect(page.text).toContain('本市还没有公布救援指标');
    expect((await open('/find')).text).not.toContain('/rescue-numbers');
  });

  test('a month that is not over is not published', async () => {
    await publish(month);
    for (const path of ['/rescue-numbers', `/rescue-numbers/${month}`])
      expect((await open(path)).status).toBe(404);
  });

  test('afterwards everybody reads its numbers, what each means, and nobody’s name', async () => {
    clock.shift(startOfDay(addMonths(`${month}-01`, 1)) - clock.now() + minute);
    const page = await open('/rescue-numbers');
    expect(page.status).toBe(200);
    expect(page.text).toContain('<dt>困人</dt><dd>2 起</dd>');
    expect(page.text).toContain('50.0%（2 起中 1 起）');
    expect(page.text).toContain('三分钟响应率 = 在接单时限内有人接单的困人');
    for (const hidden of ['电梯服务', '10012345678', '孩子在里面', '望溪花园', own.lead.name])
      expect(page.text).not.toContain(hidden);
    expect(Buffer.byteLength(page.text)).toBeLessThan(30_000);
    expect(page.text).not.toMatch(/(src=|<link rel="stylesheet"|@import|url\()/);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await open(`/rescue-numbers/${month}`)).text).toBe(page.text);
    expect((await open('/find')).text).toContain('href="/rescue-numbers"');
  });

  test('it reads in English and in larger letters, and what was never published is not there', async () => {
    const page = await open(`/rescue-numbers/${month}?lang=en&size=large`);
    expect(page.text).toContain('<html lang="en" class="large"');
    expect(page.text).toContain('50.0% (1 of 2)');
    expect(page.text).toContain('What these numbers mean');
    for (const other of [addMonths(`${month}-01`, -1).slice(0, 7), '1999-Q1', '<script>', 'x'.repeat(3000)]) {
      const missing = await open(`/rescue-numbers/${encodeURIComponent(other)}`);
      expect(missing.status).toBe(404);
      expect(missing.text).toContain('这段时间没有公布');
      expect(missing.text).toContain(`href="/rescue-numbers/${month}"`);
    }
  });

  test('it is counted anew each quarter of an hour, and a correction changes it', async () => {
    await write((tx) => tx.manager.update(Entrapment, { id: mistaken }, { outcome: 'mistaken' }));
    expect((await open('/rescue-numbers')).text).toContain('<dt>困人</dt><dd>2 起</dd>');
    clock.shift(16 * minute);
    const after = (await open('/rescue-numbers')).text;
    expect(after).toContain('<dt>困人</dt><dd>1 起</dd>');
    expect(after).toContain('<dt>误报：没有人被困</dt><dd>1 起</dd>');
  });
});
