import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { Inject, Singleton } from '@midwayjs/core';
import { FileService } from '../file/file.service';
import { StoredFile } from '../file/stored-file.entity';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { UnitOfWork } from '../kernel/unit-of-work';
import { PaperFinder } from './paper.finder';

/** Scans for people's eyes. A scan shows numbers in the clear, so that every look is written down with its purpose. */
@Singleton()
export class PaperScan {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() fileService: FileService;
  @Inject() paperFinder: PaperFinder;

  /** @throws not_found; invalid `paper.purpose_missing` */
  async read(paperId: string, purpose: string, ctx: Ctx): Promise<{ bytes: Buffer; contentType: string }> {
    const actor = requireActor(ctx);
    const manager = this.database.reader.manager;
    const row = await this.paperFinder.row(manager, paperId, actor, ctx.at);
    const file = row.fileId ? await manager.findOneBy(StoredFile, { id: row.fileId, state: 'stored' }) : null;
    if (!file) throw AppError.notFound('paper.no_scan', '这份证照没有扫描件。');
    const reason = purpose.trim().slice(0, 60);
    if (reason === '') throw AppError.invalid('paper.purpose_missing', '请说明查看扫描件的用途。');
    const bytes = await this.fileService.readBytes(file.id);
    const detail = { what: 'scan', paperId, purpose: reason };
    await this.work.run(ctx, (tx) => tx.audit('personal.read', row.subjectKind, row.subjectId, detail));
    return { bytes, contentType: file.contentType };
  }
}
