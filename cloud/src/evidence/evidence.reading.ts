import { Readable } from 'node:stream';
import { isOpen } from '@lifttrust/shared-types/evidence/evidence.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { RecordDetail } from '@lifttrust/shared-types/record/record.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { ObjectStores } from '../adapters/object-store/object-stores';
import { FileService } from '../file/file.service';
import { sha256Of } from '../file/object.keys';
import { StoredFile } from '../file/stored-file.entity';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { log } from '../kernel/log';
import { UnitOfWork } from '../kernel/unit-of-work';
import { MaintenanceRecord } from '../record/record.entity';
import { RecordExport } from '../record/record.export';
import { RecordQuery } from '../record/record.query';
import { readingAs } from '../record/record.reading';
import type { CallUpRow } from './call-up.entity';
import { CallUpPart } from './call-up-part.entity';
import { CalledRecord } from './called-record.entity';
import { ownCallUp } from './evidence.scope';

const damaged = () =>
  new AppError('unavailable', 'evidence.damaged', '证据包的文件读不出来或已损坏，请联系平台管理员。');

/** What was called up, for whoever called it up, while it is open; every look is written down. */
@Singleton()
export class EvidenceReading {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() stores: ObjectStores;
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

  /** @throws conflict `evidence.not_ready`; unavailable `evidence.damaged` where already the first piece is */
  async file(callUpId: string, ctx: Ctx): Promise<{ row: CallUpRow; stream: Readable }> {
    const row = await this.mustBeOpen(callUpId, ctx);
    if (row.state !== 'ready' || row.claimId === null)
      throw AppError.conflict('evidence.not_ready', '证据包正在制作，请稍候再下载。');
    const parts = await this.database.reader.manager.find(CallUpPart, {
      where: { callUpId, claimId: row.claimId },
      order: { number: 'ASC' },
    });
    const read = this.bytesOf(parts);
    const first = await read.next();
    await this.note('evidence.downloaded', ctx, { callUpId });
    const all = (async function* () {
      for (let next = first; !next.done; next = await read.next()) yield next.value;
    })();
    return { row, stream: Readable.from(all, { objectMode: false }) };
  }

  private async *bytesOf(parts: CallUpPart[]): AsyncGenerator<Buffer> {
    for (const { objectKey, sha256 } of parts) {
      const bytes = await this.stores.main.get(objectKey);
      if (!bytes || sha256Of(bytes) !== sha256) {
        log.error('evidence.altered', { objectKey });
        throw damaged();
      }
      yield bytes;
    }
  }

  private async mustBeOpen(callUpId: string, ctx: Ctx): Promise<CallUpRow> {
    const row = await ownCallUp(this.database.reader.manager, callUpId, requireActor(ctx));
    if (!isOpen(row, ctx.at))
      throw new AppError(
        'forbidden',
        'evidence.over',
        '这次调阅已经办结或到期，不能再查看记录。确有需要的，请重新调阅并写明事由。',
      );
    return row;
  }

  private async mustRead(callUpId: string, recordId: string, ctx: Ctx) {
    const row = await this.mustBeOpen(callUpId, ctx);
    const { manager } = this.database.reader;
    const isCalled = await manager.existsBy(CalledRecord, { callUpId, recordId });
    const record = isCalled && (await manager.findOneBy(MaintenanceRecord, { id: recordId }));
    if (!record) throw AppError.notFound();
    return { row, record };
  }

  private note(action: string, ctx: Ctx, { callUpId, ...detail }: { callUpId: string; recordId?: string }) {
    return this.work.run(ctx, (tx) => tx.audit(action, 'evidence', callUpId, detail));
  }
}
