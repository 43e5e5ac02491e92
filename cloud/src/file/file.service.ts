import type { FilePurpose } from '@lifttrust/shared-types/file/file.contract';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, IsNull } from 'typeorm';
import { mustCover } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { FileBytes } from './file.bytes';
import { isVisitMember, visitOfFile } from './file.query';
import { absent } from './file.trouble';
import { StoredFile } from './stored-file.entity';

const unknown = () => AppError.notFound('file.unknown', '没有找到这个文件，请重新上传。');

/** Files that were stored: whose they are, who may see them, and what must go again. */
@Singleton()
export class FileService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() fileBytes: FileBytes;

  /** The original bytes of a stored file, decrypted when they lie sealed. */
  async readBytes(fileId: string): Promise<Buffer> {
    const file = await this.database.writer.manager.findOneBy(StoredFile, { id: fileId, state: 'stored' });
    if (!file) throw absent();
    return this.fileBytes.original(file);
  }

  /** A stored file of the actor's own, for the purpose expected; anything else is unknown to them. */
  async mustBeOwn(
    manager: EntityManager,
    fileId: string,
    purpose: Exclude<FilePurpose, 'paper'>,
    actor: Actor,
  ): Promise<StoredFile> {
    return this.held(manager, fileId, purpose, actor.personId);
  }

  /**
   * Takes a scan into something that is kept. `holderId`: who sent it. There is no other way to take one, so that the
   * sweep of what belongs to nothing can rely on it.
   */
  async attach(tx: Transaction, fileId: string, holderId: string): Promise<StoredFile> {
    const file = await this.held(tx.manager, fileId, 'paper', holderId);
    // Under a condition, since it may be swept at the same moment.
    const stored = { id: fileId, state: 'stored' };
    const { affected } = await tx.manager.update(StoredFile, stored, { attachedAt: tx.at });
    if (affected !== 1) throw unknown();
    return file;
  }

  /** No longer part of anything: from now on it is swept like what never was. */
  async detach(tx: Transaction, fileId: string): Promise<void> {
    await tx.manager.update(StoredFile, { id: fileId, purpose: 'paper' }, { attachedAt: null });
  }

  private async held(
    manager: EntityManager,
    fileId: string,
    purpose: FilePurpose,
    personId: string,
  ): Promise<StoredFile> {
    const file = await manager.findOneBy(StoredFile, { id: fileId, personId, purpose });
    if (!file || file.state === 'deleted') throw unknown();
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
    const bytes = await this.picture(file, copy);
    await this.work.run(ctx, (tx) => tx.audit('file.read', 'file', file.id, { copy }));
    const isCopy = copy === 'watermarked' && file.watermarkKey !== null;
    return { bytes, contentType: isCopy ? 'image/jpeg' : file.contentType };
  }

  /** The bytes of a file that may be shown already; a record's page and print ask for them. */
  picture(file: StoredFile, copy: 'original' | 'watermarked'): Promise<Buffer> {
    return copy === 'watermarked' ? this.fileBytes.watermarked(file) : this.fileBytes.original(file);
  }

  /**
   * Deletes what lies encrypted: a face frame once it has been judged (FACE-05), a scan that belongs to nothing. From now on nobody reads it; the object goes after the
   * commit, and is asked to go until the store has done it.
   */
  async forget(tx: Transaction, fileId: string): Promise<void> {
    const file = await tx.manager.findOneBy(StoredFile, { id: fileId, isSealed: true });
    if (!file || file.state === 'deleted') return;
    await tx.manager.update(StoredFile, { id: fileId }, { state: 'deleted' });
    await this.bury(tx, file);
  }

  /** Nothing that was taken into something goes this way, also when that happens at the same moment. */
  async forgetUnattached(tx: Transaction, fileId: string): Promise<void> {
    const file = await tx.manager.findOneBy(StoredFile, {
      id: fileId,
      purpose: 'paper',
      attachedAt: IsNull(),
    });
    if (!file || file.state === 'deleted') return;
    const loose = { id: fileId, state: file.state, attachedAt: IsNull() };
    const { affected } = await tx.manager.update(StoredFile, loose, { state: 'deleted' });
    if (affected !== 1) return;
    await tx.audit('file.swept', 'file', fileId, { bytes: file.bytes });
    await this.bury(tx, file);
  }

  /** The object goes after the commit. A tombstone says so to older backups; pictures of faces are in none. */
  private async bury(tx: Transaction, file: StoredFile): Promise<void> {
    if (!file.objectKey) return;
    const keys = [file.objectKey];
    await tx.emit('file.gone', { keys });
    if (file.purpose === 'paper') await tx.emit('file.buried', { fileId: file.id, at: tx.at, keys });
  }
}
