import type { MigrationInterface, QueryRunner } from 'typeorm';
import { newId } from '../src/kernel/new-id';
import { createIndex, createTable, day, dropTables, id, key, whole, word } from '../src/kernel/schema';

interface CountRow {
  company_id: string;
  division_code: string;
  due_on: string;
  number: number | string;
}

/** How many lifts fall due on which day, by company and division: what is overdue is summed, not searched for. */
export class DueCounters1763600000012 implements MigrationInterface {
  name = 'DueCounters1763600000012';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'due_counter', {
      id: key(),
      company_id: id(),
      division_code: word(12),
      due_on: day(),
      number: whole(),
    });
    await createIndex(runner, 'due_counter', ['due_on', 'division_code', 'company_id', 'number']);
    await createIndex(runner, 'due_counter', ['company_id', 'due_on', 'number']);
    await this.fill(runner);
    // Of all records few wait for somebody; these find them without walking through the others.
    await createIndex(runner, 'record', ['validity', 'division_code']);
    await createIndex(runner, 'record', ['owner_answer', 'division_code']);
    await createIndex(runner, 'record', ['completed_on', 'division_code', 'validity']);
  }

  private async fill(runner: QueryRunner): Promise<void> {
    const rows: CountRow[] = await runner.query(
      `SELECT COALESCE(company_id, '') AS company_id, division_code, COALESCE(due_on, '') AS due_on, COUNT(*) AS number
       FROM lift WHERE state = 'in_use' GROUP BY COALESCE(company_id, ''), division_code, COALESCE(due_on, '')`,
    );
    for (let first = 0; first < rows.length; first += 500) {
      const chunk = rows.slice(first, first + 500);
      await runner.query(
        `INSERT INTO due_counter (id, company_id, division_code, due_on, number)
         VALUES ${chunk.map(() => '(?, ?, ?, ?, ?)').join(', ')}`,
        chunk.flatMap((row) => [newId(), row.company_id, row.division_code, row.due_on, Number(row.number)]),
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of [
      'validity_division_code',
      'owner_answer_division_code',
      'completed_on_division_code_validity',
    ])
      await runner.dropIndex('record', `ix_record_${name}`);
    await dropTables(runner, ['due_counter']);
  }
}
