import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf, daysBetween } from '@lifttrust/shared-types/kernel/time';
import type { Delegation, signingApi } from '@lifttrust/shared-types/signing/signing.contract';
import { longestDelegationDays, signsAs } from '@lifttrust/shared-types/signing/signing.rules';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { UnitOfWork } from '../kernel/unit-of-work';
import { PersonService } from '../person/person.service';
import { personNames } from '../person/person-names.query';
import { SigningDelegation } from './signing-delegation.entity';

/** Who signs for an owner on its stored authority, beside its officers (SIG-07). */
@Singleton()
export class DelegationService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() personService: PersonService;

  async list(ctx: Ctx) {
    const { organisationId: ownerId } = requireActor(ctx);
    const manager = this.database.reader.manager;
    const rows = await manager.find(SigningDelegation, {
      where: { ownerId },
      order: { id: 'DESC' },
      take: 200,
    });
    const items = await this.shown(manager, rows, dayOf(ctx.at));
    const people = await this.personService.peopleWithRole(manager, ownerId, 'owner_admin');
    return { items, people: people.map(({ id, name }) => ({ id, name })) };
  }

  /** @throws invalid `signing.delegation_days`; not_found for somebody who has no account with the owner */
  async give(input: InputOf<typeof signingApi.delegate>, ctx: Ctx): Promise<Delegation> {
    const { organisationId: ownerId, personId: givenBy } = requireActor(ctx);
    const { personId, fromDay, untilDay, reason } = input;
    return this.work.run(ctx, async (tx) => {
      const days = daysBetween(fromDay, untilDay);
      if (days < 0 || days > longestDelegationDays || untilDay < dayOf(tx.at))
        throw AppError.invalid(
          'signing.delegation_days',
          `授权从开始到结束最长 ${longestDelegationDays} 天，且不能已经过去。`,
        );
      const people = await this.personService.peopleWithRole(tx.manager, ownerId, 'owner_admin');
      if (!people.some(({ id }) => id === personId))
        throw AppError.notFound('signing.person_unknown', '本单位没有这个人的账号，请先开通账号再授权。');
      const id = newId();
      const row = {
        id,
        ownerId,
        personId,
        fromDay,
        untilDay,
        reason,
        givenBy,
        givenAt: tx.at,
        endedOn: null,
      };
      await tx.manager.insert(SigningDelegation, row);
      await tx.audit('signing.delegated', 'person', personId, { fromDay, untilDay });
      await tx.emit('signing.delegated', { ownerId, personId });
      return this.one(tx.manager, row, dayOf(tx.at));
    });
  }

  /** @throws conflict `signing.delegation_over` */
  async end(delegationId: string, ctx: Ctx): Promise<Delegation> {
    const { organisationId: ownerId } = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const row = await tx.manager.findOneBy(SigningDelegation, { id: delegationId, ownerId });
      if (!row) throw AppError.notFound();
      const endedOn = dayOf(tx.at);
      if (row.endedOn !== null || row.untilDay < endedOn)
        throw AppError.conflict('signing.delegation_over', '这项授权已经结束了，请刷新查看。');
      await tx.manager.update(SigningDelegation, { id: delegationId }, { endedOn });
      await tx.audit('signing.delegation_ended', 'person', row.personId);
      return this.one(tx.manager, { ...row, endedOn }, endedOn);
    });
  }

  private async one(manager: EntityManager, row: SigningDelegation, today: string): Promise<Delegation> {
    const [shown] = await this.shown(manager, [row], today);
    if (!shown) throw AppError.notFound();
    return shown;
  }

  private async shown(
    manager: EntityManager,
    rows: SigningDelegation[],
    today: string,
  ): Promise<Delegation[]> {
    const nameOf = await personNames(
      manager,
      rows.flatMap(({ personId, givenBy }) => [personId, givenBy]),
    );
    return rows.map((row) => ({
      id: row.id,
      person: { id: row.personId, name: nameOf(row.personId) },
      fromDay: row.fromDay,
      untilDay: row.untilDay,
      reason: row.reason,
      givenBy: nameOf(row.givenBy),
      endedOn: row.endedOn,
      standing: signsAs({ role: 'owner_admin', isNamed: false, delegations: [row], today }) === 'delegate',
    }));
  }
}
