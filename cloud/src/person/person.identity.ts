import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { normaliseCode } from '@lifttrust/shared-types/lift/lift.codes';
import { maskIdNumber } from '@lifttrust/shared-types/person/person.codes';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { type Ctx, requireActor } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Organisation } from '../organisation/organisation.entity';
import { TaskService } from '../task/task.service';
import { Person } from './person.entity';

/** One ID number, one person: names repeat, numbers do not (ORG edge cases: match on the number, never on the name). */
@Singleton()
export class PersonIdentity {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cipher: Cipher;
  @Inject() taskService: TaskService;

  /** Blind index of an ID number in any spelling. */
  printOf(number: string): string {
    return this.cipher.fingerprint('id_number', normaliseCode(number));
  }

  byNumber(manager: EntityManager, number: string): Promise<Person | null> {
    return manager.findOneBy(Person, { idNumberPrint: this.printOf(number) });
  }

  /**
   * A certificate's number is its holder's ID number. One that stands with somebody else is refused and kept as a
   * contradiction for the regulator. Never inside a unit of work.
   * @throws rule_broken `paper.number_of_another`; conflict `paper.number_taken`
   */
  async mustBeTheirs(personId: string, number: string, ctx: Ctx): Promise<void> {
    const manager = this.database.reader.manager;
    const person = await manager.findOneBy(Person, { id: personId });
    if (!person) throw AppError.notFound();
    if (person.idNumberPrint === this.printOf(number)) return;
    const other = await this.byNumber(manager, number);
    if (other) await this.report(person, other, ctx);
    if (person.idNumberPrint !== null)
      throw AppError.broken([
        {
          code: 'paper.number_of_another',
          field: 'number',
          message: '编号与本人登记的身份证号码不一致。不能登记别人的证件，请核对。',
        },
      ]);
    if (other)
      throw AppError.conflict(
        'paper.number_taken',
        '这个号码已经登记在另一个人名下，没有保存。已经转给监管单位核实。',
      );
  }

  /** The first number entered for somebody becomes theirs; it changes by a correction only. */
  async keep(tx: Transaction, personId: string, number: string): Promise<void> {
    const plain = normaliseCode(number);
    const person = await tx.manager.findOneBy(Person, { id: personId });
    if (!person || person.idNumberPrint !== null) return;
    await tx.manager.update(
      Person,
      { id: personId },
      { idNumberSealed: this.cipher.encrypt(plain), idNumberPrint: this.printOf(plain) },
    );
    await tx.audit('person.number_kept', 'person', personId);
  }

  private async report(person: Person, other: Person, ctx: Ctx): Promise<void> {
    const { organisationId } = requireActor(ctx);
    await this.work.apart(ctx, async (tx) => {
      const unit = await tx.manager.findOneBy(Organisation, { id: organisationId });
      await this.taskService.open(tx, {
        kind: 'person.same_number',
        about: [person.id, other.id].sort().join('+'),
        subject: { kind: 'person', id: person.id },
        divisionCode: unit?.divisionCode ?? '',
        organisationId: null,
        title: '同一个证件号码登记在两个人名下',
        text: `${unit?.name ?? ''}为${person.name}登记证件时，填写的号码已经登记在${other.name}名下，没有保存。请核实证件是谁的。`,
        dueOn: null,
      });
      await tx.audit('person.number_refused', 'person', person.id, { otherId: other.id });
    });
  }

  /** `500106********0001`; empty when none is known. */
  masked(person: Pick<Person, 'idNumberSealed'>): string {
    return person.idNumberSealed ? maskIdNumber(this.cipher.decrypt(person.idNumberSealed)) : '';
  }
}
