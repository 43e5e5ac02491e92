import { announcementApi as api } from '@lifttrust/shared-types/announcement/announcement.contract';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Controller, Inject } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Database } from '../kernel/database';
import { Handles } from '../kernel/handles';
import { AnnouncementQuery } from './announcement.query';
import { AnnouncementService } from './announcement.service';

@Controller('/api')
export class AnnouncementController {
  @Inject() database: Database;
  @Inject() announcementQuery: AnnouncementQuery;
  @Inject() announcementService: AnnouncementService;

  @Handles(api.list)
  async list(input: InputOf<typeof api.list>, ctx: Ctx) {
    return this.announcementQuery.list(input, ctx);
  }

  // Before `show`, whose address would take the word for an id.
  @Handles(api.current)
  async current(_input: InputOf<typeof api.current>, ctx: Ctx) {
    return this.announcementQuery.current(ctx);
  }

  @Handles(api.show)
  async show({ announcementId }: InputOf<typeof api.show>, ctx: Ctx) {
    return this.announcementQuery.show(this.database.reader.manager, announcementId, ctx);
  }

  @Handles(api.write)
  async write(input: InputOf<typeof api.write>, ctx: Ctx) {
    return this.announcementService.write(input, ctx);
  }

  @Handles(api.edit)
  async edit(input: InputOf<typeof api.edit>, ctx: Ctx) {
    return this.announcementService.edit(input, ctx);
  }

  @Handles(api.publish)
  async publish(input: InputOf<typeof api.publish>, ctx: Ctx) {
    return this.announcementService.publish(input, ctx);
  }

  @Handles(api.withdraw)
  async withdraw(input: InputOf<typeof api.withdraw>, ctx: Ctx) {
    return this.announcementService.withdraw(input, ctx);
  }

  @Handles(api.ofLift)
  async ofLift({ token }: InputOf<typeof api.ofLift>, ctx: Ctx) {
    return this.announcementQuery.behind(token, ctx);
  }
}
