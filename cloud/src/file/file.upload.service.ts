import { faceRetention } from '@lifttrust/shared-types/face/face.retention';
import type { FileInfo, fileApi } from '@lifttrust/shared-types/file/file.contract';
import { FilePurpose } from '@lifttrust/shared-types/file/file.contract';
import { limitsOf, mayAnnounce, refuseAnnouncement } from '@lifttrust/shared-types/file/file.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf, ReplyOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { ObjectStores } from '../adapters/object-store/object-stores';
import { CityService } from '../city/city.service';
import { mustCover } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { FileCheck } from './file.check';
import { isVisitMember, visitOfFile } from './file.query';
import { whileKeeping } from './file.trouble';
import { incomingKey } from './object.keys';
import { PhotoNonce } from './photo-nonce.entity';
import { StoredFile } from './stored-file.entity';

const uploadMs = 30 * 60_000;
/** A form that was sent in its last moment may still be on its way. */
const lateMs = 10 * 60_000;
/** A picture of a face is used within minutes; what is not was sent back, or forgotten. */
const unusedFaceMs = faceRetention.unusedPictureHours * 60 * 60_000;

type Ticket = ReplyOf<typeof fileApi.announce>;
type Announced = InputOf<typeof fileApi.announce>;

const toFileInfo = (file: StoredFile): FileInfo => ({
  id: file.id,
  purpose: FilePurpose.parse(file.purpose),
  sha256: file.sha256,
  bytes: file.bytes,
  contentType: file.contentType,
  state: file.state === 'stored' ? 'stored' : file.state === 'announced' ? 'announced' : 'refused',
});

const truncated = (received: number, file: StoredFile) =>
  new AppError('invalid', 'file.truncated', `文件没有传完整（${received}/${file.bytes} 字节），请重传。`);

/**
 * Files on their way in, in two steps: announced by hash, size and nonce; then sent, read back and checked
 * (DECISIONS 12). Bytes go through the service or straight to its object store; the steps are the same.
 */
