import { Database } from '../../cloud/src/kernel/database';
import { newId } from '../../cloud/src/kernel/new-id';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { AcceptedLoss } from '../../cloud/src/ledger/accepted-loss.entity';
import { BackupRunRow } from '../../cloud/src/operation/backup-run.entity';
import { type StaffedDistrict, twoDistricts } from '../fixture/district';
import { keepBothPictures } from '../fixture/keep-picture';
import { ensureConsole, webFolder } from './built-console';
import { ConsoleDesk } from './console-desk';

const minutes = 60_000;
let service: TestService;
let own: StaffedDistrict;
let desk: ConsoleDesk;

beforeAll(async () => {
  ensureConsole();
  service = await startService('sqlite', { LIFTTRUST_WEB_DIR: webFolder });
  ({ own } = await twoDistricts(service));
  desk = await ConsoleDesk.open(service);
}, 5 * minutes);

afterAll(async () => {
  await desk?.close();
  await service?.stop();
});

test(
  'a regulator reads in front of all runs what a restore could not bring back, who accepted it and why',
  async () => {
    const { manager } = (await service.get(Database)).writer;
    const at = Date.parse('2026-11-20T08:30:00+08:00');
    const facts = { backup: '20261120T000000Z-a1b2c3', size: 24_000, records: 11_800 };
    await manager.insert(BackupRunRow, {
      ...{ id: newId(), kind: 'restore', at, endedAt: at + 300_000, isGood: true, facts },
    });
    await manager.insert(AcceptedLoss, {
      ...{ statement: 'a'.repeat(64), entryHash: 'b'.repeat(64), fromSeq: 24_001, toSeq: 24_310, at },
      ...{ acceptedBy: '数据管理员某', reason: '机房进水，之后没有备份。', backup: facts.backup },
    });
    const page = await desk.sit(own.regulator.token, '/backups');
    await page.getByText(/恢复时认下了一段丢失：存证第 24,001 号至第 24,310 号/).waitFor();
    await page.getByText(/决定人：数据管理员某。理由：机房进水，之后没有备份。/).waitFor();
    await keepBothPictures(page, 'console-backups');
    expect(desk.complaints).toEqual([]);
  },
  2 * minutes,
);
