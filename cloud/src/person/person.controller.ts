import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { personApi } from '@lifttrust/shared-types/person/person.contract';
import { Controller, Inject } from '@midwayjs/core';
import { type Ctx, requireActor } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { UnitOfWork } from '../kernel/unit-of-work';
import { PersonCorrection } from './person.correction';
import { PersonLeaving } from './person.leaving';
import { PersonRegistry } from './person.registry';
import { PersonView } from './person.view';

@Controller('/api')
export class PersonController {
  @Inject() work: UnitOfWork;
  @Inject() personView: PersonView;
  @Inject() personRegistry: PersonRegistry;
  @Inject() personCorrection: PersonCorrection;
  @Inject() personLeaving: PersonLeaving;

  @Handles(personApi.list)
  async list(input: InputOf<typeof personApi.list>, ctx: Ctx) {
    return this.personView.list(input, ctx);
  }

  @Handles(personApi.show)
  async show(input: InputOf<typeof personApi.show>, ctx: Ctx) {
    return this.personView.show(input.personId, ctx);
  }

  @Handles(personApi.register)
  async register(input: InputOf<typeof personApi.register>, ctx: Ctx) {
    return this.work.run(ctx, async (tx) =>
      this.personView.show(await this.personRegistry.register(input, ctx), ctx, tx.manager),
    );
  }

  @Handles(personApi.correct)
  async correct(input: InputOf<typeof personApi.correct>, ctx: Ctx) {
    return this.work.run(ctx, async (tx) => {
      await this.personCorrection.correct(input, ctx);
      return this.personView.show(input.personId, ctx, tx.manager);
    });
  }

  @Handles(personApi.leave)
  async leave(input: InputOf<typeof personApi.leave>, ctx: Ctx) {
    const { organisationId } = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      await this.personLeaving.leave(tx, { ...input, organisationId });
      return this.personView.show(input.personId, ctx, tx.manager);
    });
  }

  @Handles(personApi.reveal)
  async reveal(input: InputOf<typeof personApi.reveal>, ctx: Ctx) {
    return this.personView.reveal(input, ctx);
  }
}
