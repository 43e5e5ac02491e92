import { AppError, type Refusal } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { normaliseCode } from '@lifttrust/shared-types/lift/lift.codes';
import { OrganisationKind, rolesOfKind } from '@lifttrust/shared-types/organisation/organisation.kinds';
import { maskIdNumber, maskPhone, refuseIdNumber } from '@lifttrust/shared-types/person/person.codes';
import type { personApi } from '@lifttrust/shared-types/person/person.contract';
import { correctionNeedsReview } from '@lifttrust/shared-types/person/person.rules';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { ChangeService } from '../change/change.service';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Organisation } from '../organisation/organisation.entity';
import { Paper } from '../paper/paper.entity';
import { PaperFinder } from '../paper/paper.finder';
import { Person } from './person.entity';
import { PersonIdentity } from './person.identity';
import { type HeldRole, PersonReach } from './person.reach';
import { PersonRegistry, refusePhone } from './person.registry';

type Wanted = { name?: string | undefined; phone?: string | undefined; idNumber?: string | undefined };

/** Registered data put right: at once, or by a request where the regulator has verified what would change. */
@Singleton()
export class PersonCorrection {
  @Inject() work: UnitOfWork;
  @Inject() cipher: Cipher;
  @Inject() changeService: ChangeService;
  @Inject() personIdentity: PersonIdentity;
  @Inject() personRegistry: PersonRegistry;
  @Inject() paperFinder: PaperFinder;
  @Inject() personReach: PersonReach;

  @Init()
  open(): void {
    this.changeService.on('person', (tx, { subjectId, after }, secret) =>
      this.apply(tx, subjectId, {
        ...('name' in after && typeof after.name === 'string' ? { name: after.name } : {}),
        ...(typeof secret.phone === 'string' ? { phone: secret.phone } : {}),
        ...(typeof secret.idNumber === 'string' ? { idNumber: secret.idNumber } : {}),
      }),
    );
  }

  /** @throws rule_broken with every fault at once; conflict `person.change_waits`, `person.number_taken` */
  async correct(input: InputOf<typeof personApi.correct>, ctx: Ctx): Promise<void> {
    const actor = requireActor(ctx);
    await this.paperFinder.mustBeColleague(input.personId, actor.organisationId, dayOf(ctx.at));
    await this.work.run(ctx, async (tx) => {
      const person = await tx.manager.findOneBy(Person, { id: input.personId });
      if (!person) throw AppError.notFound();
      const wanted = this.differing(person, input);
      const refusals = refuseWanted(wanted);
      if (refusals.length > 0) throw AppError.broken(refusals);
      if (wanted.phone)
        await this.personRegistry.mustHaveOwnPhone(tx.manager, wanted.phone, actor.organisationId, person.id);
      if (wanted.idNumber && (await this.personIdentity.byNumber(tx.manager, wanted.idNumber)))
        throw AppError.conflict('person.number_taken', '这个身份证号码已经登记在另一个人名下，请核对。');
      if (await this.needsReview(tx, person.id, wanted, actor))
        await this.propose(tx, person, wanted, input.reason, actor);
      else {
        await this.apply(tx, person.id, wanted);
        await tx.audit('person.corrected', 'person', person.id, {
          fields: Object.keys(wanted),
          reason: input.reason,
        });
      }
    });
  }

  private differing(person: Person, { name, phone, idNumber }: Wanted): Wanted {
    const samePhone = phone && this.cipher.fingerprint('phone', normaliseCode(phone)) === person.phonePrint;
    const sameNumber = idNumber && this.personIdentity.printOf(idNumber) === person.idNumberPrint;
    return {
      ...(name !== undefined && name !== person.name ? { name } : {}),
      ...(phone !== undefined && !samePhone ? { phone: normaliseCode(phone) } : {}),
      ...(idNumber !== undefined && !sameNumber ? { idNumber: normaliseCode(idNumber) } : {}),
    };
  }

  private async needsReview(
    tx: Transaction,
    personId: string,
    { name, phone, idNumber }: Wanted,
    actor: Actor,
  ): Promise<boolean> {
    const held = await this.personReach.rolesOf(tx.manager, personId);
    const isVerified = (await tx.manager.countBy(Paper, { subjectId: personId, state: 'verified' })) > 0;
    return correctionNeedsReview({
      changes: { identity: name !== undefined || idNumber !== undefined, phone: phone !== undefined },
      isVerified,
      isOwn: personId === actor.personId,
      worksElsewhere: held.some((role) => role.isCurrent && role.organisationId !== actor.organisationId),
      administers: held.some((role) => role.isCurrent && isAdministrator(role)),
    });
  }

  private async propose(
    tx: Transaction,
    person: Person,
    wanted: Wanted,
    reason: string,
    actor: { personId: string; organisationId: string },
  ): Promise<void> {
    if ((await this.changeService.waiting(tx, 'person', person.id)).length > 0)
      throw AppError.conflict('person.change_waits', '已有一项更正在等监管单位审核，请等处理后再提。');
    const unit = await tx.manager.findOneBy(Organisation, { id: actor.organisationId });
    const phone = person.phoneSealed ? maskPhone(this.cipher.decrypt(person.phoneSealed)) : '';
    await this.changeService.propose(tx, {
      subjectKind: 'person',
      subjectId: person.id,
      before: {
        name: person.name,
        ...(wanted.phone ? { phone } : {}),
        ...(wanted.idNumber ? { idNumber: this.personIdentity.masked(person) } : {}),
      },
      after: {
        name: wanted.name ?? person.name,
        ...(wanted.phone ? { phone: maskPhone(wanted.phone) } : {}),
        ...(wanted.idNumber ? { idNumber: maskIdNumber(wanted.idNumber) } : {}),
      },
      secret: {
        ...(wanted.phone ? { phone: wanted.phone } : {}),
        ...(wanted.idNumber ? { idNumber: wanted.idNumber } : {}),
      },
      reason,
      divisionCode: unit?.divisionCode ?? '',
      organisationId: actor.organisationId,
      proposedBy: actor.personId,
    });
  }

  private async apply(tx: Transaction, personId: string, { name, phone, idNumber }: Wanted): Promise<void> {
    const change: Partial<Person> = {
      ...(name ? { name } : {}),
      ...(phone
        ? {
            phoneSealed: this.cipher.encrypt(phone),
            phonePrint: this.cipher.fingerprint('phone', phone),
          }
        : {}),
      ...(idNumber
        ? {
            idNumberSealed: this.cipher.encrypt(idNumber),
            idNumberPrint: this.personIdentity.printOf(idNumber),
          }
        : {}),
    };
    if (Object.keys(change).length > 0) await tx.manager.update(Person, { id: personId }, change);
  }
}

const isAdministrator = ({ organisationKind, role }: HeldRole): boolean =>
  rolesOfKind[OrganisationKind.parse(organisationKind)][0] === role;

function refuseWanted({ phone, idNumber, ...rest }: Wanted): Refusal[] {
  if (phone === undefined && idNumber === undefined && rest.name === undefined)
    return [{ code: 'person.nothing_changed', message: '没有改动任何内容。' }];
  const number = idNumber === undefined ? null : refuseIdNumber(idNumber);
  return [...(phone === undefined ? [] : refusePhone(phone)), ...(number ? [number] : [])];
}
