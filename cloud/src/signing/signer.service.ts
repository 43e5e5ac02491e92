import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { signsAs } from '@lifttrust/shared-types/signing/signing.rules';
import { Singleton } from '@midwayjs/core';
import { type EntityManager, In, IsNull } from 'typeorm';
import type { Actor } from '../kernel/actor';
import { LiftOfficer } from '../officer/lift-officer.entity';
import { Assignment } from '../person/assignment.entity';
import { isHeldOn } from '../person/assignment.held';
import { Person } from '../person/person.entity';
import { SigningDelegation } from './signing-delegation.entity';

/** Somebody who may answer for an owner now. */
export interface Signer {
  personId: string;
  name: string;
  as: 'officer' | 'delegate';
}

const owners = ['owner_officer', 'owner_admin'];

/** Whether somebody signs for a record's owner, and as what (SIG-07). */
@Singleton()
export class SignerService {
  async signsAs(
    manager: EntityManager,
    record: { liftId: string; ownerId: string | null },
    { role, personId, organisationId }: Actor,
    at: number,
  ): Promise<'officer' | 'delegate' | null> {
    if (!owners.includes(role) || record.ownerId !== organisationId) return null;
    const post = { liftId: record.liftId, ownerId: organisationId, personId, untilDay: IsNull() };
    const isNamed = role !== 'owner_officer' && (await manager.countBy(LiftOfficer, post)) > 0;
    const delegations = isNamed
      ? []
      : await manager.findBy(SigningDelegation, { ownerId: organisationId, personId });
    return signsAs({ role, isNamed, delegations, today: dayOf(at) });
  }

  /** By lift, everybody who may answer for the owner at an instant: officers first, then delegates, each once. */
  async signersOf(
    manager: EntityManager,
    ownerId: string,
    liftIds: readonly string[],
    at: number,
  ): Promise<Map<string, Signer[]>> {
    const today = dayOf(at);
    const roles = await manager.findBy(Assignment, { organisationId: ownerId, role: In(owners) });
    const held = roles.filter((one) => isHeldOn(one, today));
    const posts = await manager.findBy(LiftOfficer, {
      ownerId,
      liftId: In([...liftIds]),
      untilDay: IsNull(),
    });
    const delegations = await manager.findBy(SigningDelegation, { ownerId });
    const people = await manager.findBy(Person, { id: In(held.map(({ personId }) => personId)) });
    return new Map(
      liftIds.map((liftId) => {
        const found = people.flatMap(({ id: personId, name }): Signer[] => {
          const role = held.some((one) => one.personId === personId && one.role === 'owner_officer')
            ? 'owner_officer'
            : 'owner_admin';
          const isNamed = posts.some((one) => one.liftId === liftId && one.personId === personId);
          const own = delegations.filter((one) => one.personId === personId);
          const as = signsAs({ role, isNamed, delegations: own, today });
          return as === null ? [] : [{ personId, name, as }];
        });
        return [liftId, found.sort((a, b) => b.as.localeCompare(a.as))];
      }),
    );
  }

  /** Whether somebody still works for an owner in a role that may answer. */
  async worksFor(manager: EntityManager, ownerId: string, personId: string, at: number): Promise<boolean> {
    const roles = await manager.findBy(Assignment, { organisationId: ownerId, personId, role: In(owners) });
    return roles.some((one) => isHeldOn(one, dayOf(at)));
  }
}
