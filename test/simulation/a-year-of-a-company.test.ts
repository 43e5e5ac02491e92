import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ledgerApi } from '@lifttrust/shared-types/ledger/ledger.contract';
import { onBothDatabases, type TestService } from '../../cloud/src/kernel/testing/service';
import { Checkpointer } from '../../cloud/src/ledger/checkpointer';
import { cityFile } from '../fixture/city-file';
import { good } from '../fixture/uploads';
import { cityCalendar, daysOfYear, firstDay } from './calendar';
import { inWords } from './difference';
import { happened, summaryOf } from './summary';
import { dayAfter } from './time';
import { Year } from './year';

const root = join(__dirname, '..', '..');
/**
 * In the gate the year ends after so many days: quarters have come round by then, and everything has come between that
 * a year has in store. A whole year of twenty lifts takes some minutes on each database; `npm run simulate` has them.
 */
const eventfulDays = 64;
const asked = (name: string, otherwise: number) =>
  Number(process.env[`LIFTTRUST_SIMULATE_${name}`] ?? otherwise);
const isLong = process.env.LIFTTRUST_SIMULATE_LIFTS !== undefined;
const [lifts, seed] = [asked('LIFTS', 20), asked('SEED', 20_320_101)];
const days = asked('DAYS', isLong ? daysOfYear : eventfulDays);

onBothDatabases((start) => {
  let service: TestService;
  let year: Year;

  beforeAll(async () => {
    service = await start({ LIFTTRUST_CITY_FILE: cityFile({ calendar: cityCalendar }) });
    const packing = isLong
      ? { packUntil: dayAfter(firstDay, days), verifyEach: 3 }
      : { packUntil: '2032-02-20', verifyEach: 5 };
    let told = 0;
    const progress = (day: string, visits: number) => {
      if (!isLong) return;
      if (day.endsWith('-01')) process.stderr.write(`${day}: ${visits} visits\n`);
      const news = year.comparison.differences.slice(told, told + 20);
      for (const difference of news) process.stderr.write(`${inWords(difference)}\n`);
      told = year.comparison.differences.length;
    };
    year = await Year.of(service, { lifts, seed, days, ...packing, progress });
    await year.run();
  }, 6 * 3_600_000);
  afterAll(() => service?.stop());

  test('every due day, counter, warning, signature and deadline of the year is what the law says', () => {
    const { differences, compared } = year.comparison;
    if (isLong) process.stderr.write(`${summaryOf(year)}\n`);
    expect(compared).toBeGreaterThan(lifts * days);
    expect(differences.slice(0, 60).map(inWords)).toEqual([]);
  });

  test('the year held what a year holds: silence, returns, doubts, late uploads, overdue lifts', () => {
    // Few lifts have few owners, and not everything happens to them.
    if (days < eventfulDays || lifts < 16) return;
    const { visits, transfers } = year.diary;
    expect(visits.length).toBeGreaterThan((lifts * days) / 18);
    expect(transfers).toHaveLength(2);
    const missing = Object.entries(happened(year)).filter(([, often]) => often === 0);
    expect(missing).toEqual([]);
  });

  test('the log of the whole year is sound', async () => {
    await (await service.get(Checkpointer)).checkpoint();
    const { publicKey } = good(await service.call(ledgerApi.checkpoint, {}));
    const places = ['checkpoints', 'objects'].flatMap((name) => [`--${name}`, join(service.folder, name)]);
    const verified = spawnSync(
      'node',
      ['cloud/scripts/verify.mjs', '--database', service.databaseAddress, ...places, '--key', publicKey],
      { cwd: root, encoding: 'utf8' },
    );
    expect({ status: verified.status, text: verified.stdout }).toMatchObject({ status: 0 });
  }, 600_000);
});
