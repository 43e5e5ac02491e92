import { delayApi } from '@lifttrust/shared-types/delay/delay.contract';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { Inject, Singleton } from '@midwayjs/core';
import { FileService } from '../file/file.service';
import { StoredFile } from '../file/stored-file.entity';
import { refuseRole } from '../kernel/access';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { UnitOfWork } from '../kernel/unit-of-work';
import { DelayQuery } from './delay.query';

/** The evidence of an explanation: notices, pictures of a flood or a locked door. */
@Singleton()
export class DelayFiles {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() fileService: FileService;
  @Inject() delayQuery: DelayQuery;

  async open(delayId: string, fileId: string, ctx: Ctx): Promise<{ bytes: Buffer; contentType: string }> {
    refuseRole(delayApi.show.access, ctx);
    const manager = this.database.reader.manager;
    const { delay } = await this.delayQuery.mustSee(manager, delayId, requireActor(ctx));
    if (!delay.fileIds.includes(fileId)) throw AppError.notFound();
    const file = await manager.findOneByOrFail(StoredFile, { id: fileId });
    const bytes = await this.fileService.readBytes(fileId);
    await this.work.run(ctx, (tx) => tx.audit('delay.file_read', 'delay', delayId, { fileId }));
    return { bytes, contentType: file.contentType };
  }
}
