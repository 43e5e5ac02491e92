import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  createIndex,
  createTable,
  day,
  dropTables,
  flag,
  id,
  instant,
  key,
  long,
  optional,
  real,
  whole,
  word,
} from '../src/kernel/schema';

/** Rescue stations: where they are, where they go out to, their teams and equipment. */
export class RescueStations1763600000049 implements MigrationInterface {
  name = 'RescueStations1763600000049';

  async up(runner: QueryRunner): Promise<void> {
    // Its key is the organisation's: a station is arranged once.
    await createTable(runner, 'rescue_station', {
      organisation_id: key(),
      areas: long(),
      address: word(200),
      lng: optional(real()),
      lat: optional(real()),
      phone_sealed: optional(long()),
      is_open: flag(),
      closed_reason: word(200),
      changed_at: instant(),
    });
    await createTable(runner, 'rescue_team', {
      id: key(),
      organisation_id: id(),
      name: word(40),
      leader_id: id(),
      members: long(),
      created_at: instant(),
      ended_at: optional(instant()),
    });
    await createIndex(runner, 'rescue_team', ['organisation_id', 'ended_at']);
    await createTable(runner, 'rescue_equipment', {
      id: key(),
      organisation_id: id(),
      name: word(60),
      quantity: whole(),
      place: word(80),
      state: word(12),
      checked_on: optional(day()),
      created_at: instant(),
      ended_at: optional(instant()),
    });
    await createIndex(runner, 'rescue_equipment', ['organisation_id', 'ended_at']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['rescue_equipment', 'rescue_team', 'rescue_station']);
  }
}
