import type { FileInfo } from '@lifttrust/shared-types/file/file.contract';
import { scanRetention } from '@lifttrust/shared-types/file/file.rules';
import { FilingScan, type filingApi, filingUploadPath } from '@lifttrust/shared-types/filing/filing.contract';
import { refuseFilingScan, refuseScansTwice } from '@lifttrust/shared-types/filing/filing.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, IsNull, Not } from 'typeorm';
import { FileService } from '../file/file.service';
import { FileUploadService } from '../file/file.upload.service';
import { StoredFile } from '../file/stored-file.entity';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import type { Filing } from './filing.entity';
import { FilingQuery } from './filing.query';
import { sentBy, undecidedBytes } from './filing.scans.query';
import { FilingScanRow } from './filing-scan.entity';

const hourMs = 3_600_000;
const unknown = () => AppError.notFound('filing.scan_unknown', '没有找到这个扫描件，请重新上传。');

/**
 * Scans of papers from whoever files and has no account: under the filing's token, few, not large, looked at like every
 * other scan, and gone after a day when no filing took them.
 */
@Singleton()
export class FilingScans {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cipher: Cipher;
  @Inject() fileService: FileService;
  @Inject() fileUploads: FileUploadService;
  @Inject() filingQuery: FilingQuery;

  /** @throws rule_broken `filing.too_many_scans`, `filing.scans_too_large`, `filing.uploads_full`; invalid `file.…` */
  announce(input: InputOf<typeof filingApi.announceScan>, ctx: Ctx) {
    const { token, paper, ...scan } = input;
    const holderId = this.holderOf(token);
    const keep = async (tx: Transaction, fileId: string): Promise<void> => {
      const since = tx.at - scanRetention.unattachedHours * hourMs;
      const sent = await sentBy(tx.manager, holderId, since);
      const refusal = refuseFilingScan(
        { ...sent, unfiledBytes: await undecidedBytes(tx.manager, since) },
        scan.bytes,
      );
      if (refusal) throw AppError.broken([refusal]);
      const row = { fileId, holderId, paper, bytes: scan.bytes, createdAt: tx.at };
      await tx.manager.insert(FilingScanRow, { ...row, filingId: null, edition: null, droppedIn: null });
    };
    return this.fileUploads.announceScan(scan, { id: holderId, address: filingUploadPath, keep }, ctx);
  }

  /** Before a byte is read. @throws not_found */
  async mustBeAnnounced(fileId: string, token: string): Promise<void> {
    const row = { fileId, holderId: this.holderOf(token) };
    if (!(await this.database.reader.manager.existsBy(FilingScanRow, row))) throw unknown();
  }

  receive(fileId: string, token: string, bytes: Buffer, ctx: Ctx): Promise<void> {
    return this.fileUploads.receive(fileId, bytes, ctx, this.holderOf(token));
  }

  async report(fileId: string, token: string, ctx: Ctx): Promise<FileInfo> {
    await this.mustBeAnnounced(fileId, token);
    return this.fileUploads.report(fileId, ctx, this.holderOf(token));
  }

  /**
   * From this edition on the filing has these scans and no others; what it has no longer is deleted with the next sweep.
   * @throws not_found `filing.scan_unknown`, `file.unknown`; conflict `file.not_stored`; rule_broken `filing.scan_twice`
   */
  async handIn(tx: Transaction, filing: { id: string; edition: number }, fileIds: string[], token: string) {
    const holderId = this.holderOf(token);
    const wanted = [...new Set(fileIds)];
    const rows = await tx.manager.findBy(FilingScanRow, { fileId: In(wanted), holderId });
    if (rows.length !== wanted.length) throw unknown();
    const twice = refuseScansTwice(rows.map(({ paper }) => FilingScan.shape.paper.parse(paper)));
    if (twice) throw AppError.broken([twice]);
    for (const row of rows.filter(({ filingId, droppedIn }) => filingId === null || droppedIn !== null)) {
      await this.fileService.attach(tx, row.fileId, holderId);
      const filed = { filingId: filing.id, edition: filing.edition, droppedIn: null };
      await tx.manager.update(FilingScanRow, { fileId: row.fileId }, filed);
    }
    await this.drop(tx, filing, wanted);
  }

  /** Nobody needs the scans of a filing that was withdrawn. */
  async drop(tx: Transaction, filing: { id: string; edition: number }, except: string[] = []): Promise<void> {
    const held = await tx.manager.findBy(FilingScanRow, { filingId: filing.id, droppedIn: IsNull() });
    for (const { fileId } of held.filter((one) => !except.includes(one.fileId))) {
      await this.fileService.detach(tx, fileId);
      await tx.manager.update(FilingScanRow, { fileId }, { droppedIn: filing.edition });
    }
  }

  async of(manager: EntityManager, filingId: string): Promise<FilingScan[]> {
    const rows = await manager.find(FilingScanRow, {
      where: { filingId, droppedIn: IsNull() },
      order: { fileId: 'ASC' },
    });
    const ids = In(rows.map(({ fileId }) => fileId));
    const files = await manager.findBy(StoredFile, { id: ids, state: Not('deleted') });
    return rows.flatMap(({ fileId, paper, bytes }) => {
      const file = files.find(({ id }) => id === fileId);
      if (!file) return [];
      const { contentType } = file;
      const isScanned = file.scanVerdict === 'clean';
      return [{ fileId, paper: FilingScan.shape.paper.parse(paper), contentType, bytes, isScanned }];
    });
  }

  /** @throws not_found outside the reader's area; invalid `paper.purpose_missing` */
  async read(filingId: string, fileId: string, purpose: string, ctx: Ctx) {
    const actor: Actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const filing: Filing = await this.filingQuery.covered(manager, actor, filingId);
    const scan = (await this.of(manager, filing.id)).find((one) => one.fileId === fileId);
    if (!scan) throw AppError.notFound();
    const reason = purpose.trim().slice(0, 60);
    if (reason === '') throw AppError.invalid('paper.purpose_missing', '请说明查看扫描件的用途。');
    const bytes = await this.fileService.readBytes(fileId);
    const detail = { what: 'scan', fileId, purpose: reason };
    await this.work.run(ctx, (tx) => tx.audit('personal.read', 'filing', filing.id, detail));
    return { bytes, contentType: scan.contentType };
  }

  /** As long as an id, and nothing that leads back to the token. */
  private holderOf = (token: string): string =>
    `F${this.cipher.fingerprint('filing_scans', token).slice(0, 25)}`;
}
