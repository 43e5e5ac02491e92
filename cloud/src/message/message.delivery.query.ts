import { actsByArea } from '@lifttrust/shared-types/kernel/access';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import {
  type Delivery,
  type DeliveryCard,
  DeliveryState,
  type MessageAbout,
  type messageApi,
} from '@lifttrust/shared-types/message/message.contract';
import { deliveryReason } from '@lifttrust/shared-types/message/message.delivery.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, type SelectQueryBuilder } from 'typeorm';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { Organisation } from '../organisation/organisation.entity';
import { Assignment } from '../person/assignment.entity';
import { Person } from '../person/person.entity';
import { MessageChannels } from './message.channels';
import { MessageRow } from './message.entity';
import { MessageDelivery } from './message-delivery.entity';

interface Addressee {
  recipient: string;
  organisation: string;
}

/** How messages went, for those who answer for the people they were meant for. Numbers of telephones stay out. */
@Singleton()
export class MessageDeliveryQuery {
  @Inject() database: Database;
  @Inject() channels: MessageChannels;

  async list(input: InputOf<typeof messageApi.deliveries>, ctx: Ctx) {
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const query = within(manager.createQueryBuilder(MessageDelivery, 'd'), 'd', actor);
    if (input.channel) query.andWhere('d.channel = :channel', { channel: input.channel });
    const counted: { state: string; rows: string | number }[] = await query
      .clone()
      .select('d.state', 'state')
      .addSelect('COUNT(*)', 'rows')
      .groupBy('d.state')
      .getRawMany();
    if (input.state) query.andWhere('d.state = :state', { state: input.state });
    const [rows, total] = await query
      .orderBy('d.createdAt', 'DESC')
      .addOrderBy('d.id', 'DESC')
      .skip((input.page - 1) * input.pageSize)
      .take(input.pageSize)
      .getManyAndCount();
    return {
      items: await this.cards(manager, rows, actor),
      total,
      page: input.page,
      pageSize: input.pageSize,
      connected: this.channels.connected(),
      counts: Object.fromEntries(
        counted.map(({ state, rows }) => [DeliveryState.parse(state), Number(rows)]),
      ),
    };
  }

  async about(subjectId: string, ctx: Ctx): Promise<{ items: MessageAbout[] }> {
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const messages = await within(manager.createQueryBuilder(MessageRow, 'm'), 'm', actor)
      .andWhere('m.subjectId = :subjectId', { subjectId })
      .orderBy('m.id', 'ASC')
      .take(100)
      .getMany();
    if (messages.length === 0) return { items: [] };
    const people = await addressees(manager, messages, actor);
    const deliveries = await manager.find(MessageDelivery, {
      where: { messageId: In(messages.map(({ id }) => id)) },
      order: { id: 'ASC' },
    });
    const items = messages.map((message) => ({
      ...addressed(message, people),
      createdAt: message.createdAt,
      readAt: message.readAt,
      deliveries: deliveries.filter(({ messageId }) => messageId === message.id).map(toDelivery),
    }));
    return { items };
  }

  private async cards(
    manager: EntityManager,
    rows: MessageDelivery[],
    actor: Actor,
  ): Promise<DeliveryCard[]> {
    if (rows.length === 0) return [];
    const messages = await manager.findBy(MessageRow, { id: In(rows.map(({ messageId }) => messageId)) });
    const people = await addressees(manager, messages, actor);
    return rows.flatMap((row) => {
      const message = messages.find(({ id }) => id === row.messageId);
      return message ? [{ ...addressed(message, people), ...toDelivery(row) }] : [];
    });
  }
}

/**
 * Only what was meant for somebody of the actor's organisation, or of an organisation of the actor's division. What
 * people hear who also work for others is not one unit's to read: it may come from the others.
 */
function within<T extends object>(
  query: SelectQueryBuilder<T>,
  alias: string,
  actor: Actor,
): SelectQueryBuilder<T> {
  const { sql, parameters } = scopeOf(actor);
  return query.where(
    `EXISTS (SELECT 1 FROM assignment a JOIN organisation o ON o.id = a.organisation_id
      WHERE a.person_id = ${alias}.person_id AND a.until_day IS NULL AND ${sql}${alone(actor)})`,
    parameters,
  );
}

const alone = (actor: Actor): string =>
  actsByArea(actor.role)
    ? ''
    : ` AND NOT EXISTS (SELECT 1 FROM assignment b
        WHERE b.person_id = a.person_id AND b.until_day IS NULL AND b.organisation_id <> o.id)`;

const scopeOf = (actor: Actor) =>
  actsByArea(actor.role) && actor.divisionCode !== ''
    ? { sql: 'o.division_code LIKE :division', parameters: { division: `${actor.divisionCode}%` } }
    : { sql: 'o.id = :organisation', parameters: { organisation: actor.organisationId } };

/** Names by person; of somebody with several organisations, the one through which the actor sees them. */
async function addressees(
  manager: EntityManager,
  messages: MessageRow[],
  actor: Actor,
): Promise<Map<string, Addressee>> {
  const { sql, parameters } = scopeOf(actor);
  const rows: { id: string; recipient: string; organisation: string }[] = await manager
    .createQueryBuilder(Person, 'p')
    .innerJoin(Assignment, 'a', 'a.personId = p.id AND a.untilDay IS NULL')
    .innerJoin(Organisation, 'o', 'o.id = a.organisationId')
    .select(['p.id AS id', 'p.name AS recipient', 'o.name AS organisation'])
    .where('p.id IN (:...ids)', { ids: messages.map(({ personId }) => personId) })
    .andWhere(sql, parameters)
    .getRawMany();
  return new Map(rows.map(({ id, recipient, organisation }) => [id, { recipient, organisation }]));
}

const addressed = (message: MessageRow, people: Map<string, Addressee>) => ({
  messageId: message.id,
  kind: message.kind,
  title: message.title,
  subjectId: message.subjectId,
  ...(people.get(message.personId) ?? { recipient: '', organisation: '' }),
});

const toDelivery = (row: MessageDelivery): Delivery => ({
  id: row.id,
  channel: row.channel,
  state: row.state,
  attempts: row.attempts,
  code: row.code,
  reason: deliveryReason(row.code),
  createdAt: row.createdAt,
  triedAt: row.triedAt,
  nextAt: row.dueAt,
  settledAt: row.settledAt,
});
