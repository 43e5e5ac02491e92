import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, word } from '../src/kernel/schema';

/** 使用场所 of a lift: one of the nine kinds of places (CODES §3). */
export class UsePlaces1763600000051 implements MigrationInterface {
  name = 'UsePlaces1763600000051';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'lift', 'use_place', word(12));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE lift DROP COLUMN use_place');
  }
}
