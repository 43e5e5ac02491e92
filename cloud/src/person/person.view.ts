import { actsByArea } from '@lifttrust/shared-types/kernel/access';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf, ReplyOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { maskPhone } from '@lifttrust/shared-types/person/person.codes';
import { type personApi, revealPurposes } from '@lifttrust/shared-types/person/person.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager } from 'typeorm';
import { ChangeRequest } from '../change/change-request.entity';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { UnitOfWork } from '../kernel/unit-of-work';
import { Person } from './person.entity';
import { PersonIdentity } from './person.identity';
import { peopleList } from './person.query';
import { type HeldRole, PersonReach } from './person.reach';

/** People for those who may see them; every number in the clear is written down with its purpose. */
@Singleton()
export class PersonView {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cipher: Cipher;
  @Inject() personReach: PersonReach;
  @Inject() personIdentity: PersonIdentity;

  list(input: InputOf<typeof personApi.list>, ctx: Ctx) {
    const manager = this.database.reader.manager;
    return peopleList(manager, this.cipher, input, requireActor(ctx), dayOf(ctx.at));
  }

  /** `manager`: the transaction's own right after a change. */
  async show(
    personId: string,
    ctx: Ctx,
    manager: EntityManager = this.database.reader.manager,
  ): Promise<ReplyOf<typeof personApi.show>> {
    const actor = requireActor(ctx);
    const held = await this.personReach.unitsOf(manager, personId, actor);
    const person = await manager.findOneBy(Person, { id: personId });
    if (!person) throw AppError.notFound();
    const waiting = { subjectKind: 'person', subjectId: personId, state: 'waiting' };
    const isTheirs = !actsByArea(actor.role) && held.some(({ isCurrent }) => isCurrent);
    return {
      id: person.id,
      name: person.name,
      phone: person.phoneSealed ? maskPhone(this.cipher.decrypt(person.phoneSealed)) : '',
      idNumber: this.personIdentity.masked(person),
      assignments: held.map(toAssignment),
      changeWaits: (await manager.countBy(ChangeRequest, waiting)) > 0,
      may: { correct: isTheirs, leave: isTheirs, enterPapers: isTheirs },
    };
  }

  /**
   * A unit sees the ID number of people who work for it alone: whoever gives somebody a role by name and telephone has
   * not thereby a right to what others registered.
   * @throws not_found; forbidden `person.works_elsewhere`; conflict `person.number_missing`
   */
  reveal(input: InputOf<typeof personApi.reveal>, ctx: Ctx): Promise<{ value: string }> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      await this.personReach.unitsOf(tx.manager, input.personId, actor);
      if (input.what === 'id_number') await this.mustBeOursAlone(tx.manager, input.personId, actor);
      const person = await tx.manager.findOneBy(Person, { id: input.personId });
      const sealed = input.what === 'phone' ? person?.phoneSealed : person?.idNumberSealed;
      if (!sealed) throw AppError.conflict('person.number_missing', '还没有登记这个号码。');
      const { what } = input;
      // In words: the person seen reads it, too.
      const purpose = revealPurposes[input.purpose];
      await tx.audit('personal.read', 'person', input.personId, { what, purpose });
      return { value: this.cipher.decrypt(sealed) };
    });
  }

  private async mustBeOursAlone(manager: EntityManager, personId: string, actor: Actor): Promise<void> {
    if (actsByArea(actor.role)) return;
    const held = await this.personReach.rolesOf(manager, personId);
    if (held.some((role) => role.isCurrent && role.organisationId !== actor.organisationId))
      throw new AppError(
        'forbidden',
        'person.works_elsewhere',
        '此人同时在别的单位任职，本单位不能查看完整的身份证号码。请向本人核对证件，或联系监管单位。',
      );
  }
}

const toAssignment = ({ organisationId, organisationName, role, from, until, isCurrent }: HeldRole) => ({
  organisation: { id: organisationId, name: organisationName },
  role,
  from,
  until,
  isCurrent,
});
