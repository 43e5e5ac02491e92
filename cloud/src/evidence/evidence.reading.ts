import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { RecordDetail } from '@lifttrust/shared-types/record/record.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { FileService } from '../file/file.service';
import { StoredFile } from '../file/stored-file.entity';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { UnitOfWork } from '../kernel/unit-of-work';
import { MaintenanceRecord } from '../record/record.entity';
import { RecordExport } from '../record/record.export';
import { RecordQuery } from '../record/record.query';
import { readingAs } from '../record/record.reading';
import { CalledRecord } from './called-record.entity';
import { mustBeOpen, ownCallUp } from './evidence.scope';

/** What was called up, for whoever called it up, while it is open; every look is written down. */
@Singleton()
export class EvidenceReading {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() fileService: FileService;
  @Inject() recordQuery: RecordQuery;
  @Inject() recordExport: RecordExport;

  async record(callUpId: string, recordId: string, ctx: Ctx): Promise<RecordDetail> {
    const { record } = await this.mustRead(callUpId, recordId, ctx);
    const { manager } = this.database.reader;
    const detail = await this.recordQuery.detail(manager, recordId, readingAs(record, ctx));
    await this.note('evidence.record_read', ctx, { callUpId, recordId });
    return detail;
  }

  async pdf(callUpId: string, recordId: string, ctx: Ctx): Promise<{ bytes: Buffer; fileName: string }> {
    const { personName, organisationName } = requireActor(ctx);
    const { record } = await this.mustRead(callUpId, recordId, ctx);
    const by = `${organisationName} ${personName}`;
    const made = await this.recordExport.printed(recordId, readingAs(record, ctx), by);
    await this.note('evidence.record_printed', ctx, { callUpId, recordId });
    return made;
  }

  /** A photograph or a signature that the record shows; nothing else of the visit. */
  async picture(
    { callUpId, recordId, fileId }: { callUpId: string; recordId: string; fileId: string },
    copy: 'original' | 'watermarked',
    ctx: Ctx,
  ): Promise<{ bytes: Buffer; contentType: string }> {
    const { record } = await this.mustRead(callUpId, recordId, ctx);
    const { manager } = this.database.reader;
    const { photos, signatures } = await this.recordQuery.detail(manager, recordId, readingAs(record, ctx));
    const isShown = [...photos, ...signatures].some((one) => one.fileId === fileId);
    const file = isShown && (await manager.findOneBy(StoredFile, { id: fileId, state: 'stored' }));
    if (!file || file.isSealed) throw AppError.notFound();
    const bytes = await this.fileService.picture(file, copy);
    await this.work.run(ctx, (tx) => tx.audit('file.read', 'file', fileId, { copy, callUpId }));
    const isCopy = copy === 'watermarked' && file.watermarkKey !== null;
    return { bytes, contentType: isCopy ? 'image/jpeg' : file.contentType };
  }

  private async mustRead(callUpId: string, recordId: string, ctx: Ctx) {
    const { manager } = this.database.reader;
    mustBeOpen(await ownCallUp(manager, callUpId, requireActor(ctx)), ctx.at);
    const isCalled = await manager.existsBy(CalledRecord, { callUpId, recordId });
    const record = isCalled && (await manager.findOneBy(MaintenanceRecord, { id: recordId }));
    if (!record) throw AppError.notFound();
    return { record };
  }

  private note(action: string, ctx: Ctx, { callUpId, ...detail }: { callUpId: string; recordId?: string }) {
    return this.work.run(ctx, (tx) => tx.audit(action, 'evidence', callUpId, detail));
  }
}
