import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { validityApi } from '@lifttrust/shared-types/validity/validity.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { FileService } from '../file/file.service';
import { StoredFile } from '../file/stored-file.entity';
import { refuseRole } from '../kernel/access';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { UnitOfWork } from '../kernel/unit-of-work';
import { ValidityQuery } from './validity.query';

/** What was handed in with a statement or an appeal, for whoever sees the review; each look is logged. */
@Singleton()
export class ValidityFiles {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() fileService: FileService;
  @Inject() validityQuery: ValidityQuery;

  async open(recordId: string, fileId: string, ctx: Ctx): Promise<{ bytes: Buffer; contentType: string }> {
    refuseRole(validityApi.show.access, ctx);
    const { manager } = this.database.reader;
    const record = await this.validityQuery.mustSee(manager, recordId, requireActor(ctx));
    const steps = await this.validityQuery.stepsOf(manager, record.id);
    if (!steps.some(({ fileIds }) => fileIds.includes(fileId))) throw AppError.notFound();
    const file = await manager.findOneByOrFail(StoredFile, { id: fileId });
    const bytes = await this.fileService.readBytes(fileId);
    await this.work.run(ctx, (tx) => tx.audit('validity.file_read', 'record', record.id, { fileId }));
    return { bytes, contentType: file.contentType };
  }
}
