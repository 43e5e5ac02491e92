import { evidenceApi } from '@lifttrust/shared-types/evidence/evidence.contract';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Controller, Get, Inject } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';
import { rangedReply } from '../archive/ranged-reply';
import { refuseRole } from '../kernel/access';
import type { Ctx } from '../kernel/actor';
import { contextOf, Handles } from '../kernel/handles';
import { EvidenceDownload, type EvidenceDownloading, evidenceFileName } from './evidence.download';
import { EvidenceQuery } from './evidence.query';
import { EvidenceReading } from './evidence.reading';
import { EvidenceService } from './evidence.service';

@Controller('/api')
export class EvidenceController {
  @Inject() evidenceService: EvidenceService;
  @Inject() evidenceQuery: EvidenceQuery;
  @Inject() evidenceReading: EvidenceReading;
  @Inject() evidenceDownload: EvidenceDownload;

  @Handles(evidenceApi.lifts)
  async lifts(input: InputOf<typeof evidenceApi.lifts>, ctx: Ctx) {
    return this.evidenceQuery.lifts(input, ctx);
  }

  @Handles(evidenceApi.callUp)
  async callUp(input: InputOf<typeof evidenceApi.callUp>, ctx: Ctx) {
    return this.evidenceService.callUp(input, ctx);
  }

  @Handles(evidenceApi.list)
  async list(input: InputOf<typeof evidenceApi.list>, ctx: Ctx) {
    return this.evidenceQuery.list(input, ctx);
  }

  @Handles(evidenceApi.show)
  async show({ callUpId }: InputOf<typeof evidenceApi.show>, ctx: Ctx) {
    return this.evidenceQuery.show(callUpId, ctx);
  }

  @Handles(evidenceApi.record)
  async record({ callUpId, recordId }: InputOf<typeof evidenceApi.record>, ctx: Ctx) {
    return this.evidenceReading.record(callUpId, recordId, ctx);
  }

  @Handles(evidenceApi.close)
  async close(input: InputOf<typeof evidenceApi.close>, ctx: Ctx) {
    return this.evidenceService.close(input, ctx);
  }

  /** Raw: one of the records printed, with its photographs. */
  @Get('/call-ups/:callUpId/records/:recordId/pdf')
  async pdf(koa: Context) {
    const { callUpId, recordId } = koa.params;
    const { bytes, fileName } = await this.evidenceReading.pdf(
      String(callUpId),
      String(recordId),
      await callerOf(koa),
    );
    koa.type = 'application/pdf';
    koa.set('cache-control', 'private, no-store');
    koa.set('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(fileName)}`);
    return bytes;
  }

  /** Raw: a photograph or a signature of one of the records. */
  @Get('/call-ups/:callUpId/records/:recordId/pictures/:fileId')
  async picture(koa: Context) {
    const { callUpId, recordId, fileId } = koa.params;
    const which = { callUpId: String(callUpId), recordId: String(recordId), fileId: String(fileId) };
    const copy = koa.query.copy === 'original' ? 'original' : 'watermarked';
    const { bytes, contentType } = await this.evidenceReading.picture(which, copy, await callerOf(koa));
    koa.set('cache-control', 'private, no-store');
    koa.type = contentType;
    return bytes;
  }

  @Handles(evidenceApi.link)
  async link({ callUpId }: InputOf<typeof evidenceApi.link>, ctx: Ctx) {
    return this.evidenceDownload.link(callUpId, ctx);
  }

  /** Raw: the evidence file. */
  @Get('/call-ups/:callUpId/file')
  async file(koa: Context) {
    return this.reply(koa, await this.evidenceDownload.own(String(koa.params.callUpId), await callerOf(koa)));
  }

  /** Raw: the same for whoever holds a link. */
  @Get('/call-ups/files/:token')
  async fileByLink(koa: Context) {
    return this.reply(koa, await this.evidenceDownload.byLink(String(koa.params.token)));
  }

  private reply(koa: Context, download: EvidenceDownloading) {
    const { row } = download;
    const fileName = encodeURIComponent(evidenceFileName(row));
    const disposition = `attachment; filename*=UTF-8''${fileName}`;
    return rangedReply(koa, { bytes: row.bytes ?? 0, sha256: row.sha256 ?? '', disposition }, (range) =>
      this.evidenceDownload.stream(download, range),
    );
  }
}

async function callerOf(koa: Context): Promise<Ctx> {
  const ctx = await contextOf(koa);
  refuseRole(evidenceApi.record.access, ctx);
  return ctx;
}
