import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { normaliseCode } from '@lifttrust/shared-types/lift/lift.codes';
import {
  type OrganisationCard,
  type OrganisationFile,
  OwnerKind,
  type organisationApi,
} from '@lifttrust/shared-types/organisation/organisation.contract';
import { OrganisationKind } from '@lifttrust/shared-types/organisation/organisation.kinds';
import { maskIdNumber } from '@lifttrust/shared-types/person/person.codes';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, type SelectQueryBuilder } from 'typeorm';
import { ChangeRequest } from '../change/change-request.entity';
import { areaClause, everything, isWholeTable } from '../kernel/access';
import type { Actor } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { containing } from '../kernel/like';
import { marks } from '../kernel/marks';
import { pageWithTotal } from '../kernel/paged';
import { Division } from './division.entity';
import { Organisation } from './organisation.entity';
import { masked, openPhones, withPhones } from './organisation.phones';
import { areaOf, inspectedKinds, readable } from './organisation.scope';
import { OrganisationProfile } from './organisation-profile.entity';

type ListInput = InputOf<typeof organisationApi.list>;

const liftColumns: Partial<Record<OrganisationKind, string>> = {
  maintenance_company: 'company_id',
  owner: 'owner_id',
};
const admins = new Set(['regulator', 'regulator_admin']);

/** Units as a list and as files, with how many lifts and people hang on them. */
@Singleton()
export class OrganisationQuery {
  @Inject() database: Database;
  @Inject() cipher: Cipher;

  async list(actor: Actor, input: ListInput, at: number) {
    const { page, pageSize } = input;
    const manager = this.database.reader.manager;
    const area = await areaOf(actor, manager);
    const { sql, parameters } = (await isWholeTable(manager, actor, 'organisation'))
      ? everything
      : areaClause(area, 'o');
    const query = manager.createQueryBuilder(Organisation, 'o').where(sql, parameters);
    if (actor.role === 'inspector') query.andWhere('o.kind IN (:...inspectedKinds)', { inspectedKinds });
    this.narrow(query, input, dayOf(at));
    query.orderBy('o.nameKey').addOrderBy('o.id');
    const { rows, total } = await pageWithTotal(query, input);
    return { items: await this.cards(manager, rows, dayOf(at)), ...total, page, pageSize };
  }

  private narrow(
    query: SelectQueryBuilder<Organisation>,
    { q, kind, state }: ListInput,
    today: string,
  ): void {
    if (kind) query.andWhere('o.kind = :kind', { kind });
    if (state === 'closed') query.andWhere('o.closedOn <= :today', { today });
    if (state === 'open') query.andWhere('(o.closedOn IS NULL OR o.closedOn > :today)', { today });
    if (!q) return;
    query.andWhere("(o.name LIKE :words ESCAPE '!' OR o.creditCode LIKE :code ESCAPE '!')", {
      words: containing(q),
      code: containing(normaliseCode(q)),
    });
  }

  async file(actor: Actor, organisationId: string, at: number, manager = this.database.reader.manager) {
    const unit = await readable(actor, organisationId, manager);
    const [card] = await this.cards(manager, [unit], dayOf(at));
    if (!card) throw new Error('a unit without a card');
    return this.fileOf(manager, card, actor, dayOf(at));
  }

