import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import type { Consequences } from '@lifttrust/shared-types/organisation/organisation.contract';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import type { Transaction } from '../kernel/unit-of-work';
import { OrganisationChanges } from './organisation.changes';
import { Organisation } from './organisation.entity';
import { OrganisationProfile } from './organisation-profile.entity';

/** Units are closed from a day and never deleted: what they did stays readable for as long as it is kept. */
@Singleton()
export class OrganisationClosing {
  @Inject() organisationChanges: OrganisationChanges;

  async consequences(manager: EntityManager, organisationId: string, today: string): Promise<Consequences> {
    const count = async (sql: string, values: string[]): Promise<number> => {
      const [row]: { number: number | string }[] = await manager.query(
        `SELECT COUNT(*) AS number FROM ${sql}`,
        values,
      );
      return Number(row?.number ?? 0);
    };
    return {
      lifts: await count('lift WHERE company_id = ? OR owner_id = ?', [organisationId, organisationId]),
      people: await count(
        'assignment WHERE organisation_id = ? AND from_day <= ? AND (until_day IS NULL OR until_day >= ?)',
        [organisationId, today, today],
      ),
      contracts: await count(
        "contract WHERE (company_id = ? OR owner_id = ?) AND state IN ('entered', 'confirmed') AND until_day >= ?",
        [organisationId, organisationId, today],
      ),
      plannedVisits: await count("visit WHERE company_id = ? AND state = 'planned'", [organisationId]),
      changesWaiting: await count("change_request WHERE organisation_id = ? AND state = 'waiting'", [
        organisationId,
      ]),
    };
  }

  /**
   * The numbers that were shown must still be true, so that nobody closes more than they saw.
   * @throws conflict `organisation.already_closed`, `organisation.consequences_changed`; invalid `organisation.closed_on_invalid`
   */
  async close(
    tx: Transaction,
    unit: Organisation,
    wish: { closedOn: string; reason: string; confirmed: Consequences; personId: string },
  ): Promise<void> {
    if (unit.closedOn !== null)
      throw AppError.conflict('organisation.already_closed', '这个单位已经关闭过了，请刷新查看。');
    const today = dayOf(tx.at);
    if (wish.closedOn < addDays(today, -30) || wish.closedOn > today)
      throw AppError.invalid('organisation.closed_on_invalid', '关闭日期只能是今天，或最近 30 天内的一天。');
    const now = await this.consequences(tx.manager, unit.id, today);
    if (JSON.stringify(now) !== JSON.stringify({ ...now, ...wish.confirmed }))
      throw AppError.conflict(
        'organisation.consequences_changed',
        '所影响的电梯、人员或计划刚有变化，请重新核对再关闭。',
      );
    await tx.manager.update(Organisation, { id: unit.id }, { closedOn: wish.closedOn });
    const profile = await this.organisationChanges.profileOf(tx, unit.id);
    const closed = { closedReason: wish.reason, closedBy: wish.personId, updatedAt: tx.at };
    await tx.manager.save(OrganisationProfile, { ...profile, ...closed });
    await tx.audit('organisation.closed', 'organisation', unit.id, { closedOn: wish.closedOn, ...now });
    await tx.emit('organisation.closed', { organisationId: unit.id, closedOn: wish.closedOn });
  }
}
