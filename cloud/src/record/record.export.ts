import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { ProofPackage } from '@lifttrust/shared-types/ledger/ledger.contract';
import { checkPackage } from '@lifttrust/shared-types/proof/proof.package';
import { photoSlots } from '@lifttrust/shared-types/visit/visit.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { CityService } from '../city/city.service';
import { FileService } from '../file/file.service';
import { StoredFile } from '../file/stored-file.entity';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { env } from '../kernel/env';
import { UnitOfWork } from '../kernel/unit-of-work';
import { LedgerService } from '../ledger/ledger.service';
import { PaperlessStanding } from '../paperless/paperless.standing';
import { paperOnPrint } from '../paperless/paperless.words';
import { printRecord } from './print/record.print';
import { MaintenanceRecord } from './record.entity';
import { RecordQuery } from './record.query';

/** A record on its way out: printed, as a proof package, or checked on the spot. Every export is logged. */
@Singleton()
export class RecordExport {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;
  @Inject() ledgerService: LedgerService;
  @Inject() recordQuery: RecordQuery;
  @Inject() fileService: FileService;
  @Inject() paperless: PaperlessStanding;

  async pdf(recordId: string, ctx: Ctx): Promise<{ bytes: Buffer; fileName: string }> {
    const actor = requireActor(ctx);
    const made = await this.printed(recordId, ctx, `${actor.organisationName} ${actor.personName}`);
    await this.work.run(ctx, (tx) => tx.audit('record.print', 'record', recordId));
    return made;
  }

  /** With its photographs, as `ctx` may see it; the caller writes down that it was printed. */
  async printed(recordId: string, ctx: Ctx, printedBy: string): Promise<{ bytes: Buffer; fileName: string }> {
    const manager = this.database.reader.manager;
    const detail = await this.recordQuery.detail(manager, recordId, ctx);
    const record = await this.recordQuery.mustSee(manager, recordId, requireActor(ctx));
    const proof = await this.packageOf(record, false);
    const signatures = await Promise.all(
      detail.signatures.map(async ({ who, as, at, fileId }) => ({
        who,
        as,
        at,
        png: await this.picture(fileId, 'original'),
      })),
    );
    const photos = await Promise.all(
      detail.photos.map(async ({ slot, fileId }) => ({
        label: photoSlots[slot],
        jpeg: await this.picture(fileId, 'watermarked'),
      })),
    );
    // As it stood when the work was done: a later confirmation makes no paper of that day dispensable.
    const subject = { ...record, id: record.liftId };
    const paper = await this.paperless.of(manager, subject, record.completedOn);
    const bytes = await printRecord(detail, {
      paper: paperOnPrint(paper),
      cityName: this.cityService.city.name,
      verificationUrl: `${env().publicUrl}/v/${record.verificationCode}`,
      printedBy,
      printedAt: ctx.at,
      signatures,
      photos,
      seal: { seq: record.entrySeq, entryHash: record.contentHash, checkpoint: proof.checkpoint },
    });
    return { bytes, fileName: `维保记录-${detail.rescueCode || detail.ownNumber}-${detail.completedOn}.pdf` };
  }

  async package(recordId: string, ctx: Ctx): Promise<ProofPackage> {
    const record = await this.recordQuery.mustSee(this.database.reader.manager, recordId, requireActor(ctx));
    const made = await this.packageOf(record, true);
    await this.work.run(ctx, (tx) => tx.audit('record.export', 'record', recordId));
    return made;
  }

  /** A record's submission and everything sealed about it since. */
  async packageOf(record: MaintenanceRecord, withClosed: boolean): Promise<ProofPackage> {
    const entries = await this.ledgerService.entriesAbout(record.liftId, record.id);
    return this.ledgerService.packageFor(
      entries.map((entry) => entry.hash),
      { withClosed },
    );
  }

  async verify(recordId: string, ctx: Ctx) {
    const record = await this.recordQuery.mustSee(this.database.reader.manager, recordId, requireActor(ctx));
    const checks = checkPackage(await this.packageOf(record, true)).map(({ label, good, text }) => ({
      label,
      good,
      text,
    }));
    await this.work.run(ctx, (tx) => tx.audit('record.verify', 'record', recordId));
    return { sound: checks.every((check) => check.good), checks, checkedAt: ctx.at };
  }

  /** A missing or altered picture is none: the print says so. */
  async picture(fileId: string, copy: 'original' | 'watermarked'): Promise<Buffer> {
    const file = await this.database.reader.manager.findOneByOrFail(StoredFile, { id: fileId });
    // A missing or altered object is shown as missing; the verifier names it.
    return this.fileService.picture(file, copy).catch((problem: unknown) => {
      if (problem instanceof AppError && problem.kind !== 'unavailable') return Buffer.alloc(0);
      throw problem;
    });
  }
}