  private async fileOf(
    manager: EntityManager,
    card: OrganisationCard,
    actor: Actor,
    today: string,
  ): Promise<OrganisationFile> {
    const profile = await manager.findOneBy(OrganisationProfile, { organisationId: card.id });
    const phones = openPhones(this.cipher, profile?.phonesSealed ?? null);
    const changesWaiting = await manager.countBy(ChangeRequest, {
      organisationId: card.id,
      state: 'waiting',
    });
    const isAdmin = admins.has(actor.role);
    const isOwn = actor.organisationId === card.id && /_admin$/.test(actor.role);
    return {
      ...card,
      address: profile?.address ?? '',
      noCodeReason: profile?.noCodeReason ?? '',
      idNumber: profile?.idNumberSealed ? maskIdNumber(this.cipher.decrypt(profile.idNumberSealed)) : null,
      phone: masked(phones.phone) || null,
      emergencyPhone: masked(phones.emergencyPhone) || null,
      offices: withPhones(profile?.offices ?? [], phones.offices.map(masked)),
      contacts: withPhones(profile?.contacts ?? [], phones.contacts.map(masked)),
      permitNumber: profile?.permitNumber ?? '',
      permitUntil: profile?.permitUntil ?? null,
      promisedAt: profile?.promisedAt ?? null,
      closedReason: profile?.closedReason ?? '',
      roles: await this.rolesOf(manager, card.id, today),
      changesWaiting,
      may: { change: card.closedOn === null && (isAdmin || isOwn), close: card.closedOn === null && isAdmin },
    };
  }

  private async rolesOf(manager: EntityManager, organisationId: string, today: string) {
    const rows: { role: string; number: number | string }[] = await manager.query(
      `SELECT role, COUNT(DISTINCT person_id) AS number FROM assignment
       WHERE organisation_id = ? AND from_day <= ? AND (until_day IS NULL OR until_day >= ?) GROUP BY role`,
      [organisationId, today, today],
    );
    return Object.fromEntries(rows.map(({ role, number }) => [role, Number(number)]));
  }

  private async cards(
    manager: EntityManager,
    rows: Organisation[],
    today: string,
  ): Promise<OrganisationCard[]> {
    const ids = rows.map(({ id }) => id);
    const [profiles, divisions, people, lifts] = await Promise.all([
      manager.findBy(OrganisationProfile, { organisationId: In(ids) }),
      manager.findBy(Division, {
        code: In(rows.flatMap(({ divisionCode }) => [divisionCode, divisionCode.slice(0, 6)])),
      }),
      this.peopleOf(manager, ids, today),
      this.liftsOf(manager, rows),
    ]);
    const nameOf = (code: string) =>
      (divisions.find((one) => one.code === code) ?? divisions.find((one) => one.code === code.slice(0, 6)))
        ?.name ?? '';
    return rows.map(({ id, kind, name, creditCode, divisionCode, closedOn }) => {
      const ownerKind = profiles.find((profile) => profile.organisationId === id)?.ownerKind ?? null;
      const ofKind = OrganisationKind.parse(kind);
      return {
        id,
        kind: ofKind,
        ownerKind: ownerKind === null ? null : OwnerKind.parse(ownerKind),
        name,
        creditCode,
        divisionCode,
        divisionName: nameOf(divisionCode),
        closedOn,
        lifts: liftColumns[ofKind] ? (lifts.get(id) ?? 0) : null,
        people: people.get(id) ?? 0,
      };
    });
  }

  private async peopleOf(manager: EntityManager, ids: string[], today: string): Promise<Map<string, number>> {
    if (ids.length === 0) return new Map();
    const rows: { id: string; number: number | string }[] = await manager.query(
      `SELECT organisation_id AS id, COUNT(DISTINCT person_id) AS number FROM assignment
       WHERE organisation_id IN (${marks(ids)}) AND from_day <= ? AND (until_day IS NULL OR until_day >= ?)
       GROUP BY organisation_id`,
      [...ids, today, today],
    );
    return new Map(rows.map(({ id, number }) => [id, Number(number)]));
  }

  private async liftsOf(manager: EntityManager, rows: Organisation[]): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    for (const [kind, column] of Object.entries(liftColumns)) {
      const ids = rows.filter((row) => row.kind === kind).map(({ id }) => id);
      if (ids.length === 0) continue;
      const found: { id: string; number: number | string }[] = await manager.query(
        `SELECT ${column} AS id, COUNT(*) AS number FROM lift WHERE ${column} IN (${marks(ids)}) GROUP BY ${column}`,
        ids,
      );
      for (const { id, number } of found) counts.set(id, Number(number));
    }
    return counts;
  }
}
