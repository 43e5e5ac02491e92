import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentNames } from '../../cloud/src/kernel/env';
import { readYaml, type Yaml } from './read-yaml';

const root = join(__dirname, '..', '..');
const text = readFileSync(join(root, 'compose.yaml'), 'utf8');
const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
const compose = readYaml(text);

const at = (value: Yaml | undefined, ...path: string[]): Yaml | undefined =>
  path.reduce<Yaml | undefined>(
    (inner, name) => (typeof inner === 'object' && !Array.isArray(inner) ? inner?.[name] : undefined),
    value,
  );
const namesIn = (value: Yaml | undefined): string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
const list = (value: Yaml | undefined): Yaml[] => (Array.isArray(value) ? value : []);
const services = namesIn(at(compose, 'services'));

/** No Docker engine runs where the tests run; what can be said about these files without one is said here. */
describe('compose.yaml', () => {
  test('names MariaDB, Redis and the service, each with a health check and a way to start again', () => {
    expect(services).toEqual(['service', 'database', 'redis']);
    for (const name of services) {
      expect(list(at(compose, 'services', name, 'healthcheck', 'test'))[0]).toBe('CMD');
      expect(at(compose, 'services', name, 'restart')).toBe('unless-stopped');
    }
  });

  test('sets only variables that the service knows', () => {
    const known = new Set([...environmentNames, ...environmentNames.map((name) => `${name}_FILE`)]);
    const set = namesIn(at(compose, 'services', 'service', 'environment'));
    expect(set.length).toBeGreaterThan(8);
    expect(set.filter((name) => !known.has(name))).toEqual([]);
    const inImage = [...dockerfile.matchAll(/\b(LIFTTRUST_\w+)=/g)].map((match) => match[1] ?? '');
    expect(inImage.filter((name) => !known.has(name))).toEqual([]);
  });

  test('holds no password: secrets are files, and what must be said has no default', () => {
    expect(namesIn(at(compose, 'secrets'))).toEqual(['database_password', 'redis_password', 'metrics_token']);
    for (const name of services) {
      for (const variable of namesIn(at(compose, 'services', name, 'environment'))) {
        const value = String(at(compose, 'services', name, 'environment', variable));
        if (/PASSWORD|SECRET|TOKEN/.test(variable) && variable !== 'MARIADB_RANDOM_ROOT_PASSWORD')
          expect(value).toMatch(/^\/run\/secrets\/|^\$\{\w+:-\}$/);
      }
    }
    expect(text).not.toMatch(/:\/\/[^/\s]*:[^/\s@]+@/);
    expect(text).toContain('${LIFTTRUST_PUBLIC_URL:?');
  });

  test('publishes nothing but the service, and that on this machine only', () => {
    expect(list(at(compose, 'services', 'service', 'ports'))).toEqual(['127.0.0.1:7001:7001']);
    for (const name of ['database', 'redis']) {
      expect(at(compose, 'services', name, 'ports')).toBeUndefined();
      expect(list(at(compose, 'services', name, 'networks'))).toEqual(['inside']);
    }
    expect(at(compose, 'networks', 'inside', 'internal')).toBe(true);
  });

  test('keeps data, keys and checkpoints on volumes of their own', () => {
    const mounts = list(at(compose, 'services', 'service', 'volumes')).map(String);
    const volumes = mounts.map((mount) => mount.split(':')[0]);
    expect(volumes).toEqual(['data', 'copies', 'keys', 'checkpoints', 'backups', 'backups-copy']);
    expect(namesIn(at(compose, 'volumes'))).toEqual(expect.arrayContaining(volumes));
    for (const mount of mounts) expect(dockerfile).toContain(mount.split(':')[1]);
  });

  test('waits for whoever has been let in before it kills the service', () => {
    expect(at(compose, 'services', 'service', 'stop_grace_period')).toBe('40s');
    expect(at(compose, 'services', 'service', 'read_only')).toBe(true);
    expect(list(at(compose, 'services', 'service', 'cap_drop'))).toEqual(['ALL']);
  });
});

describe('the image', () => {
  const stages = dockerfile.split(/^FROM /m).slice(1);

  test('is built from one release of Node, and its last stage holds no build tools', () => {
    expect(stages.map((stage) => stage.split(/\s/)[0])).toEqual(Array(3).fill('node:20-bookworm-slim'));
    const last = stages.at(-1) ?? '';
    expect(last).not.toMatch(/npm (ci|install|run)/);
    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/^HEALTHCHECK /m);
    expect(last).toContain('CMD ["node", "cloud/bootstrap.js"]');
  });

  test('knows every workspace of the lockfile, or npm would refuse it', () => {
    const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      workspaces: string[];
    };
    for (const stage of stages.slice(0, 2))
      for (const workspace of workspaces)
        expect(stage).toContain(`COPY ${workspace}/package.json ${workspace}/`);
  });

  test('is built without secrets, data and the preview', () => {
    const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n');
    for (const name of ['.git', 'secrets', 'data*', '**/node_modules']) expect(ignored).toContain(name);
    expect(stages.at(-1)).not.toContain('sandbox');
  });
});

test('docs/operations.md names every variable there is', () => {
  const page = readFileSync(join(root, 'docs/operations.md'), 'utf8');
  expect(environmentNames.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
