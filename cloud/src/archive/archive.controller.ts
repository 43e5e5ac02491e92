import { archiveApi } from '@lifttrust/shared-types/archive/archive.contract';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Controller, Get, Inject } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';
import type { Ctx } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { ArchiveLinks } from './archive.links';
import { ArchiveQuery } from './archive.query';
import { rangedReply } from './ranged-reply';

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
    const { bytes, sha256, month } = download.archive;
    const disposition = `attachment; filename="archive-${month}.zip"`;
    return rangedReply(koa, { bytes, sha256: sha256 ?? '', disposition }, (range) =>
      this.archiveLinks.stream(download, range),
    );
  }
}
