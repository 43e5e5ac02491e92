import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  createIndex,
  createTable,
  dropTables,
  id,
  instant,
  key,
  optional,
  whole,
  word,
} from '../src/kernel/schema';

/** How each message went by text message and by telephone. */
export class MessageDelivery1763600000009 implements MigrationInterface {
  name = 'MessageDelivery1763600000009';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'message_delivery', {
      id: key(),
      message_id: id(),
      person_id: id(),
      channel: word(10),
      state: word(14),
      attempts: whole(),
      serial_no: optional(word(64)),
      code: optional(word(80)),
      created_at: instant(),
      tried_at: optional(instant()),
      due_at: optional(instant()),
      settled_at: optional(instant()),
    });
    await createIndex(runner, 'message_delivery', ['due_at']);
    await createIndex(runner, 'message_delivery', ['message_id']);
    await createIndex(runner, 'message_delivery', ['person_id', 'state']);
    await createIndex(runner, 'message_delivery', ['serial_no']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['message_delivery']);
  }
}
