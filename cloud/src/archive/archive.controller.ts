import { archiveApi } from '@lifttrust/shared-types/archive/archive.contract';
import { rangeAsked } from '@lifttrust/shared-types/archive/archive.rules';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Controller, Get, Inject } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';
import type { Ctx } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { ArchiveLinks } from './archive.links';
import { ArchiveQuery } from './archive.query';

@Controller('/api')
export class ArchiveController {
  @Inject() archiveQuery: ArchiveQuery;
  @Inject() archiveLinks: ArchiveLinks;

  @Handles(archiveApi.list)
  async list(input: InputOf<typeof archiveApi.list>, ctx: Ctx) {
    return this.archiveQuery.list(input, ctx);
  }

  @Handles(archiveApi.show)
  async show({ archiveId }: InputOf<typeof archiveApi.show>, ctx: Ctx) {
    return this.archiveQuery.show(archiveId, ctx);
  }

  @Handles(archiveApi.link)
  async link({ archiveId }: InputOf<typeof archiveApi.link>, ctx: Ctx) {
    return this.archiveLinks.make(archiveId, ctx);
  }

  /** Raw: a package's bytes for whoever holds a link, whole or from where a download broke off. */
  @Get('/archives/files/:token')
  async file(koa: Context) {
    const download = await this.archiveLinks.open(String(koa.params.token));
    const { bytes: size, sha256 } = download.archive;
    const etag = `"${sha256}"`;
    koa.set('accept-ranges', 'bytes');
    koa.set('etag', etag);
    koa.set('cache-control', 'private, no-store');
    koa.set('x-content-type-options', 'nosniff');
    koa.type = 'application/zip';
    koa.set('content-disposition', `attachment; filename="archive-${download.archive.month}.zip"`);
    // A piece of another file must not be glued to what the client has.
    const isSame = ['', etag].includes(koa.get('if-range'));
    const asked = rangeAsked(isSame ? koa.get('range') : '', size);
    if (asked === null) {
      koa.status = 416;
      koa.set('content-range', `bytes */${size}`);
      return '';
    }
    const range = asked === 'whole' ? { from: 0, to: size } : asked;
    koa.status = asked === 'whole' ? 200 : 206;
    if (asked !== 'whole') koa.set('content-range', `bytes ${range.from}-${range.to - 1}/${size}`);
    koa.length = range.to - range.from;
    return koa.method === 'HEAD' ? '' : this.archiveLinks.stream(download, range);
  }
}
