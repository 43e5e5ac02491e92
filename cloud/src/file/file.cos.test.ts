import { photograph, sha256 } from '../../../test/fixture/evidence';
import { announce, good } from '../../../test/fixture/uploads';
import type { CosSimulator } from '../../../test/simulators/cos';
import { systemCtx } from '../kernel/actor';
import { AuditEntry } from '../kernel/audit-entry.entity';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';
import { FileCopies } from './file.copies';
import { FileService } from './file.service';
import { evidenceKey, incomingKey, sealedKey } from './object.keys';
import { copyBucket, cosEnvironment, mainBucket, openCos, wellAgain } from './testing/cloud-storage';
import { Senders, takingIn } from './testing/taking-in';

onBothDatabases((start) => {
  let cos: CosSimulator;
  let service: TestService;
  let senders: Senders;
  beforeAll(async () => {
    cos = await openCos();
    service = await start(cosEnvironment(cos));
    senders = await Senders.at(service);
  });
  afterAll(async () => {
    await service.stop();
    await cos.close();
  });

  const keysOf = (bucket: string, folder: string) =>
    [...cos.bucket(bucket).objects.keys()].filter((key) => key.startsWith(folder));

  takingIn(() => senders);

  test('bytes go straight to the bucket, with a form for this one file and without the session', async () => {
    const bytes = await photograph();
    const { fileId, upload, expiresAt } = await senders.announced(bytes);
    expect(upload.url).toBe(`http://${cos.domain.replace('{Bucket}', mainBucket)}/`);
    expect(upload.fields).toMatchObject({ key: incomingKey(fileId), 'Content-Type': 'image/jpeg' });
    const policy = JSON.parse(Buffer.from(upload.fields.policy ?? '', 'base64').toString());
    expect(policy.conditions).toContainEqual(['content-length-range', bytes.length, bytes.length]);
    expect(Date.parse(policy.expiration)).toBe(expiresAt);
    expect(JSON.stringify(upload)).not.toContain('example-secret-key');
  });

  test('evidence is kept under its hash, locked for four years, and what was sent is cleared away', async () => {
    const bytes = await photograph();
    const fileId = await senders.stored(bytes);
    await senders.settle();
    const evidence = cos.bucket(mainBucket).read(evidenceKey(sha256(bytes)));
    expect(evidence.bytes.equals(bytes)).toBe(true);
    expect(evidence.contentType).toBe('image/jpeg');
    const days = ((evidence.retainUntil ?? 0) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(4 * 365);
    expect(keysOf(mainBucket, incomingKey(fileId))).toEqual([]);
  });

  test('every file but faces lies in a second bucket soon after, locked there, too', async () => {
    const bytes = await photograph();
    const fileId = await senders.stored(bytes);
    await senders.settle();
    const row = await senders.rowOf(fileId);
    expect(row.copiedAt).not.toBeNull();
    const copy = cos.bucket(copyBucket).read(evidenceKey(sha256(bytes)));
    expect(copy.bytes.equals(bytes)).toBe(true);
    expect(copy.retainUntil).not.toBeNull();
    expect(cos.bucket(copyBucket).objects.has(row.watermarkKey ?? '')).toBe(true);
    expect(keysOf(copyBucket, 'sealed/')).toEqual([]);
    const { manager } = (await service.get(Database)).reader;
    expect(await manager.countBy(AuditEntry, { action: 'file.copied', subjectId: fileId })).toBe(1);
  });

  test('how many files have one copy only is known at any time', async () => {
    const copies = await service.get(FileCopies);
    await senders.settle();
    expect(await copies.singleCopies()).toEqual({ files: 0, oldestAt: null });
    cos.fail('ServiceUnavailable', ({ bucket }) => bucket === copyBucket);
    const fileId = await senders.stored(await photograph());
    await senders.settle();
    const receivedAt = (await senders.rowOf(fileId)).receivedAt;
    expect(await copies.singleCopies()).toEqual({ files: 1, oldestAt: receivedAt });
    await wellAgain(cos, service);
    (await service.get(Clock)).shift(60_000);
    await senders.settle();
    expect(await copies.singleCopies()).toEqual({ files: 0, oldestAt: null });
  });

  test('files of the time before there was a second place are copied bit by bit', async () => {
    const ids = [await senders.stored(await photograph()), await senders.stored(await photograph())];
    await senders.settle();
    cos.bucket(copyBucket).objects.clear();
    const { manager } = (await service.get(Database)).writer;
    for (const id of ids) await manager.query('UPDATE stored_file SET copied_at = NULL WHERE id = ?', [id]);
    const copies = await service.get(FileCopies);
    await copies.startBacklog(systemCtx((await service.get(Clock)).now()));
    await senders.settle();
    expect(await copies.singleCopies()).toEqual({ files: 0, oldestAt: null });
    expect(keysOf(copyBucket, 'evidence/')).toHaveLength(2);
  });

  test('a face is deleted after it was judged, even when the store was away just then', async () => {
    const { own, visitId } = senders;
    const bytes = await photograph();
    const frame = { purpose: 'challenge_frame' as const, visitId, bytes };
    const { fileId, upload } = good(await announce(service, own.lead, frame));
    await senders.send(upload, bytes);
    good(await senders.report(fileId));
    await senders.settle();
    const [key] = keysOf(mainBucket, sealedKey(fileId));
    expect(
      cos
        .bucket(mainBucket)
        .read(key ?? '')
        .bytes.includes(bytes.subarray(0, 64)),
    ).toBe(false);

    cos.fail('ServiceUnavailable');
    const [work, files, clock] = [
      await service.get(UnitOfWork),
      await service.get(FileService),
      await service.get(Clock),
    ];
    await work.run(systemCtx(clock.now()), (tx) => files.forget(tx, fileId));
    await senders.settle();
    await expect(files.readBytes(fileId)).rejects.toMatchObject({ code: 'file.absent' });
    expect(keysOf(mainBucket, sealedKey(fileId))).toHaveLength(1);
    await wellAgain(cos, service);
    clock.shift(60_000);
    await senders.settle();
    expect(keysOf(mainBucket, sealedKey(fileId))).toEqual([]);
  });
});
