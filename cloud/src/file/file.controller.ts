import { fileApi } from '@lifttrust/shared-types/file/file.contract';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Controller, Get, Inject, Post } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';
import type { Ctx } from '../kernel/actor';
import { contextOf, Handles } from '../kernel/handles';
import { answer } from '../kernel/wire';
import { FileService } from './file.service';
import { FileUploadService } from './file.upload.service';
import { readUpload } from './multipart';

const maxUploadBytes = 64 * 1_048_576;

@Controller('/api')
export class FileController {
  @Inject() fileService: FileService;
  @Inject() fileUploads: FileUploadService;

  @Handles(fileApi.announce, { transaction: 'own' })
  async announce(input: InputOf<typeof fileApi.announce>, ctx: Ctx) {
    return this.fileUploads.announce(input, ctx);
  }

  @Handles(fileApi.renew, { transaction: 'own' })
  async renew(input: InputOf<typeof fileApi.renew>, ctx: Ctx) {
    return this.fileUploads.renew(input.fileId, ctx);
  }

  @Handles(fileApi.report, { transaction: 'own' })
  async report(input: InputOf<typeof fileApi.report>, ctx: Ctx) {
    return this.fileUploads.report(input.fileId, ctx);
  }

  /** Raw: the bytes of an announced file, as multipart form data. */
  @Post('/uploads/:fileId')
  async upload(koa: Context) {
    const ctx = await contextOf(koa);
    if (!ctx.actor) throw new AppError('unauthenticated', 'session.missing', '请先登录。');
    await this.fileUploads.receive(String(koa.params.fileId), await readUpload(koa, maxUploadBytes), ctx);
    return answer(koa, { done: true });
  }

  /** Raw: a picture for the eyes of those who may see the visit. */
  @Get('/files/:fileId/content')
  async content(koa: Context) {
    const ctx = await contextOf(koa);
    const copy = koa.query.copy === 'original' ? 'original' : 'watermarked';
    const { bytes, contentType } = await this.fileService.open(String(koa.params.fileId), copy, ctx);
    koa.set('cache-control', 'private, no-store');
    koa.type = contentType;
    return bytes;
  }
}
