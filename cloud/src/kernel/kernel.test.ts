import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { Clock } from './clock';
import { env, useEnv } from './env';
import { onBothDatabases, type TestService } from './testing/service';

onBothDatabases((start) => {
  let service: TestService;
  beforeAll(async () => {
    service = await start();
  });
  afterAll(() => service.stop());

  test('an unknown address is a 404 with a Chinese sentence', async () => {
    const response = await fetch(`${service.url}/api/nothing`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      error: { code: 'kernel.no_such_path', kind: 'not_found' },
    });
  });

  test('nobody signs in through a platform that is not connected', async () => {
    const answer = await service.call(sessionApi.start, {
      channel: 'wechat',
      code: 'x',
      device: { id: 'device-1' },
    });
    expect(answer.status).toBe(422);
    expect(answer.error?.code).toBe('session.channel_not_connected');
  });

  test('nothing moves the clock of a service in production', async () => {
    const [before, clock] = [env(), await service.get(Clock)];
    useEnv({ ...before, mode: 'production' });
    expect(() => clock.shift(60_000)).toThrow('cannot be moved');
    useEnv(before);
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(30_000);
  });
});
