import { fileApi } from '@lifttrust/shared-types/file/file.contract';
import type { ErrorBody } from '@lifttrust/shared-types/kernel/app-error';
import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { FileCopies } from '../../cloud/src/file/file.copies';
import { evidenceKey } from '../../cloud/src/file/object.keys';
import { StoredFile } from '../../cloud/src/file/stored-file.entity';
import {
  copyBucket,
  cosEnvironment,
  mainBucket,
  openCos,
  wellAgain,
} from '../../cloud/src/file/testing/cloud-storage';
import { Senders } from '../../cloud/src/file/testing/taking-in';
import { Clock } from '../../cloud/src/kernel/clock';
import { Database } from '../../cloud/src/kernel/database';
import { type Answer, startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { sha256, signature } from '../fixture/evidence';
import { sendTo } from '../fixture/uploads';
import type { CosSimulator, CosTrouble } from '../simulators/cos';

const isLong = process.env.LIFTTRUST_LONG === '1';
const uploads = isLong ? 400 : 24;
const phones = 4;
const troubles: CosTrouble[] = [
  'cut',
  'nonsense',
  'other_bytes',
  'ServiceUnavailable',
  'SlowDown',
  'InternalError',
  'AccessDenied',
  'QuotaExceeded',
  'BadDigest',
];

const rest = (ms: number) => new Promise((wake) => setTimeout(wake, ms));

/** Two of five requests to either bucket fail, each in some way or other. */
function unreliable(cos: CosSimulator): void {
  for (const trouble of troubles) cos.fail(trouble, () => Math.random() < 0.4 / troubles.length);
}

/** Busy, or away: the phone comes back. Anything else would lose the upload. */
function mustBePassing(error: ErrorBody, ...also: string[]): void {
  if (error.kind !== 'too_many') expect(['file.store_unreachable', ...also]).toContain(error.code);
}

/** A phone with one signature to send: it keeps its keys and comes back until the report is answered. */
async function deliver({ service, own, visitId }: Senders, bytes: Buffer): Promise<string> {
  const hash = sha256(bytes);
  const file = { purpose: 'signature' as const, visitId, sha256: hash, bytes: bytes.length };
  const withKey = (step: string) => ({ ...own.lead, requestKey: `${step}-${hash.slice(0, 40)}` });
  let fileId = '';
  for (let attempt = 0; attempt < 200; attempt += 1) {
    await rest(attempt === 0 ? 0 : 100 + Math.random() * 200);
    const { data, error }: Answer<ResultOf<typeof fileApi.announce>> = fileId
      ? await service.call(fileApi.renew, { fileId }, own.lead)
      : await service.call(fileApi.announce, { ...file, contentType: 'image/png' }, withKey('announce'));
    if (error) {
      mustBePassing(error);
      continue;
    }
    fileId = data.fileId;
    const sent = await sendTo(service, own.lead, data.upload, bytes).catch(() => null);
    if (sent?.status !== 200 && !data.alreadyStored) continue;
    const reported = await service.call(fileApi.report, { fileId }, withKey('report'));
    if (!reported.error) return fileId;
    mustBePassing(reported.error, 'file.not_received');
  }
  throw new Error('the upload never got through');
}

describe('a store of which two requests in five fail', () => {
  let cos: CosSimulator;
  let service: TestService;
  let senders: Senders;
  beforeAll(async () => {
    cos = await openCos();
    service = await startService('sqlite', cosEnvironment(cos));
    senders = await Senders.at(service);
  });
  afterAll(async () => {
    await service.stop();
    await cos.close();
  });

  test(
    `of ${uploads} uploads by ${phones} phones all arrive, each once and to the byte, and lie twice in the end`,
    async () => {
      unreliable(cos);
      const waiting = await Promise.all(Array.from({ length: uploads }, () => signature()));
      const delivered = new Map<string, Buffer>();
      const phone = async () => {
        for (let bytes = waiting.pop(); bytes; bytes = waiting.pop())
          delivered.set(await deliver(senders, bytes), bytes);
      };
      await Promise.all(Array.from({ length: phones }, phone));
      await wellAgain(cos, service);
      const clock = await service.get(Clock);
      for (let turn = 0; turn < 3; turn += 1) {
        clock.shift(60 * 60_000);
        await senders.settle();
      }
      const { manager } = (await service.get(Database)).reader;
      const rows = await manager.findBy(StoredFile, { purpose: 'signature' });
      expect(rows.map(({ id }) => id).sort()).toEqual([...delivered.keys()].sort());
      expect(rows.filter(({ state }) => state !== 'stored')).toEqual([]);
      for (const [fileId, bytes] of delivered) {
        const key = evidenceKey(sha256(bytes));
        for (const bucket of [mainBucket, copyBucket])
          expect([fileId, cos.bucket(bucket).objects.get(key)?.bytes.equals(bytes)]).toEqual([fileId, true]);
      }
      expect(await (await service.get(FileCopies)).singleCopies()).toEqual({ files: 0, oldestAt: null });
      expect([...cos.bucket(mainBucket).objects.keys()].filter((key) => key.startsWith('incoming/'))).toEqual(
        [],
      );
    },
    isLong ? 30 * 60_000 : 3 * 60_000,
  );
});
