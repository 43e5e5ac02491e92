import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onBothDatabases, type TestService } from './testing/service';

onBothDatabases((start) => {
  let service: TestService;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lifttrust-web-'));
    await mkdir(join(folder, 'console'));
    await writeFile(join(folder, 'console', 'index.html'), '<title>后台</title>');
    service = await start({ LIFTTRUST_WEB_DIR: folder });
  });
  afterAll(async () => {
    await service.stop();
    await rm(folder, { recursive: true });
  });

  test('the console’s own routes are its page', async () => {
    const answer = await fetch(`${service.url}/console/lifts`);
    expect([answer.status, await answer.text()]).toEqual([200, '<title>后台</title>']);
  });

  test.each(['/console/%E0%A4%A', '/console/%ff', '/app/dd/%'])(
    'the unreadable address %s is an address that does not exist, not a fault of the service',
    async (path) => {
      const answer = await fetch(service.url + path);
      expect(answer.status).toBe(404);
    },
  );
});
