import { directoryApi } from '@lifttrust/shared-types/directory/directory.contract';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Controller, Inject } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { DirectoryMapping } from './directory.mapping';
import { DirectoryPages } from './directory.page.service';

const done = { done: true as const };

@Controller('/api')
export class DirectoryController {
  @Inject() pages: DirectoryPages;
  @Inject() mapping: DirectoryMapping;

  @Handles(directoryApi.state)
  async state() {
    return this.pages.state();
  }

  @Handles(directoryApi.syncs)
  async syncs() {
    return this.pages.listSyncs();
  }

  @Handles(directoryApi.sync)
  async sync(_input: InputOf<typeof directoryApi.sync>, ctx: Ctx) {
    return this.pages.startSync(ctx);
  }

  @Handles(directoryApi.release)
  async release(input: InputOf<typeof directoryApi.release>, ctx: Ctx) {
    await this.pages.release(input.syncId, input.reason, ctx);
    return done;
  }

  @Handles(directoryApi.differences)
  async differences(input: InputOf<typeof directoryApi.differences>, ctx: Ctx) {
    return this.pages.differences(input, ctx);
  }

  @Handles(directoryApi.departments)
  async departments(_input: InputOf<typeof directoryApi.departments>, ctx: Ctx) {
    return this.pages.departments(ctx);
  }

  @Handles(directoryApi.mapDepartment)
  async mapDepartment(input: InputOf<typeof directoryApi.mapDepartment>, ctx: Ctx) {
    await this.mapping.mapDepartment(input, ctx);
    return done;
  }

  @Handles(directoryApi.roles)
  async roles(_input: InputOf<typeof directoryApi.roles>, ctx: Ctx) {
    return this.pages.roles(ctx);
  }

  @Handles(directoryApi.mapRole)
  async mapRole(input: InputOf<typeof directoryApi.mapRole>, ctx: Ctx) {
    await this.mapping.mapRole(input, ctx);
    return done;
  }

  @Handles(directoryApi.organisations)
  async organisations(input: InputOf<typeof directoryApi.organisations>, ctx: Ctx) {
    return this.pages.organisations(input.name, ctx);
  }
}
