import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ledgerApi } from '@lifttrust/shared-types/ledger/ledger.contract';
import { isConsistent } from '@lifttrust/shared-types/proof/proof.merkle';
import { Receipt } from '@lifttrust/shared-types/record/record.contract';
import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { supervisionApi } from '@lifttrust/shared-types/supervision/supervision.contract';
import { demoDistrict } from '../fixture/demo-district';
import type { District } from '../fixture/district';
import type { Command } from '../fixture/journal';
import { readyToSubmit, verifiedLog } from '../fixture/sealed-log';
import { ServiceProcess } from '../fixture/service-process';
import { good } from '../fixture/uploads';

const day = 86_400_000;
const jumps = process.env.LIFTTRUST_LONG === '1' ? [0, day, 0, 2 * day, day, 0, day] : [0, day, 0];
const rest = (ms: number) => new Promise((wake) => setTimeout(wake, ms));

describe.each(['sqlite', 'mariadb'] as const)(
  'on %s, a server whose clock is set by a day and back',
  (kind) => {
    const folder = mkdtempSync(join(tmpdir(), 'lifttrust-clock-'));
    const file = join(folder, 'offset');
    let service: ServiceProcess;
    let district: District;
    let submissions: Command[];
    const receipts: Receipt[] = [];

    beforeAll(async () => {
      writeFileSync(file, '0');
      service = await ServiceProcess.prepare(kind, {
        NODE_OPTIONS: `--require ${join(__dirname, '../fixture/clock-that-jumps.cjs')}`,
        LIFTTRUST_TEST_CLOCK: file,
      });
      await service.start();
      const demo = await demoDistrict(service);
      district = demo.district;
      submissions = await readyToSubmit(service, demo, jumps.length);
    }, 240_000);
    afterAll(async () => {
      await service.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    async function setClock(offset: number): Promise<void> {
      writeFileSync(file, String(offset));
      service.signal('SIGUSR2');
      await rest(200);
    }

    const leadSignIn = () => ({
      channel: 'sandbox' as const,
      code: 'chen',
      device: { id: district.lead.deviceId },
    });

    test('sealing goes on at every jump', async () => {
      for (const [index, { endpoint, input, who, requestKey }] of submissions.entries()) {
        await setClock(jumps[index] ?? 0);
        // A day later everybody has to sign in again, which is as it should be.
        const { token } = good(await service.call(sessionApi.start, leadSignIn()));
        const answer = await service.call(endpoint, input as never, { ...who, token, requestKey });
        expect([answer.error, answer.status]).toEqual([undefined, 200]);
        receipts.push(Receipt.parse((answer.data as { receipt: unknown }).receipt));
        // Each is numbered before the next is sealed, and lies under a checkpoint of its own.
        const verified = await verifiedLog(service, index + 1);
        expect(verified.status).toBe(0);
      }
      const times = receipts.map(({ at }) => at);
      expect(times).not.toEqual([...times].sort((a, b) => a - b));
    }, 240_000);

    test('the order of the log is that in which entries were sealed, whatever their times say', async () => {
      await setClock(0);
      const { liftId } = district;
      const regulator = good(
        await service.call(sessionApi.start, {
          ...leadSignIn(),
          code: 'zhou',
          device: { id: 'desk-of-zhou' },
        }),
      );
      const { events } = good(await service.call(supervisionApi.timeline, { liftId }, regulator));
      const sealed = events.filter(({ kind: what }) => what === 'record.submitted').reverse();
      expect(sealed.map(({ hash }) => hash)).toEqual(receipts.map(({ entryHash }) => entryHash));
    });

    test('each checkpoint begins with the one before it', async () => {
      const { checkpoint } = good(await service.call(ledgerApi.checkpoint, {}));
      const exported = join(service.folder, 'checkpoints', checkpoint?.logId ?? '');
      const all = readdirSync(exported)
        .sort()
        .map((name) => JSON.parse(readFileSync(join(exported, name), 'utf8')));
      expect(all.length).toBeGreaterThan(1);
      for (const [index, newer] of all.entries()) {
        const older = all[index - 1];
        if (!older) continue;
        const { path } = good(
          await service.call(ledgerApi.consistency, { from: older.size, to: newer.size }),
        );
        expect(isConsistent(older, newer, path)).toBe(true);
      }
    });

    test('each jump stands in the service’s output', () => {
      const noted = service.said.join('').match(/clock\.jumped/g) ?? [];
      expect(noted.length).toBeGreaterThanOrEqual(jumps.length - 1);
    });
  },
);
