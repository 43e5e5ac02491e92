import type { FileInfo } from '@lifttrust/shared-types/file/file.contract';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import {
  publicReportApi,
  reportUploadPath,
} from '@lifttrust/shared-types/public-report/public-report.contract';
import { mostPictures } from '@lifttrust/shared-types/public-report/public-report.shapes.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { FileService } from '../file/file.service';
import { FileUploadService } from '../file/file.upload.service';
import { shownCopy } from '../file/picture';
import { refuseRole } from '../kernel/access';
import { type Ctx, requireActor } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { OwnReports, pictureMs } from './public-report.own';
import { isUnit, knownReport } from './public-report.scope';
import { PublicReportPicture } from './public-report-picture.entity';

const unknown = () => AppError.notFound('public_report.picture_unknown', '没有找到这张照片，请重新上传。');

/**
 * Pictures from people without a login. They may show faces, plates and papers: they lie encrypted, the desk looks first,
 * and nobody gets what the camera wrote into them.
 */
@Singleton()
export class ReportPictures {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cipher: Cipher;
  @Inject() fileService: FileService;
  @Inject() fileUploads: FileUploadService;
  @Inject() own: OwnReports;

  /** @throws not_found; rule_broken `public_report.pictures_full`, `public_report.pictures_late`; invalid `file.…` */
  announce(input: InputOf<typeof publicReportApi.announcePicture>, ctx: Ctx) {
    const { token, ...scan } = input;
    const keep = async (tx: Transaction, fileId: string): Promise<void> => {
      const report = await this.own.held(tx.manager, token, ctx);
      if (ctx.at >= report.receivedAt + pictureMs)
        throw AppError.broken([
          {
            code: 'public_report.pictures_late',
            message: '照片要在提交后一小时内补充；有新情况请重新提交。',
          },
        ]);
      if ((await tx.manager.countBy(PublicReportPicture, { reportId: report.id })) >= mostPictures)
        throw AppError.broken([
          { code: 'public_report.pictures_full', message: `最多 ${mostPictures} 张照片。` },
        ]);
      await tx.manager.insert(PublicReportPicture, {
        ...{ fileId, reportId: report.id, state: 'announced', decidedBy: null, decidedAt: null },
        createdAt: tx.at,
      });
    };
    const holder = { id: this.holderOf(token), address: reportUploadPath, keep };
    return this.fileUploads.announceScan(scan, holder, ctx);
  }

  /** Before a byte is read. @throws not_found */
  async mustBeAnnounced(fileId: string, token: string, ctx: Ctx): Promise<void> {
    const { manager } = this.database.reader;
    const report = await this.own.held(manager, token, ctx);
    const known = { fileId, reportId: report.id };
    if (!(await manager.existsBy(PublicReportPicture, known))) throw unknown();
  }

  receive(fileId: string, token: string, bytes: Buffer, ctx: Ctx): Promise<void> {
    return this.fileUploads.receive(fileId, bytes, ctx, this.holderOf(token));
  }

  async report(
    { fileId, token }: InputOf<typeof publicReportApi.reportPicture>,
    ctx: Ctx,
  ): Promise<FileInfo> {
    await this.mustBeAnnounced(fileId, token, ctx);
    const info = await this.fileUploads.report(fileId, ctx, this.holderOf(token));
    await this.work.run(ctx, async (tx) => {
      const fresh = { fileId, state: 'announced' as const };
      const { affected } = await tx.manager.update(PublicReportPicture, fresh, { state: 'waiting' });
      if (affected !== 1) return;
      await this.fileService.attach(tx, fileId, this.holderOf(token));
      await tx.audit('public_report.picture_added', 'public_report', fileId);
    });
    return info;
  }

  /** A unit sees what the desk let through; each look is logged. @throws not_found */
  async open(reportId: string, fileId: string, ctx: Ctx): Promise<{ bytes: Buffer; contentType: string }> {
    refuseRole(publicReportApi.show.access, ctx);
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const report = await knownReport(manager, reportId, actor);
    const picture = await manager.findOneBy(PublicReportPicture, { fileId, reportId: report.id });
    const isHidden = picture?.state === 'announced' || (isUnit(actor) && picture?.state !== 'shown');
    if (!picture || isHidden) throw AppError.notFound();
    const bytes = await shownCopy(await this.fileService.readBytes(fileId));
    const detail = { what: 'picture', fileId };
    await this.work.run(ctx, (tx) => tx.audit('personal.read', 'public_report', reportId, detail));
    return { bytes, contentType: 'image/jpeg' };
  }

  /** As long as an id, and nothing that leads back to the token. */
  private holderOf = (token: string): string =>
    `R${this.cipher.fingerprint('report_pictures', token).slice(0, 25)}`;
}
