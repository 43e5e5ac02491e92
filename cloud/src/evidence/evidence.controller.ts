import { evidenceApi } from '@lifttrust/shared-types/evidence/evidence.contract';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Controller, Get, Inject } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';
import { refuseRole } from '../kernel/access';
import type { Ctx } from '../kernel/actor';
import { contextOf, Handles } from '../kernel/handles';
import { EvidenceQuery } from './evidence.query';
import { EvidenceReading } from './evidence.reading';
import { EvidenceService } from './evidence.service';

@Controller('/api')
export class EvidenceController {
  @Inject() evidenceService: EvidenceService;
  @Inject() evidenceQuery: EvidenceQuery;
  @Inject() evidenceReading: EvidenceReading;

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

  /** Raw: the evidence file. */
  @Get('/call-ups/:callUpId/file')
  async file(koa: Context) {
    const { row, stream } = await this.evidenceReading.file(String(koa.params.callUpId), await callerOf(koa));
    koa.type = 'application/zip';
    koa.length = row.bytes ?? 0;
    koa.set('cache-control', 'private, no-store');
    koa.set('x-content-type-options', 'nosniff');
    const fileName = `调阅证据-${row.reference.replace(/[^\p{L}\p{N}-]/gu, '_')}.zip`;
    koa.set('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`);
    return stream;
  }
}

async function callerOf(koa: Context): Promise<Ctx> {
  const ctx = await contextOf(koa);
  refuseRole(evidenceApi.record.access, ctx);
  return ctx;
}
