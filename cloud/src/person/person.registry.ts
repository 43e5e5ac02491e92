import { refuseAssigning } from '@lifttrust/shared-types/directory/directory.rules';
import { actsByArea } from '@lifttrust/shared-types/kernel/access';
import { AppError, type Refusal } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { normaliseCode } from '@lifttrust/shared-types/lift/lift.codes';
import { OrganisationKind, rolesOfKind } from '@lifttrust/shared-types/organisation/organisation.kinds';
import { refusePaper } from '@lifttrust/shared-types/paper/paper.rules';
import { isMobileNumber, refuseIdNumber } from '@lifttrust/shared-types/person/person.codes';
import type { personApi } from '@lifttrust/shared-types/person/person.contract';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { CityService } from '../city/city.service';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Organisation } from '../organisation/organisation.entity';
import { ConflictService } from '../paper/conflict.service';
import { type NewPaper, PaperEntry } from '../paper/paper.entry';
import { Assignment } from './assignment.entity';
import { isNotOver } from './assignment.held';
import { AssignmentService, byHand } from './assignment.service';
import { Person } from './person.entity';
import { PersonIdentity } from './person.identity';
import { PersonService } from './person.service';

type Registration = InputOf<typeof personApi.register>;

/** Units register their own people; whoever is known by their number is the same person with one more role. */
@Singleton()
export class PersonRegistry {
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;
  @Inject() cipher: Cipher;
  @Inject() personService: PersonService;
  @Inject() assignments: AssignmentService;
  @Inject() personIdentity: PersonIdentity;
  @Inject() paperEntry: PaperEntry;
  @Inject() conflictService: ConflictService;

  /**
   * Gives the person's id.
   * @throws rule_broken with every fault at once; conflict `person.registered_already`, `person.name_differs`
   */
  register(input: Registration, ctx: Ctx): Promise<string> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const unit = await tx.manager.findOneBy(Organisation, { id: actor.organisationId });
      if (!unit) throw AppError.notFound();
      const papers = papersOf(input);
      const refusals = [
        ...refuseRegistration(input),
        ...this.refuseRole(input, unit, actor),
        ...papers.flatMap((paper) => refusePaper({ ...paper, hasScan: false }, dayOf(tx.at))),
      ];
      if (refusals.length > 0) throw AppError.broken(refusals);
      const person = await this.personOf(tx, input, unit.id);
      await this.mustBeFree(tx.manager, person.id, unit.id, input, tx.at);
      const given = { personId: person.id, organisationId: unit.id, role: input.role, from: input.from };
      await this.assignments.giveAll(tx, [given], byHand(tx, '本单位登记人员'));
      await this.enterPapers(tx, papers, person.id, actor);
      await this.conflictService.look(tx, person.id);
      return person.id;
    });
  }

  /** By the same chain as accounts: a unit's administrators come from the regulator unless the city says otherwise. */
  private refuseRole({ role }: Registration, unit: Organisation, actor: Actor): Refusal[] {
    const kind = OrganisationKind.parse(unit.kind);
    if (!rolesOfKind[kind].includes(role) || actsByArea(role))
      return [
        { code: 'person.role_not_here', field: 'role', message: '本单位不能有这类人员，请重新选择身份。' },
      ];
    const { openedBy } = this.cityService.parameters.accounts;
    const organisation = { id: unit.id, kind, divisionCode: unit.divisionCode };
    const refusal = refuseAssigning({ actor, organisation, role, openedBy });
    return refusal ? [refusal] : [];
  }

  private async personOf(tx: Transaction, input: Registration, organisationId: string): Promise<Person> {
    const known = input.idNumber ? await this.personIdentity.byNumber(tx.manager, input.idNumber) : null;
    if (known && known.name !== input.name)
      throw AppError.conflict(
        'person.name_differs',
        '姓名与这个身份证号码已有的登记不一致，没有保存。请对照证件核对姓名和号码。',
      );
    await this.mustHaveOwnPhone(tx.manager, input.phone, organisationId, known?.id ?? null);
    if (known) return known;
    const phone = normaliseCode(input.phone);
    const person = tx.manager.create(Person, {
      id: newId(),
      name: input.name,
      phoneSealed: this.cipher.encrypt(phone),
      phonePrint: this.cipher.fingerprint('phone', phone),
      idNumberSealed: null,
      idNumberPrint: null,
      createdAt: tx.at,
    });
    await tx.manager.insert(Person, person);
    await tx.audit('person.registered', 'person', person.id);
    if (input.idNumber) await this.personIdentity.keep(tx, person.id, input.idNumber);
    return person;
  }

  /** Looked at when somebody is registered, not when a record is handed on (ORG-10). */
  async mustHaveOwnPhone(
    manager: EntityManager,
    raw: string,
    organisationId: string,
    personId: string | null,
  ): Promise<void> {
    if (!this.cityService.parameters.employment.phonesDiffer) return;
    const phonePrint = this.cipher.fingerprint('phone', normaliseCode(raw));
    const same = await manager.findBy(Person, { phonePrint });
    for (const other of same.filter(({ id }) => id !== personId)) {
      const held = await manager.findBy(Assignment, { personId: other.id, organisationId });
      if (held.some(({ untilDay }) => untilDay === null))
        throw AppError.broken([
          {
            code: 'person.phone_taken',
            field: 'phone',
            message: '本单位另一个人已经登记了这个电话。每个人要用自己的电话，请核对。',
          },
        ]);
    }
  }

  private async mustBeFree(
    manager: EntityManager,
    personId: string,
    organisationId: string,
    input: Registration,
    at: number,
  ): Promise<void> {
    const held = await manager.findBy(Assignment, { personId, organisationId, role: input.role });
    if (held.some((role) => isNotOver(role, dayOf(at))))
      throw AppError.conflict('person.registered_already', '此人已经是本单位的这类人员，不用再登记。');
  }

  private async enterPapers(tx: Transaction, papers: NewPaper[], personId: string, actor: Actor) {
    const { organisationId } = actor;
    const concerned = { subjectKind: 'person', subjectId: personId, organisationId, isOwn: false } as const;
    for (const paper of papers) await this.paperEntry.enter(tx, paper, concerned, actor);
  }
}

function papersOf({ certificate, employment, idNumber, from }: Registration): NewPaper[] {
  const shared = { subItems: [], fileId: null };
  return [
    ...(certificate
      ? [
          {
            ...shared,
            kind: 'certificate' as const,
            number: normaliseCode(idNumber),
            item: certificate.item,
            from: null,
            until: certificate.until,
          },
        ]
      : []),
    ...(employment
      ? [{ ...shared, kind: 'employment' as const, number: '', item: '', from, until: employment.until }]
      : []),
  ];
}

function refuseRegistration({ phone, idNumber }: Registration): Refusal[] {
  const number = idNumber === '' ? null : refuseIdNumber(idNumber);
  return [...refusePhone(phone), ...(number ? [number] : [])];
}

export const refusePhone = (phone: string): Refusal[] =>
  isMobileNumber(phone)
    ? []
    : [{ code: 'person.phone_invalid', field: 'phone', message: '手机号码应为 11 位数字，请核对。' }];
