import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addColumn,
  createIndex,
  createTable,
  dropTables,
  flag,
  id,
  instant,
  long,
  primary,
  whole,
  word,
} from '../src/kernel/schema';

const added: Record<string, string[]> = {
  presence: ['is_offline', 'anchor_at', 'received_at', 'clock_jump_ms', 'untrusted_steps'],
  signature: ['scope', 'received_at', 'left_at'],
  visit_item: ['by_id', 'added_by', 'settled_for', 'settled_at'],
  face_challenge: ['ticket'],
  face_alternative: ['ticket'],
  record: ['received_at'],
};

/** Work without a network: when it was done, which part of it is whose, and identity checks issued beforehand. */
export class OfflineWork1763600000033 implements MigrationInterface {
  name = 'OfflineWork1763600000033';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'presence', 'is_offline', flag());
    await addColumn(runner, 'presence', 'anchor_at', instant());
    await addColumn(runner, 'presence', 'received_at', instant());
    await addColumn(runner, 'presence', 'clock_jump_ms', instant());
    await addColumn(runner, 'presence', 'untrusted_steps', whole());
    await addColumn(runner, 'signature', 'scope', word(5));
    await addColumn(runner, 'signature', 'received_at', instant());
    await addColumn(runner, 'signature', 'left_at', instant());
    await addColumn(runner, 'visit_item', 'by_id', id());
    await addColumn(runner, 'visit_item', 'added_by', id());
    await addColumn(runner, 'visit_item', 'settled_for', id());
    await addColumn(runner, 'visit_item', 'settled_at', instant());
    await addColumn(runner, 'face_challenge', 'ticket', word(64));
    await createIndex(runner, 'face_challenge', ['ticket'], true);
    await addColumn(runner, 'face_alternative', 'ticket', word(64));
    await createIndex(runner, 'face_alternative', ['ticket'], true);
    await addColumn(runner, 'record', 'received_at', instant());
    await createTable(runner, 'visit_answer', {
      visit_id: primary(id()),
      code: primary(word(20)),
      person_id: primary(id()),
      result: { ...word(16), isNullable: true },
      note: word(500),
      reading: word(60),
      file_ids: long(),
      photo_hashes: long(),
      at: instant(),
      received_at: instant(),
      is_offline: flag(),
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['visit_answer']);
    for (const [table, columns] of Object.entries(added)) await runner.dropColumns(table, columns);
  }
}
