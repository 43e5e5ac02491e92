import { request } from 'node:http';
import { codeApi } from '@lifttrust/shared-types/code/code.contract';
import { ledgerApi } from '@lifttrust/shared-types/ledger/ledger.contract';
import { operationApi } from '@lifttrust/shared-types/operation/operation.contract';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { demoDistrict } from '../fixture/demo-district';
import type { District } from '../fixture/district';
import { photograph } from '../fixture/evidence';
import { ServiceProcess } from '../fixture/service-process';
import { announce, good } from '../fixture/uploads';
import { VisitDriver } from '../fixture/visit-driver';

const { lifttrustDatabase } = globalThis as { lifttrustDatabase?: 'sqlite' | 'mariadb' };
const clients = 12;

interface Load {
  answered: number;
  refused: number;
  cut: string[];
}

describe('a service that is told to stop while people work', () => {
  let service: ServiceProcess;
  let district: District;
  const env = { LIFTTRUST_DRAIN_SECONDS: '2', LIFTTRUST_LOG_FORMAT: 'json' };

  beforeAll(async () => {
    service = await ServiceProcess.prepare(lifttrustDatabase ?? 'sqlite', env);
    await service.start();
    district = (await demoDistrict(service)).district;
  }, 60_000);
  afterAll(() => service.stop());

  const isReady = () =>
    service.call(operationApi.ready, {}).then(
      ({ status }) => status === 200,
      () => false,
    );

  /** Reads and writes one after the other, as long as the service says it is ready: what a load balancer lets through. */
  async function work(load: Load, isOpen: () => boolean): Promise<void> {
    for (let turn = 0; isOpen(); turn += 1) {
      try {
        const answer =
          turn % 3 === 0
            ? await service.call(visitApi.today, {}, district.lead)
            : await service.call(codeApi.lift, { token: district.code });
        if (answer.status === 200) load.answered += 1;
        else load.refused += 1;
      } catch (error) {
        const { cause } = error as { cause?: { code?: string } };
        load.cut.push(cause?.code ?? String(error));
      }
    }
  }

  /** Bytes that are half sent when the signal comes; gives the status of the answer. */
  async function slowUpload(): Promise<{ finish: () => Promise<number | undefined> }> {
    const bytes = await photograph();
    const { visitId } = await new VisitDriver(service).walk(district, 'planned');
    const pack = good(await service.call(visitApi.pack, { visitId }, district.lead));
    const upload = { purpose: 'photo' as const, visitId, nonce: pack.nonces[0] ?? '', bytes };
    const { fileId } = good(await announce(service, district.lead, upload));
    const head = `--cut\r\nContent-Disposition: form-data; name="file"; filename="f"\r\nContent-Type: image/jpeg\r\n\r\n`;
    const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--cut--\r\n')]);
    const sending = request(`${service.url}/api/uploads/${fileId}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${district.lead.token}`,
        'content-type': 'multipart/form-data; boundary=cut',
        'content-length': body.length,
      },
    });
    const status = new Promise<number | undefined>((done, failed) => {
      sending.once('response', (response) => {
        response.resume();
        done(response.statusCode);
      });
      sending.once('error', failed);
    });
    // Whoever does not ask how it ended must not fall over it.
    status.catch(() => undefined);
    sending.write(body.subarray(0, 1000));
    return {
      finish: () => {
        sending.end(body.subarray(1000));
        return status;
      },
    };
  }

  test('not one of those let in is cut off, the last checkpoint covers everything, and it ends well', async () => {
    const driver = new VisitDriver(service, Date.now, (await demoDistrict(service)).position);
    await driver.walk(district, 'submitted');
    const upload = await slowUpload();
    const load: Load = { answered: 0, refused: 0, cut: [] };
    let open = true;
    const working = Array.from({ length: clients }, () => work(load, () => open));
    await new Promise((wake) => setTimeout(wake, 500));
    service.signal('SIGTERM');
    while (await isReady()) await new Promise((wake) => setTimeout(wake, 20));
    const before = load.answered;
    // A balancer asks every few hundred milliseconds; until it does, people are still sent here, and are served.
    await new Promise((wake) => setTimeout(wake, 400));
    expect(load.answered).toBeGreaterThan(before);
    open = false;
    await Promise.all(working);
    expect(load).toMatchObject({ refused: 0, cut: [] });
    // The door is closed by now; the upload that was let in before is waited for.
    await new Promise((wake) => setTimeout(wake, 2200));
    await expect(fetch(`${service.url}/api/health/live`)).rejects.toThrow();
    expect(await upload.finish()).toBe(200);
    expect(await service.ended()).toBe(0);
  }, 90_000);

  test('started again, it finds its log signed to the end', async () => {
    await service.start();
    const { data } = await service.call(ledgerApi.checkpoint, {});
    expect(data.checkpoint?.size).toBeGreaterThan(0);
    const said = service.said.join('');
    expect(said).toContain('"event":"stopped"');
    expect(said).not.toContain('"event":"stopping.cut"');
    expect(service.verify(data.publicKey)).toMatchObject({
      status: 0,
      output: expect.not.stringContaining('younger than the last checkpoint'),
    });
  }, 60_000);

  test('a second signal ends it at once', async () => {
    const upload = await slowUpload();
    service.signal('SIGTERM');
    await new Promise((wake) => setTimeout(wake, 1200));
    const started = performance.now();
    service.signal('SIGTERM');
    expect(await service.ended()).toBe(1);
    expect(performance.now() - started).toBeLessThan(1000);
    await expect(upload.finish()).rejects.toThrow();
  }, 60_000);
});
