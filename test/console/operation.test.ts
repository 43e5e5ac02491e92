import { systemCtx } from '../../cloud/src/kernel/actor';
import { Clock } from '../../cloud/src/kernel/clock';
import { newId } from '../../cloud/src/kernel/new-id';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { UnitOfWork } from '../../cloud/src/kernel/unit-of-work';
import { BackupRunRow } from '../../cloud/src/operation/backup-run.entity';
import { cityFile } from '../fixture/city-file';
import { type StaffedDistrict, twoDistricts } from '../fixture/district';
import { keepBothPictures } from '../fixture/keep-picture';
import { ensureConsole, webFolder } from './built-console';
import { ConsoleDesk } from './console-desk';

const minutes = 60_000;
const dayMs = 86_400_000;
let service: TestService;
let own: StaffedDistrict;
let desk: ConsoleDesk;

beforeAll(async () => {
  ensureConsole();
  service = await startService('sqlite', {
    LIFTTRUST_WEB_DIR: webFolder,
    LIFTTRUST_CITY_FILE: cityFile({ twoFactor: { roles: [] } }),
  });
  ({ own } = await twoDistricts(service));
  desk = await ConsoleDesk.open(service);
}, 5 * minutes);

afterAll(async () => {
  await desk?.close();
  await service?.stop();
});

/** What the commands leave behind (cloud/scripts/backup/note.mjs). */
async function ran(kind: string, daysAgo: number, facts: BackupRunRow['facts'], isGood = true) {
  const at = (await service.get(Clock)).now() - daysAgo * dayMs;
  const row = { id: newId(), kind, at, endedAt: at + 95_000, isGood, facts };
  await (await service.get(UnitOfWork)).run(systemCtx(at, 'fixture'), (tx) =>
    tx.manager.insert(BackupRunRow, row),
  );
}

test(
  'a city that has never backed up reads so at once, with what the rules want',
  async () => {
    const page = await desk.sit(own.regulator.token, '/backups');
    await page.getByText('备份没有设两处').waitFor();
    await page.getByText('还没有一次正常的备份。').waitFor();
    await page.getByText('备份能不能恢复，没有试过').waitFor();
    await page.getByText('还没有备份过').waitFor();
    await keepBothPictures(page, 'console-backups-empty');
  },
  2 * minutes,
);

test(
  'whoever answers for the data sees the last runs, what went wrong, and how much a disaster would cost',
  async () => {
    await ran('drill', 20, { size: 4_812, records: 1_204, rpoMs: 3 * 3_600_000, rtoMs: 11 * 60_000 });
    await ran('backup', 3, { size: 5_020, records: 1_256 });
    await ran('backup', 1, { troubles: ['第 2 处写不进去：磁盘已满。'] }, false);
    const page = await desk.sit(own.regulatorAdmin.token, '/backups');
    await page.getByText('已超过两天').waitFor();
    const rows = page.locator('tbody tr.ant-table-row');
    await rows.nth(2).waitFor();
    await rows.nth(0).getByText('有问题').waitFor();
    await rows.nth(0).getByText('第 2 处写不进去：磁盘已满。').waitFor();
    await rows.nth(2).getByText('3 小时').waitFor();
    await rows.nth(2).getByText('11 分钟').waitFor();
    expect(await page.getByText('备份能不能恢复，没有试过').count()).toBe(0);
    await keepBothPictures(page, 'console-backups-runs');
    await page.goto(`${service.url}/console/backups?kind=drill`);
    await rows.first().getByText('恢复演练').waitFor();
    await page.locator('tbody tr.ant-table-row >> nth=1').waitFor({ state: 'detached' });
    expect(await rows.count()).toBe(1);
    expect(desk.complaints).toEqual([]);
  },
  2 * minutes,
);
