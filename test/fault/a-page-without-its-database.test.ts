import { demoDistrict } from '../fixture/demo-district';
import { MariadbProcess } from '../fixture/mariadb-process';
import { ServiceProcess } from '../fixture/service-process';

describe('the page behind the code while the database is away', () => {
  let database: MariadbProcess;
  let service: ServiceProcess;
  let code: string;

  beforeAll(async () => {
    database = await MariadbProcess.prepare();
    service = await ServiceProcess.prepare(database.address);
    await service.start();
    ({ code } = (await demoDistrict(service)).district);
  }, 240_000);
  afterAll(async () => {
    await service.stop();
    await database.stop();
  }, 60_000);

  const open = async (token: string) => {
    const response = await fetch(`${service.url}/l/${token}`);
    return { status: response.status, text: await response.text() };
  };
  const queried = (text: string) => /查询时间 [^<]+/.exec(text)?.[0];

  test('a lift seen a moment ago is shown as of then; any other page still carries the call', async () => {
    const before = await open(code);
    expect(before.status).toBe(200);
    await database.kill();
    const seen = await open(code);
    expect(seen.status).toBe(200);
    expect(queried(seen.text)).toBe(queried(before.text));
    const unseen = await open('1'.repeat(26));
    expect(unseen.status).toBe(503);
    expect(unseen.text).toContain('电梯信息暂时打不开');
    expect(unseen.text).toMatch(/href="tel:\d+"/);
  }, 60_000);

  test('when it is back, the page is of now again', async () => {
    await database.start();
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const { status } = await open('1'.repeat(26));
      if (status === 404) break;
      await new Promise((wake) => setTimeout(wake, 100));
    }
    expect((await open('1'.repeat(26))).status).toBe(404);
    expect((await open(code)).status).toBe(200);
  }, 60_000);
});
