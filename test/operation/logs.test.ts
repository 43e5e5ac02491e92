import { checkInApi } from '@lifttrust/shared-types/check-in/check-in.contract';
import { codeApi } from '@lifttrust/shared-types/code/code.contract';
import { importApi } from '@lifttrust/shared-types/import/import.contract';
import { liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { supervisionApi } from '@lifttrust/shared-types/supervision/supervision.contract';
import { demoOrganisations, demoPeople } from '../../cloud/sandbox/people';
import { demoDistrict } from '../fixture/demo-district';
import type { District } from '../fixture/district';
import { ServiceProcess } from '../fixture/service-process';
import { good, upload } from '../fixture/uploads';
import { VisitDriver } from '../fixture/visit-driver';

const { lifttrustDatabase } = globalThis as { lifttrustDatabase?: 'sqlite' | 'mariadb' };

const fileName = '某某小区电梯-10099990001.csv';
const guessedCode = 'a-code-that-somebody-guesses';
const requestOfProxy = 'proxy-request-0001';

/** Which of the values stands in which line; short ones only as whole words. */
function leaks(lines: readonly string[], personal: readonly string[]): string[] {
  return personal
    .filter((value) => value.length >= 2)
    .flatMap((value) => {
      const line = lines.find((candidate) => candidate.includes(value));
      return line === undefined ? [] : [`${value} in ${line}`];
    });
}

describe('the logs of a whole visit', () => {
  let service: ServiceProcess;
  let lines: string[];
  let personal: string[];

  beforeAll(async () => {
    service = await ServiceProcess.prepare(lifttrustDatabase ?? 'sqlite', {
      LIFTTRUST_LOG_LEVEL: 'debug',
      LIFTTRUST_LOG_FORMAT: 'json',
      LIFTTRUST_TRUSTED_PROXY: '127.0.0.1',
    });
    await service.start();
    const { district, position } = await demoDistrict(service);
    const driver = new VisitDriver(service, Date.now, position);
    const { recordId } = await driver.walk(district, 'submitted');
    const signature = await driver.ownerSignature(district.officer, recordId);
    good(await service.call(recordApi.ownerSign, signature, district.officer));
    const { verificationCode } = good(await service.call(recordApi.show, { recordId }, district.regulator));
    good(await service.call(codeApi.lift, { token: district.code }));
    good(await service.call(codeApi.verification, { verificationCode }));
    good(await service.call(liftApi.list, { q: '望舒某某' }, district.regulator));
    good(await service.call(supervisionApi.timeline, { liftId: district.liftId }, district.regulator));
    await mishaps(district, driver);
    personal = valuesOf(district, position, verificationCode);
    service.signal('SIGTERM');
    await service.ended();
    lines = service.said
      .join('')
      .split('\n')
      .filter((line) => line !== '');
  }, 120_000);
  afterAll(() => service.stop());

  /** What goes wrong on a day: each is answered, and each might tempt somebody to log what was sent. */
  async function mishaps(district: District, driver: VisitDriver): Promise<void> {
    await service.call(codeApi.lift, { token: guessedCode });
    await service.call(sessionApi.start, {
      channel: 'sandbox',
      code: '陈守安的登录码',
      device: { id: 'device-of-a-stranger' },
    });
    const far = { visitId: district.liftId, ...driver.fix({ lng: 121.473701, lat: 31.230416 }) };
    await service.call(checkInApi.givePosition, far, district.lead);
    const bytes = Buffer.from('登记编号,联系人\n1,陈守安');
    const fileId = await upload(service, district.regulator, {
      purpose: 'spreadsheet',
      bytes,
      contentType: 'text/csv',
    });
    await service.call(importApi.start, { fileId, fileName }, district.regulator);
    const raw = (path: string, init: RequestInit) => fetch(service.url + path, init).then((r) => r.text());
    const headers = { 'content-type': 'application/json', 'x-request-id': requestOfProxy };
    await raw('/api/sessions', { method: 'POST', headers, body: '{"code":"陈守安 10012345678' });
    await raw(`/api/lifts?q=${encodeURIComponent('陈守安')}`, {
      headers: { authorization: `Bearer ${district.lead.token}x` },
    });
  }

  /** Every personal value that this story has used. */
  function valuesOf(
    district: District,
    position: { lng: number; lat: number },
    verificationCode: string,
  ): string[] {
    const workers = [district.lead, district.partner, district.admin, district.officer, district.regulator];
    return [
      ...demoPeople.map(({ name }) => name),
      ...demoPeople.map(({ phone }) => phone),
      ...demoOrganisations.map(({ name }) => name),
      ...workers.flatMap(({ token, deviceId }) => [token, deviceId]),
      ...[position.lng, position.lat, 121.473701, 31.230416].map((part) => String(part).slice(0, 7)),
      ...[district.code, verificationCode, guessedCode, fileName],
      ...['某某', '陈守安', '10012345678', '10099990001', '看不清', '手势', 'device-of-a-stranger', '.jpg'],
    ];
  }

  test('hold nobody’s name, telephone, token, device, position, code, file name or words', () => {
    expect(personal.length).toBeGreaterThan(30);
    expect(leaks(lines, personal)).toEqual([]);
    expect(lines.filter((line) => /[\u4e00-\u9fff]/.test(line))).toEqual([]);
  });

  test('and one that did would be found: each of the values, in a line as somebody might write it', () => {
    for (const value of personal) {
      const leaking = JSON.stringify({ level: 'info', event: 'request', note: `by ${value} at the lift` });
      expect(leaks([...lines, leaking], [value])).toHaveLength(1);
    }
  });

  test('are one JSON object per line, and one line for every request', () => {
    const read = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(read.every(({ level, time, event }) => level && time && event)).toBe(true);
    const requests = read.filter(({ event }) => event === 'request');
    expect(requests.length).toBeGreaterThan(60);
    for (const request of requests)
      expect(Object.keys(request).sort()).toEqual(
        expect.arrayContaining(['endpoint', 'method', 'ms', 'requestId', 'status']),
      );
    const submit = requests.find(({ endpoint }) => endpoint === `/api${recordApi.submit.path}`);
    expect(submit).toMatchObject({ method: 'POST', status: 200, role: 'technician' });
    expect(requests.find(({ endpoint }) => endpoint === '/api/uploads/:fileId')).toBeDefined();
  });

  test('name a refusal by its code, and keep the number that a trusted proxy gave', () => {
    const malformed = lines.find((line) => line.includes(requestOfProxy));
    expect(JSON.parse(malformed ?? '{}')).toMatchObject({ status: 400, code: 'kernel.body_malformed' });
    const guess = lines.find((line) => line.includes('"/api/codes/:token"') && line.includes('404'));
    expect(JSON.parse(guess ?? '{}')).toMatchObject({ code: expect.stringMatching(/^code\./) });
  });

  test('the framework speaks in the same lines', () => {
    const events = lines.map((line) => (JSON.parse(line) as { event: string }).event);
    expect(events).toContain('framework');
    expect(events).toContain('stopped');
  });
});
