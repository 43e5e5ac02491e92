import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addColumn,
  createIndex,
  createTable,
  dropTables,
  flag,
  id,
  instant,
  key,
  long,
  optional,
  primary,
  whole,
  word,
} from '../src/kernel/schema';

/** Sessions that are renewed, limited and ended by others; working devices; the second factor; lock-outs. */
export class SessionsAndDevices1763600000017 implements MigrationInterface {
  name = 'SessionsAndDevices1763600000017';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'session', 'limit_at', instant());
    await addColumn(runner, 'session', 'is_desk', flag());
    await addColumn(runner, 'session', 'factor', word(10));
    await addColumn(runner, 'session', 'renewed_at', instant());
    await addColumn(runner, 'session', 'ended_reason', word(30));
    await createTable(runner, 'session_refresh', {
      token_hash: primary(word(64)),
      session_id: id(),
      made_at: instant(),
      until_at: instant(),
      used_at: optional(instant()),
    });
    await createTable(runner, 'sign_in_lock', {
      subject: primary(word(120)),
      failures: whole(),
      first_at: instant(),
      locked_until: optional(instant()),
    });
    await this.devices(runner);
    await this.secondFactor(runner);
    await createIndex(runner, 'session', ['person_id', 'ended_at']);
    await createIndex(runner, 'session_refresh', ['session_id']);
  }

  private async devices(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'device', {
      id: key(),
      person_id: id(),
      channel: word(20),
      device_id: word(64),
      text: word(200),
      first_at: instant(),
      trusted_from: optional(instant()),
    });
    await createTable(runner, 'device_change', {
      id: key(),
      device_key: id(),
      person_id: id(),
      organisation_id: id(),
      reason: word(200),
      asked_at: instant(),
      state: word(10),
      decided_at: optional(instant()),
      decided_by: optional(id()),
      decision: word(200),
      effective_at: optional(instant()),
    });
    await createIndex(runner, 'device', ['person_id', 'channel', 'device_id'], true);
    await createIndex(runner, 'device_change', ['organisation_id', 'state']);
    await createIndex(runner, 'device_change', ['person_id', 'state']);
  }

  private async secondFactor(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'second_factor', {
      person_id: primary(id()),
      secret_sealed: long(),
      made_at: instant(),
      confirmed_at: optional(instant()),
      last_step: whole(),
    });
    await createTable(runner, 'recovery_code', {
      person_id: primary(id()),
      code_hash: primary(word(64)),
      made_at: instant(),
      used_at: optional(instant()),
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, [
      'recovery_code',
      'second_factor',
      'device_change',
      'device',
      'sign_in_lock',
      'session_refresh',
    ]);
    for (const column of ['ended_reason', 'renewed_at', 'factor', 'is_desk', 'limit_at'])
      await runner.dropColumn('session', column);
  }
}
