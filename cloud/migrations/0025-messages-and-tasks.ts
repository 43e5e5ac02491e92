import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addColumn,
  createIndex,
  createTable,
  dropTables,
  id,
  instant,
  isSqlite,
  key,
  long,
  optional,
  primary,
  whole,
  word,
} from '../src/kernel/schema';

/** Messages by DingTalk and WeChat with their limits, cards that change in place, notes about tasks. */
export class MessagesAndTasks1763600000025 implements MigrationInterface {
  name = 'MessagesAndTasks1763600000025';

  async up(runner: QueryRunner): Promise<void> {
    await widen(runner, 'message_delivery', 'channel', 20);
    await addColumn(runner, 'message_delivery', 'priority', whole());
    await addColumn(runner, 'message_delivery', 'content', word(64));
    await runner.query('UPDATE message_delivery SET priority = 1');
    await createIndex(runner, 'message_delivery', ['person_id', 'channel', 'tried_at']);
    await createTable(runner, 'message_consent', {
      id: key(),
      person_id: id(),
      template_id: word(64),
      open_id: word(64),
      given_at: instant(),
      delivery_id: optional(id()),
      ended_at: optional(instant()),
    });
    await createTable(runner, 'message_card', {
      id: key(),
      message_id: id(),
      subject_id: id(),
      person_id: id(),
      kind: word(40),
      user_id: word(64),
      outcome: optional(word(60)),
      created_at: instant(),
      attempts: whole(),
      due_at: optional(instant()),
      code: optional(word(80)),
    });
    await createTable(runner, 'message_card_act', {
      signature: primary(word(64)),
      card_id: id(),
      action: word(60),
      content: word(64),
      received_at: instant(),
    });
    await createTable(runner, 'task_note', {
      id: key(),
      task_id: id(),
      person_id: id(),
      text: long(),
      at: instant(),
    });
    await addColumn(runner, 'task', 'open_key', word(181));
    await createIndex(runner, 'message_consent', ['person_id', 'template_id', 'ended_at']);
    await createIndex(runner, 'message_card', ['subject_id']);
    await createIndex(runner, 'message_card', ['due_at']);
    await createIndex(runner, 'message_card_act', ['card_id', 'action'], true);
    await createIndex(runner, 'task_note', ['task_id']);
    await createIndex(runner, 'task', ['open_key'], true);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['task_note', 'message_card_act', 'message_card', 'message_consent']);
    await runner.dropIndex('task', 'uq_task_open_key');
    await runner.dropColumn('task', 'open_key');
    await runner.dropIndex('message_delivery', 'ix_message_delivery_person_id_channel_tried_at');
    await runner.dropColumn('message_delivery', 'content');
    await runner.dropColumn('message_delivery', 'priority');
  }
}

/** SQLite keeps texts of any length, whatever was declared. */
async function widen(runner: QueryRunner, table: string, name: string, length: number): Promise<void> {
  if (isSqlite(runner)) return;
  await runner.query(
    `ALTER TABLE \`${table}\` MODIFY \`${name}\` varchar(${length}) COLLATE utf8mb4_bin NOT NULL`,
  );
}
