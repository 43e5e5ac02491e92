import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { signsAs } from '@lifttrust/shared-types/signing/signing.rules';
import { Singleton } from '@midwayjs/core';
import { type EntityManager, IsNull } from 'typeorm';
import type { Actor } from '../kernel/actor';
import { LiftOfficer } from '../officer/lift-officer.entity';
import { SigningDelegation } from './signing-delegation.entity';

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
}
