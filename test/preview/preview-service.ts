import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from '../fixture/free-port.cjs';

const root = resolve(__dirname, '../..');

/** The preview as `npm start` runs it, on an empty folder of its own. */
export class PreviewService {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    readonly url: string,
  ) {}

  /** @param parameters what the demo city decides otherwise in this test */
  static async start(parameters: object = {}): Promise<PreviewService> {
    const folder = mkdtempSync(join(tmpdir(), 'lifttrust-preview-'));
    symlinkSync(join(root, '.cache/sample-faces'), join(folder, 'sample-faces'));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const env = {
      ...process.env,
      NODE_ENV: 'development',
      LIFTTRUST_PORT: String(port),
      LIFTTRUST_DATA_DIR: folder,
      LIFTTRUST_KEY_DIR: join(folder, 'keys'),
      LIFTTRUST_CHECKPOINT_DIR: join(folder, 'checkpoints'),
      LIFTTRUST_WEB_DIR: join(root, '.cache/preview'),
      LIFTTRUST_CITY_FILE: quickCity(folder, parameters),
      LIFTTRUST_PUBLIC_URL: url,
    };
    const child = spawn(process.execPath, [join(root, 'cloud/dist/sandbox/main.js')], {
      env,
      stdio: 'ignore',
    });
    const service = new PreviewService(child, folder, url);
    await service.ready();
    return service;
  }

  private async ready(): Promise<void> {
    for (let attempt = 0; attempt < 300; attempt += 1) {
      const people = await fetch(`${this.url}/sandbox/people`).catch(() => null);
      if (people?.ok) return;
      if (this.child.exitCode !== null) break;
      await new Promise((wake) => setTimeout(wake, 200));
    }
    throw new Error('the preview did not start');
  }

  async stop(): Promise<void> {
    const gone = new Promise((done) => this.child.once('exit', done));
    this.child.kill('SIGINT');
    await gone;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The demo city, where a visit may take seconds: nobody waits two minutes in a test. */
function quickCity(folder: string, parameters: object): string {
  const city = JSON.parse(readFileSync(join(root, 'cloud/sandbox/city.json'), 'utf8'));
  const short = { half_month: 0.01, quarter: 0.01, half_year: 0.01, year: 0.01 };
  const file = join(folder, 'city.json');
  writeFileSync(
    file,
    JSON.stringify({ ...city, parameters: { ...city.parameters, durationMinutes: short, ...parameters } }),
  );
  return file;
}
