import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  createIndex,
  createTable,
  day,
  dropTables,
  id,
  instant,
  key,
  optional,
  word,
} from '../src/kernel/schema';

/** The owner's answer: agreement to default signing, delegates, what follows a return. */
export class Signing1763600000032 implements MigrationInterface {
  name = 'Signing1763600000032';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'silence_consent', {
      id: key(),
      owner_id: id(),
      person_id: id(),
      text_version: word(20),
      given_at: instant(),
      withdrawn_at: optional(instant()),
      withdrawn_by: optional(id()),
      standing: optional(id()),
    });
    await createIndex(runner, 'silence_consent', ['owner_id']);
    await createIndex(runner, 'silence_consent', ['standing'], true);
    await createTable(runner, 'signing_delegation', {
      id: key(),
      owner_id: id(),
      person_id: id(),
      from_day: day(),
      until_day: day(),
      reason: word(200),
      given_by: id(),
      given_at: instant(),
      ended_on: optional(day()),
    });
    await createIndex(runner, 'signing_delegation', ['owner_id', 'person_id']);
    await createTable(runner, 'dispute', {
      record_id: key(),
      id: id(),
      company_id: id(),
      owner_id: optional(id()),
      division_code: word(12),
      reason: word(300),
      opened_at: instant(),
      due_on: day(),
      state: word(10),
      answer: word(500),
      answered_by: optional(id()),
      decision: word(500),
    });
    await createIndex(runner, 'dispute', ['company_id', 'state']);
    await createIndex(runner, 'dispute', ['owner_id', 'state']);
    await createIndex(runner, 'dispute', ['division_code', 'state']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['dispute', 'signing_delegation', 'silence_consent']);
  }
}
