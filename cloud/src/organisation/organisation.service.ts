import { Provide } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { insertRows } from '../kernel/insert-rows';
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
    const entered = await this.registerAll(tx, [organisation], source);
    const id = entered.get(organisationKey(organisation.name));
    if (id === undefined) throw new Error('an organisation was not registered');
    return id;
  }

  /** Enters organisations of different names; answers their ids by the normalised form of the names. */
  async registerAll(
    tx: Transaction,
    organisations: NewOrganisation[],
    source: string,
  ): Promise<Map<string, string>> {
    const rows = organisations.map((organisation) => ({
      ...organisation,
      id: newId(),
      nameKey: organisationKey(organisation.name),
      creditCode: null,
      phoneSealed: null,
      createdAt: tx.at,
      closedOn: null,
    }));
    await insertRows(tx.manager, Organisation, rows);
    await tx.auditAll(
      'organisation.registered',
      'organisation',
      rows.map(({ id, kind }) => ({ id, detail: { kind, source } })),
    );
    return new Map(rows.map(({ id, nameKey }) => [nameKey, id]));
  }
}
