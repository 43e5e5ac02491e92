import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { MariadbProcess } from '../fixture/mariadb-process';

const script = join(__dirname, '..', 'fixture', 'contended-restore.mjs');

describe('a restore whose connections wait for each other', () => {
  let database: MariadbProcess;
  beforeAll(async () => {
    database = await MariadbProcess.prepare();
  }, 120_000);
  afterAll(() => database?.stop(), 60_000);

  test('does the part again that the server gave up, and no row is lost or doubled', () => {
    const told = execFileSync(process.execPath, [script, database.address], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect(JSON.parse(told)).toEqual([
      { id: 1, text: 'restored' },
      { id: 5, text: 'restored' },
      { id: 1000, text: 'before' },
    ]);
  }, 60_000);
});