@Singleton()
export class FileUploadService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() stores: ObjectStores;
  @Inject() cityService: CityService;
  @Inject() fileCheck: FileCheck;

  async announce(input: Announced, ctx: Ctx): Promise<Ticket> {
    const actor = requireActor(ctx);
    await this.mustBeTakeable(input);
    return this.work.run(ctx, async (tx) => {
      if (input.visitId) await this.mustTakePart(tx.manager, actor, input.visitId);
      if (!mayAnnounce(actor.role, input.purpose))
        throw new AppError('forbidden', 'file.purpose_not_yours', '您的身份不能上传这类文件。');
      const file = this.announced(tx, input, actor.personId);
      if (input.purpose === 'photo') await this.spendNonce(tx, file);
      await tx.manager.insert(StoredFile, file);
      return this.ticket(tx, file);
    });
  }

  /**
   * A scan from somebody without an account: `holder.id` stands where a person would. Who holds it takes the bytes at an
   * address of their own and, in `keep`, remembers or refuses the file in the same transaction.
   */
  async announceScan(
    scan: { sha256: string; bytes: number; contentType: string },
    holder: { id: string; address: string; keep: (tx: Transaction, fileId: string) => Promise<void> },
    ctx: Ctx,
  ): Promise<Ticket> {
    const input = { ...scan, purpose: 'paper' as const };
    await this.mustBeTakeable(input);
    return this.work.run(ctx, async (tx) => {
      const file = this.announced(tx, input, holder.id);
      await holder.keep(tx, file.id);
      await tx.manager.insert(StoredFile, file);
      return this.ticket(tx, file, holder.address);
    });
  }

  /** @throws invalid with every reason; unavailable while the object store is away */
  private async mustBeTakeable(file: Parameters<typeof refuseAnnouncement>[0]): Promise<void> {
    const refusals = refuseAnnouncement(file, this.cityService.parameters);
    if (refusals.length > 0)
      throw AppError.invalid(refusals[0]?.code ?? 'file.refused', refusals[0]?.message ?? '', refusals);
    await whileKeeping(this.stores.main.ready());
  }

  private announced(tx: Transaction, input: Announced, personId: string): StoredFile {
    return tx.manager.create(StoredFile, {
      id: newId(),
      purpose: input.purpose,
      visitId: input.visitId ?? null,
      personId,
      sha256: input.sha256,
      bytes: input.bytes,
      contentType: input.contentType,
      nonce: input.nonce ?? null,
      capturedAt: input.capturedAt ?? null,
      state: 'announced',
      objectKey: '',
      watermarkKey: null,
      isSealed: limitsOf(input.purpose, this.cityService.parameters).isSealed,
      perceptualHash: null,
      refusalCode: null,
      createdAt: tx.at,
      receivedAt: null,
      uploadUntil: tx.at + uploadMs,
      copiedAt: null,
      attachedAt: null,
    });
  }

  /** A fresh address for bytes that did not arrive in time; the nonce stays spent on the same photograph. */
  async renew(fileId: string, ctx: Ctx): Promise<Ticket> {
    await whileKeeping(this.stores.main.ready());
    return this.work.run(ctx, async (tx) => {
      const file = await this.ownFile(tx.manager, fileId, requireActor(ctx).personId);
      const uploadUntil = tx.at + uploadMs;
      await tx.manager.update(StoredFile, { id: file.id, state: 'announced' }, { uploadUntil });
      return this.ticket(tx, { ...file, uploadUntil });
    });
  }

  /** Bytes as they arrive; nothing is believed about them yet. */
  async receive(
    fileId: string,
    bytes: Buffer,
    ctx: Ctx,
    holderId = requireActor(ctx).personId,
  ): Promise<void> {
    const file = await this.ownFile(this.database.reader.manager, fileId, holderId);
    if (file.state !== 'announced') return;
    if (ctx.at > (file.uploadUntil ?? file.createdAt + uploadMs))
      throw AppError.conflict('file.upload_expired', '上传地址已过期，请重新上传。');
    if (bytes.length !== file.bytes) throw truncated(bytes.length, file);
    // A half or wrong upload may be sent again until it is reported.
    const { main } = this.stores;
    const key = incomingKey(file.id);
    await whileKeeping(main.remove(key).then(() => main.put(key, bytes)));
  }

  /** Reads the object back, checks it, and keeps it for good, or refuses it with the reason. */
  async report(fileId: string, ctx: Ctx, holderId = requireActor(ctx).personId): Promise<FileInfo> {
    const file = await this.ownFile(this.database.reader.manager, fileId, holderId);
    if (file.state === 'stored') return this.work.run(ctx, async () => toFileInfo(file));
    const bytes = await this.received(file);
    if (!bytes) return this.reportedMeanwhile(fileId, ctx, holderId);
    const kept = await this.fileCheck.keep(file, bytes, ctx);
    const info = await this.work.run(ctx, async (tx) => {
      const stored = { ...kept, state: 'stored', receivedAt: tx.at };
      const { affected } = await tx.manager.update(StoredFile, { id: file.id, state: 'announced' }, stored);
      // Reported twice at once: the other one has written all this.
      if (affected === 1) {
        await tx.audit('file.stored', 'file', file.id, { purpose: file.purpose, sha256: file.sha256 });
        if (this.stores.copy) await tx.emit('file.stored', { fileId: file.id });
        if (file.isSealed && file.purpose !== 'paper')
          await tx.emit('file.face_kept', { fileId: file.id, sha256: file.sha256 }, tx.at + unusedFaceMs);
      }
      return toFileInfo({ ...file, ...stored });
    });
    // A failure does no harm: what lies there goes when the upload's address has run out, too.
    await this.stores.main.remove(incomingKey(file.id)).catch(() => undefined);
    return info;
  }

  /** The bytes are not there: because another report of the same file has just kept them, or because none came. */
  private async reportedMeanwhile(fileId: string, ctx: Ctx, holderId: string): Promise<FileInfo> {
    const file = await this.ownFile(this.database.writer.manager, fileId, holderId);
    if (file.state === 'stored') return this.work.run(ctx, async () => toFileInfo(file));
    throw AppError.conflict('file.not_received', '还没有收到文件内容，请重新上传。');
  }

  private async received(file: StoredFile): Promise<Buffer | null> {
    const { main } = this.stores;
    const key = incomingKey(file.id);
    const there = await whileKeeping(main.head(key));
    // Looked at before it is read: whoever could write there could write gigabytes.
    if (there && there.bytes !== file.bytes) throw truncated(there.bytes, file);
    return there && whileKeeping(main.get(key));
  }

  private async ticket(tx: Transaction, file: StoredFile, at = '/api/uploads'): Promise<Ticket> {
    const { id: fileId, bytes, contentType } = file;
    const until = file.uploadUntil ?? tx.at + uploadMs;
    const alreadyStored = file.state === 'stored';
    const wish = { fileId, key: incomingKey(fileId), bytes, contentType, from: tx.at, until };
    const direct = alreadyStored ? null : this.stores.main.grant(wish);
    const upload = direct ?? { url: `${at}/${fileId}`, name: 'file', fields: {} };
    // Whatever comes and is never reported goes again: among it are faces, not yet encrypted.
    if (!alreadyStored) await tx.emit('file.gone', { keys: [wish.key], fileId, until }, until + lateMs);
    return { fileId, upload, expiresAt: until, alreadyStored };
  }

  private async ownFile(manager: EntityManager, fileId: string, personId: string): Promise<StoredFile> {
    const file = await manager.findOneBy(StoredFile, { id: fileId, personId });
    if (!file || file.state === 'deleted') throw AppError.notFound();
    return file;
  }

  private async mustTakePart(manager: EntityManager, actor: Actor, visitId: string): Promise<void> {
    const visit = await visitOfFile(manager, visitId);
    const isMember = await isVisitMember(manager, visitId, actor.personId);
    // A station's people freed somebody from a lift that is not theirs.
    if (!(actor.role === 'rescuer' && visit && isMember)) mustCover(actor, visit);
    if (actor.role !== 'technician') return;
    if (!isMember) throw AppError.notFound();
    if (!visit?.isOpen) throw AppError.conflict('visit.closed', '这次维保已经结束，不能再添加文件。');
  }

  private async spendNonce(tx: Transaction, file: StoredFile): Promise<void> {
    const spent =
      file.nonce && file.visitId
        ? await tx.manager
            .createQueryBuilder()
            .update(PhotoNonce)
            .set({ fileId: file.id })
            .where('nonce = :nonce AND visit_id = :visitId AND person_id = :personId AND file_id IS NULL', {
              nonce: file.nonce,
              visitId: file.visitId,
              personId: file.personId,
            })
            .execute()
        : null;
    if (spent?.affected !== 1) {
      throw AppError.conflict('file.nonce_refused', '照片凭证无效或已用过。请刷新这次维保后重新拍摄。');
    }
  }
}
