import type { FileInfo, fileApi } from '@lifttrust/shared-types/file/file.contract';
import { FilePurpose } from '@lifttrust/shared-types/file/file.contract';
import { limitsOf, refuseAnnouncement } from '@lifttrust/shared-types/file/file.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { LocalObjectStore } from '../adapters/object-store/local';
import { CityService } from '../city/city.service';
import { mustCover } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { FileCheck } from './file.check';
import { isVisitMember, visitOfFile } from './file.query';
import { PhotoNonce } from './photo-nonce.entity';
import { StoredFile } from './stored-file.entity';

const uploadMs = 30 * 60_000;

export const toFileInfo = (file: StoredFile): FileInfo => ({
  id: file.id,
  purpose: FilePurpose.parse(file.purpose),
  sha256: file.sha256,
  bytes: file.bytes,
  contentType: file.contentType,
  state: file.state === 'stored' ? 'stored' : file.state === 'announced' ? 'announced' : 'refused',
});

/** Files in two steps: announced by hash, size and nonce; then received, read back and checked (DECISIONS 12). */
@Singleton()
export class FileService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() store: LocalObjectStore;
  @Inject() cipher: Cipher;
  @Inject() cityService: CityService;
  @Inject() fileCheck: FileCheck;

  async announce(input: InputOf<typeof fileApi.announce>, ctx: Ctx) {
    const actor = requireActor(ctx);
    const refusals = refuseAnnouncement(input, this.cityService.parameters);
    if (refusals.length > 0)
      throw AppError.invalid(refusals[0]?.code ?? 'file.refused', refusals[0]?.message ?? '', refusals);
    return this.work.run(ctx, async (tx) => {
      if (input.visitId) await this.mustTakePart(tx.manager, actor, input.visitId);
      const file = tx.manager.create(StoredFile, {
        id: newId(),
        purpose: input.purpose,
        visitId: input.visitId ?? null,
        personId: actor.personId,
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
      });
      if (input.purpose === 'photo') await this.spendNonce(tx, file);
      await tx.manager.insert(StoredFile, file);
      const upload = { url: `/api/uploads/${file.id}`, name: 'file', fields: {} };
      return { fileId: file.id, upload, expiresAt: tx.at + uploadMs, alreadyStored: false };
    });
  }

  /** Bytes as they arrive; nothing is believed about them yet. */
  async receive(fileId: string, bytes: Buffer, ctx: Ctx): Promise<void> {
    const file = await this.ownFile(this.database.reader.manager, fileId, ctx);
    if (file.state !== 'announced') return;
    if (ctx.at > file.createdAt + uploadMs)
      throw AppError.conflict('file.upload_expired', '上传地址已过期，请重新上传。');
    if (bytes.length !== file.bytes) {
      throw new AppError(
        'invalid',
        'file.truncated',
        `文件没有传完整（${bytes.length}/${file.bytes} 字节），请重传。`,
      );
    }
    // A half or wrong upload may be sent again until it is reported.
    await this.store.remove(incomingKey(file));
    await this.store.put(incomingKey(file), bytes);
  }

  /** Reads the object back, checks it, and keeps it for good, or refuses it with the reason. */
  async report(fileId: string, ctx: Ctx): Promise<FileInfo> {
    const file = await this.ownFile(this.database.reader.manager, fileId, ctx);
    if (file.state === 'stored') return this.work.run(ctx, async () => toFileInfo(file));
    const bytes = await this.store.get(incomingKey(file));
    if (!bytes) throw AppError.conflict('file.not_received', '还没有收到文件内容，请重新上传。');
    const kept = await this.fileCheck.keep(file, bytes, ctx);
    const stored = await this.work.run(ctx, async (tx) => {
      await tx.manager.update(StoredFile, { id: file.id }, { ...kept, state: 'stored', receivedAt: tx.at });
      await tx.audit('file.stored', 'file', file.id, { purpose: file.purpose, sha256: file.sha256 });
      return toFileInfo({ ...file, ...kept, state: 'stored' });
    });
    await this.store.remove(incomingKey(file));
    return stored;
  }

  /** The original bytes of a stored file, decrypted when they lie sealed. */
  async readBytes(fileId: string): Promise<Buffer> {
    const file = await this.database.writer.manager.findOneBy(StoredFile, { id: fileId });
    const bytes = file && (await this.store.get(file.objectKey));
    if (!file || !bytes) throw AppError.notFound('file.absent', '文件不存在或已按规定删除。');
    return file.isSealed ? this.cipher.decryptBytes(bytes) : bytes;
  }

  /** A stored file of the actor's own, for the purpose expected; anything else is unknown to them. */
  async mustBeOwn(
    manager: EntityManager,
    fileId: string,
    purpose: FilePurpose,
    actor: Actor,
  ): Promise<StoredFile> {
    const file = await manager.findOneBy(StoredFile, { id: fileId, personId: actor.personId, purpose });
    if (!file) throw AppError.notFound('file.unknown', '没有找到这个文件，请重新上传。');
    if (file.state !== 'stored') throw AppError.conflict('file.not_stored', '文件还没有传完，请稍候再试。');
    return file;
  }

  /** A file for somebody's eyes; every look at evidence is logged (IMM-06). */
  async open(
    fileId: string,
    copy: 'original' | 'watermarked',
    ctx: Ctx,
  ): Promise<{ bytes: Buffer; contentType: string }> {
    const actor = requireActor(ctx);
    const manager = this.database.reader.manager;
    const file = await manager.findOneBy(StoredFile, { id: fileId, state: 'stored' });
    const visit = file?.visitId ? await visitOfFile(manager, file.visitId) : null;
    if (!file || file.isSealed || !visit) throw AppError.notFound();
    mustCover(actor, visit);
    // As with the record itself: a technician sees the work they took part in, not a colleague's.
    const isColleague =
      actor.role === 'technician' && !(await isVisitMember(manager, file.visitId ?? '', actor.personId));
    if (isColleague) throw AppError.notFound();
    const key = copy === 'watermarked' ? (file.watermarkKey ?? file.objectKey) : file.objectKey;
    const bytes = await this.store.get(key);
    if (!bytes) throw AppError.notFound('file.absent', '文件不存在或已按规定删除。');
    await this.work.run(ctx, (tx) => tx.audit('file.read', 'file', file.id, { copy }));
    return { bytes, contentType: key === file.watermarkKey ? 'image/jpeg' : file.contentType };
  }

  /** Deletes the bytes of a face frame once it has been judged (FACE-05). */
  async forget(tx: Transaction, fileId: string): Promise<void> {
    const file = await tx.manager.findOneBy(StoredFile, { id: fileId, isSealed: true });
    if (!file) return;
    await this.store.remove(file.objectKey);
    await tx.manager.update(StoredFile, { id: fileId }, { state: 'deleted' });
  }

  private async ownFile(manager: EntityManager, fileId: string, ctx: Ctx): Promise<StoredFile> {
    const { personId } = requireActor(ctx);
    const file = await manager.findOneBy(StoredFile, { id: fileId, personId });
    if (!file || file.state === 'deleted') throw AppError.notFound();
    return file;
  }

  private async mustTakePart(manager: EntityManager, actor: Actor, visitId: string): Promise<void> {
    const visit = await visitOfFile(manager, visitId);
    mustCover(actor, visit);
    if (actor.role !== 'technician') return;
    if (!(await isVisitMember(manager, visitId, actor.personId))) throw AppError.notFound();
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

export const incomingKey = (file: StoredFile): string => `incoming/${file.id}`;
