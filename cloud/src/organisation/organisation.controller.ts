import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { organisationApi } from '@lifttrust/shared-types/organisation/organisation.contract';
import { Controller, Inject } from '@midwayjs/core';
import { CityService } from '../city/city.service';
import { type Ctx, requireActor } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { Handles } from '../kernel/handles';
import { UnitOfWork } from '../kernel/unit-of-work';
import { OrganisationChanges } from './organisation.changes';
import { OrganisationClosing } from './organisation.closing';
import { OrganisationHistoryQuery } from './organisation.history.query';
import { openPhones, withPhones } from './organisation.phones';
import { OrganisationQuery } from './organisation.query';
import { OrganisationRegister } from './organisation.register';
import { readable } from './organisation.scope';

@Controller('/api')
export class OrganisationController {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cipher: Cipher;
  @Inject() cityService: CityService;
  @Inject() organisationQuery: OrganisationQuery;
  @Inject() organisationHistoryQuery: OrganisationHistoryQuery;
  @Inject() organisationRegister: OrganisationRegister;
  @Inject() organisationChanges: OrganisationChanges;
  @Inject() organisationClosing: OrganisationClosing;

  @Handles(organisationApi.list)
  async list(input: InputOf<typeof organisationApi.list>, ctx: Ctx) {
    return this.organisationQuery.list(requireActor(ctx), input, ctx.at);
  }

  @Handles(organisationApi.show)
  async show({ organisationId }: InputOf<typeof organisationApi.show>, ctx: Ctx) {
    return this.organisationQuery.file(requireActor(ctx), organisationId, ctx.at);
  }

  @Handles(organisationApi.history)
  async history({ organisationId }: InputOf<typeof organisationApi.history>, ctx: Ctx) {
    return this.organisationHistoryQuery.lines(requireActor(ctx), organisationId);
  }

  @Handles(organisationApi.phones)
  async phones({ organisationId, purpose }: InputOf<typeof organisationApi.phones>, ctx: Ctx) {
    return this.work.run(ctx, async (tx) => {
      const unit = await readable(requireActor(ctx), organisationId, tx.manager);
      const profile = await this.organisationChanges.profileOf(tx, unit.id);
      const phones = openPhones(this.cipher, profile.phonesSealed);
      await tx.audit('personal.read', 'organisation', unit.id, { purpose });
      return {
        ...phones,
        offices: withPhones(profile.offices, phones.offices),
        contacts: withPhones(profile.contacts, phones.contacts),
      };
    });
  }

  @Handles(organisationApi.register)
  async register(input: InputOf<typeof organisationApi.register>, ctx: Ctx) {
    const actor = requireActor(ctx);
    if (actor.divisionCode === '' || !input.divisionCode.startsWith(actor.divisionCode))
      throw AppError.notFound('organisation.division_unknown', '没有这个辖区，或它不在您的辖区之内。');
    if (input.kind === 'regulator' && actor.role !== 'regulator_admin')
      throw new AppError('forbidden', 'organisation.regulator_by_admin', '监管单位由监管管理员登记。');
    if (input.kind === 'maintenance_company' && this.cityService.parameters.filing.required)
      throw AppError.broken([
        {
          code: 'organisation.filing_required',
          message: '本市要求维保单位先备案；请审核它的备案，或代它录入备案。',
        },
      ]);
    return this.work.run(ctx, async (tx) => {
      const id = await this.organisationRegister.enter(tx, input, 'regulator');
      return this.organisationQuery.file(actor, id, ctx.at, tx.manager);
    });
  }

  @Handles(organisationApi.propose)
  async propose({ organisationId, patch, reason }: InputOf<typeof organisationApi.propose>, ctx: Ctx) {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const unit = await readable(actor, organisationId, tx.manager);
      if (unit.closedOn !== null)
        throw AppError.conflict('organisation.already_closed', '这个单位已经关闭，资料不再变更。');
      const wish = { patch, reason, personId: actor.personId };
      return { changeId: await this.organisationChanges.propose(tx, unit, wish) };
    });
  }

  @Handles(organisationApi.consequences)
  async consequences({ organisationId }: InputOf<typeof organisationApi.consequences>, ctx: Ctx) {
    const { manager } = this.database.reader;
    const unit = await readable(requireActor(ctx), organisationId, manager);
    return this.organisationClosing.consequences(manager, unit.id, dayOf(ctx.at));
  }

  @Handles(organisationApi.close)
  async close({ organisationId, ...wish }: InputOf<typeof organisationApi.close>, ctx: Ctx) {
    const actor = requireActor(ctx);
    await this.work.run(ctx, async (tx) => {
      const unit = await readable(actor, organisationId, tx.manager);
      if (unit.id === actor.organisationId)
        throw new AppError('forbidden', 'organisation.own_closing', '不能关闭自己所在的单位。');
      await this.organisationClosing.close(tx, unit, { ...wish, personId: actor.personId });
    });
    return { done: true as const };
  }
}
