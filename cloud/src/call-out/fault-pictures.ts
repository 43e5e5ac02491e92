import type { faultReportApi } from '@lifttrust/shared-types/call-out/fault-report.contract';
import { faultUploadPath } from '@lifttrust/shared-types/call-out/fault-report.contract';
import type { FileInfo } from '@lifttrust/shared-types/file/file.contract';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Inject, Singleton } from '@midwayjs/core';
import { FileService } from '../file/file.service';
import { FileUploadService } from '../file/file.upload.service';
import { shownCopy } from '../file/picture';
import { StoredFile } from '../file/stored-file.entity';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { ReporterService } from '../reporter/reporter.service';
import { CallOutQuery } from './call-out.query';
import { FaultPicture, FaultReportRow } from './fault-report.entity';

const mostPictures = 3;

/** Pictures of a fault from people without a login: few, encrypted, shown only to those who answer for the lift. */
@Singleton()
export class FaultPictures {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() fileService: FileService;
  @Inject() fileUploads: FileUploadService;
  @Inject() reporters: ReporterService;
  @Inject() callOutQuery: CallOutQuery;

  /** @throws not_found without the report's secret; rule_broken `call_out.too_many_pictures` */
  async announce(input: InputOf<typeof faultReportApi.announcePicture>, ctx: Ctx) {
    const { reportId, token, ...picture } = input;
    await this.mustHold(reportId, token, ctx);
    const keep = async (tx: Transaction, fileId: string): Promise<void> => {
      if ((await tx.manager.countBy(FaultPicture, { reportId })) >= mostPictures)
        throw AppError.broken([
          { code: 'call_out.too_many_pictures', message: `最多 ${mostPictures} 张照片。` },
        ]);
      await tx.manager.insert(FaultPicture, { fileId, reportId, createdAt: tx.at });
    };
    const holder = { id: reportId, address: faultUploadPath, keep };
    return this.fileUploads.announceScan(picture, holder, ctx);
  }

  /** Before a byte is read. @throws not_found */
  async holderOf(fileId: string, token: string, ctx: Ctx): Promise<string> {
    const picture = await this.database.reader.manager.findOneBy(FaultPicture, { fileId });
    if (!picture) throw AppError.notFound();
    await this.mustHold(picture.reportId, token, ctx);
    return picture.reportId;
  }

  receive(fileId: string, reportId: string, bytes: Buffer, ctx: Ctx): Promise<void> {
    return this.fileUploads.receive(fileId, bytes, ctx, reportId);
  }

  async report(input: InputOf<typeof faultReportApi.reportPicture>, ctx: Ctx): Promise<FileInfo> {
    const { reportId, fileId, token } = input;
    await this.mustHold(reportId, token, ctx);
    const info = await this.fileUploads.report(fileId, ctx, reportId);
    await this.work.apart(ctx, (tx) => this.fileService.attach(tx, fileId, reportId));
    return info;
  }

  /** For whoever sees the call-out; each look is logged. @throws not_found */
  async read(callOutId: string, fileId: string, ctx: Ctx): Promise<{ bytes: Buffer; contentType: string }> {
    const { manager } = this.database.reader;
    const row = await this.callOutQuery.mustSee(manager, callOutId, requireActor(ctx));
    const picture = await manager.findOneBy(FaultPicture, { fileId });
    const report = picture && (await manager.findOneBy(FaultReportRow, { id: picture.reportId }));
    if (report?.callOutId !== callOutId && !row.serviceReportIds.includes(fileId)) throw AppError.notFound();
    const file = await manager.findOneBy(StoredFile, { id: fileId, state: 'stored' });
    if (!file) throw AppError.notFound();
    const bytes = await this.fileService.readBytes(fileId);
    await this.work.run(ctx, (tx) => tx.audit('call_out.file_read', 'call_out', callOutId, { fileId }));
    // From somebody without a login: where and with what it was taken is nobody's business here.
    return picture
      ? { bytes: await shownCopy(bytes), contentType: 'image/jpeg' }
      : { bytes, contentType: file.contentType };
  }

  private mustHold(subjectId: string, token: string, ctx: Ctx): Promise<void> {
    const held = { kind: 'call_out' as const, subjectId, token };
    return this.reporters.mustHold(this.database.reader.manager, held, ctx.at);
  }
}
