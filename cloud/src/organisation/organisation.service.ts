import { Provide } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { newId } from '../kernel/new-id';
import type { Transaction } from '../kernel/unit-of-work';
import { Division } from './division.entity';
import { Organisation } from './organisation.entity';
import { organisationKey } from './organisation.name';

export interface NewOrganisation {
  kind: 'maintenance_company' | 'owner';
  name: string;
  divisionCode: string;
}

@Provide()
export class OrganisationService {
  /** All divisions of this installation: a few hundred at most. */
  divisions(manager: EntityManager): Promise<Division[]> {
    return manager.find(Division);
  }

  /** Ids of organisations of one kind by the normalised form of their names. */
  async idsByName(
    manager: EntityManager,
    kind: NewOrganisation['kind'],
    names: string[],
  ): Promise<Map<string, string>> {
    const keys = [...new Set(names.map(organisationKey))];
    if (keys.length === 0) return new Map();
    const found = await manager.find(Organisation, {
      where: { kind, nameKey: In(keys) },
      order: { id: 'DESC' },
    });
    return new Map(found.map((organisation) => [organisation.nameKey, organisation.id]));
  }

  async register(tx: Transaction, organisation: NewOrganisation, source: string): Promise<string> {
    const id = newId();
    await tx.manager.insert(Organisation, {
      ...organisation,
      id,
      nameKey: organisationKey(organisation.name),
      creditCode: null,
      phoneSealed: null,
      createdAt: tx.at,
      closedOn: null,
    });
    await tx.audit('organisation.registered', 'organisation', id, { kind: organisation.kind, source });
    return id;
  }
}
