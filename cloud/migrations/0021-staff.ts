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
  whole,
  word,
} from '../src/kernel/schema';

/** How companies arrange their people, which lifts each answers for, and how it was on any earlier day. */
export class Staff1763600000021 implements MigrationInterface {
  name = 'Staff1763600000021';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'staff_tree', {
      organisation_id: key(),
      edition: whole(),
      changed_at: instant(),
      changed_by: id(),
    });
    await createTable(runner, 'staff_unit', {
      id: key(),
      unit_id: id(),
      organisation_id: id(),
      parent_id: optional(id()),
      kind: word(12),
      name: word(40),
      leader_id: optional(id()),
      from_day: day(),
      until_day: optional(day()),
      created_at: instant(),
    });
    await createTable(runner, 'staff_member', {
      id: key(),
      organisation_id: id(),
      unit_id: id(),
      person_id: id(),
      from_day: day(),
      until_day: optional(day()),
      created_at: instant(),
    });
    await createTable(runner, 'staff_area', {
      id: key(),
      organisation_id: id(),
      unit_id: id(),
      kind: word(10),
      value: word(60),
      from_day: day(),
      until_day: optional(day()),
      created_at: instant(),
    });
    await createTable(runner, 'lift_assignment', {
      id: key(),
      organisation_id: id(),
      lift_id: id(),
      purpose: word(12),
      person_id: optional(id()),
      unit_id: optional(id()),
      from_day: day(),
      until_day: optional(day()),
      ended_for: word(100),
      created_at: instant(),
    });
    await createIndex(runner, 'staff_unit', ['organisation_id', 'until_day']);
    await createIndex(runner, 'staff_unit', ['unit_id']);
    await createIndex(runner, 'staff_member', ['organisation_id', 'until_day']);
    await createIndex(runner, 'staff_member', ['person_id']);
    await createIndex(runner, 'staff_area', ['organisation_id', 'until_day']);
    await createIndex(runner, 'lift_assignment', ['lift_id', 'purpose']);
    await createIndex(runner, 'lift_assignment', ['organisation_id', 'until_day']);
    await createIndex(runner, 'lift_assignment', ['person_id']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['lift_assignment', 'staff_area', 'staff_member', 'staff_unit', 'staff_tree']);
  }
}
