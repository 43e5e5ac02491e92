import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { Inject, Singleton } from '@midwayjs/core';
import { FileService } from '../file/file.service';
import { StoredFile } from '../file/stored-file.entity';
import { mustCover } from '../kernel/access';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { StickingRow } from './plate.entity';

/** What a plate looked like when it was stuck; each look is logged. */
@Singleton()
export class PlatePhoto {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() fileService: FileService;

  /** @throws not_found for a lift of another area */
  async read(stickingId: string, ctx: Ctx): Promise<{ bytes: Buffer; contentType: string }> {
    const { manager } = this.database.reader;
    const row = await manager.findOneBy(StickingRow, { id: stickingId });
    const lift = row && (await manager.findOneBy(Lift, { id: row.liftId }));
    mustCover(requireActor(ctx), lift);
    const file = row && (await manager.findOneBy(StoredFile, { id: row.photoId, state: 'stored' }));
    if (!file) throw AppError.notFound();
    const bytes = await this.fileService.readBytes(file.id);
    await this.work.run(ctx, (tx) => tx.audit('plate.photo_read', 'lift', row.liftId, { stickingId }));
    return { bytes, contentType: file.contentType };
  }
}
