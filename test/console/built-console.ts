import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { alone } from '../fixture/build-lock';

const root = resolve(__dirname, '../..');
const sources = ['console/src', 'console/index.html', 'console/vite.config.ts', 'shared-types/src'];

/** The folder that the service serves: a console as it is delivered, without the sandbox. */
export const webFolder = join(root, '.cache/test-web');
export const consoleFolder = join(webFolder, 'console');

function newest(path: string): number {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return path.endsWith('.test.ts') ? 0 : mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Builds the console unless what lies there is newer than everything it is made of. */
export const ensureConsole = (): void => alone(buildWhereOld);

function buildWhereOld(): void {
  const made = join(consoleFolder, 'index.html');
  const fresh = Math.max(...sources.map((source) => newest(join(root, source))));
  if (existsSync(made) && statSync(made).mtimeMs >= fresh) return;
  const target = ['--outDir', consoleFolder, '--emptyOutDir'];
  execFileSync('npm', ['run', '--silent', '-w', 'console', 'build', '--', ...target], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', VITE_SANDBOX: '' },
    stdio: 'pipe',
  });
}
