import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { demoOrganisations, demoPeople } from '../../cloud/sandbox/people';
import { marker } from '../../cloud/sandbox/sandbox.sign-in';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';

const root = join(__dirname, '..', '..');

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe('the service as delivered', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lifttrust-artefact-'));
    // The same folders, by the same compiler, as the production build (cloud/scripts/build.mjs).
    const parts = ['cloud/src', 'cloud/migrations', 'shared-types/src'];
    const lines = parts.map((part) => `compileFolder('${part}', '${join(folder, part)}');`);
    const script = `import { compileFolder } from './cloud/scripts/compile.mjs'; ${lines.join(' ')}`;
    execFileSync('node', ['--input-type=module', '-e', script], { cwd: root });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('holds no sandbox, no simulated phone and no invented person', () => {
    const words = [
      marker,
      'lifttrust-simulated-phone',
      ...demoPeople.map((person) => person.name),
      ...demoOrganisations.map((organisation) => organisation.name),
    ];
    const tainted = filesBelow(folder).flatMap((file) => {
      // Source maps repeat the sources; what runs is before them.
      const [code = ''] = readFileSync(file, 'utf8').split('//# sourceMappingURL=');
      return words
        .filter((word) => code.includes(word))
        .map((word) => `${file.slice(folder.length)}: ${word}`);
    });
    expect(tainted).toEqual([]);
  });

  test('is built without the preview’s folder', () => {
    const build = readFileSync(join(root, 'cloud/scripts/build.mjs'), 'utf8');
    expect(build).toContain("rmSync(join(root, 'cloud/dist/sandbox')");
    expect(readFileSync(join(root, 'cloud/bootstrap.js'), 'utf8')).not.toContain('sandbox/');
  });
});

describe('the service without the preview beside it', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService('sqlite');
  });
  afterAll(() => service.stop());

  test('signs nobody in by a person’s key', async () => {
    const answer = await service.call(sessionApi.start, {
      channel: 'sandbox',
      code: 'chen',
      device: { id: 'some-device' },
    });
    expect(answer.status).toBe(422);
    expect(answer.error?.code).toBe('session.channel_not_connected');
  });

  test.each(['/', '/sandbox/people', '/sandbox/codes', '/sandbox/chat/zheng'])(
    'answers %s as any unknown address',
    async (path) => {
      expect((await fetch(service.url + path)).status).toBe(404);
    },
  );
});
