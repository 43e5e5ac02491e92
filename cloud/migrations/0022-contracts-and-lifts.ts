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
  makeAppendOnly,
  optional,
  primary,
  real,
  whole,
  word,
} from '../src/kernel/schema';

/** Who answers for a lift by which contract; whose code hangs where; where the lift really stands. */
export class ContractsAndLifts1763600000022 implements MigrationInterface {
  name = 'ContractsAndLifts1763600000022';

  async up(runner: QueryRunner): Promise<void> {
    await this.contracts(runner);
    await this.responsibility(runner);
    await this.onSite(runner);
  }

  private async contracts(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'contract', {
      id: key(),
      number: word(60),
      company_id: id(),
      owner_id: id(),
      division_code: word(12),
      from_day: day(),
      until_day: day(),
      content: long(),
      frequency: word(120),
      terms: long(),
      price: word(60),
      file_id: id(),
      signed_on: day(),
      state: word(12),
      is_retroactive: flag(),
      entered_by: id(),
      entered_at: instant(),
      decided_by: optional(id()),
      decided_at: optional(instant()),
      decision: word(300),
      expiry_reminded: optional(whole()),
      entry_reminded: optional(whole()),
    });
    await createTable(runner, 'contract_lift', {
      id: key(),
      contract_id: id(),
      lift_id: id(),
      company_id: id(),
      from_day: day(),
      until_day: day(),
      entered_on: day(),
      confirmed_on: optional(day()),
      ends_on: optional(day()),
      end_recorded_on: optional(day()),
      is_takeover: flag(),
      former_company_id: optional(id()),
      accepted_at: optional(instant()),
      accepted_by: optional(id()),
      is_safe: optional(flag()),
      defects: long(),
    });
    await createIndex(runner, 'contract', ['company_id', 'until_day']);
    await createIndex(runner, 'contract', ['owner_id', 'until_day']);
    await createIndex(runner, 'contract', ['until_day', 'state']);
    await createIndex(runner, 'contract_lift', ['lift_id', 'from_day']);
    await createIndex(runner, 'contract_lift', ['contract_id']);
    await createIndex(runner, 'contract_lift', ['from_day']);
    await createIndex(runner, 'contract_lift', ['until_day']);
    await createIndex(runner, 'contract_lift', ['ends_on']);
    await createIndex(runner, 'contract_lift', ['is_takeover', 'from_day']);
  }

  private async responsibility(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'registered_company', {
      lift_id: key(),
      company_id: optional(id()),
      stated_on: day(),
    });
    await createTable(runner, 'lift_responsibility', {
      lift_id: key(),
      state: word(10),
      company_id: optional(id()),
      waiting: long(),
      since: day(),
      division_code: word(12),
      owner_id: optional(id()),
    });
    await createTable(runner, 'responsibility_change', {
      id: key(),
      lift_id: id(),
      on_day: day(),
      at: instant(),
      state: word(10),
      company_id: optional(id()),
      former_company_id: optional(id()),
    });
    await createIndex(runner, 'lift_responsibility', ['state', 'division_code']);
    await createIndex(runner, 'responsibility_change', ['lift_id', 'at']);
    await makeAppendOnly(runner, 'responsibility_change');
  }

  private async onSite(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'binding', {
      id: key(),
      lift_id: id(),
      company_id: id(),
      person_id: id(),
      way: word(10),
      own_number: word(60),
      photo_id: optional(id()),
      state: word(10),
      at: instant(),
      decided_by: optional(id()),
      decided_at: optional(instant()),
    });
    await createTable(runner, 'position_fix', {
      id: key(),
      lift_id: id(),
      person_id: id(),
      company_id: id(),
      visit_id: optional(id()),
      fix_sealed: long(),
      accuracy_metres: real(),
      at: instant(),
    });
    await createTable(runner, 'lift_position', {
      id: key(),
      lift_id: id(),
      lng: real(),
      lat: real(),
      fixes: whole(),
      spread_metres: real(),
      at: instant(),
    });
    await createTable(runner, 'code_move', {
      token: primary(word(40)),
      at: primary(instant()),
      from_lift_id: id(),
      to_lift_id: id(),
      person_id: id(),
      reason: word(200),
    });
    await createIndex(runner, 'binding', ['lift_id', 'company_id']);
    await createIndex(runner, 'binding', ['company_id', 'state']);
    await createIndex(runner, 'position_fix', ['lift_id', 'at']);
    await createIndex(runner, 'lift_position', ['lift_id', 'at']);
    await createIndex(runner, 'code_move', ['from_lift_id']);
    await createIndex(runner, 'code_move', ['to_lift_id']);
    await makeAppendOnly(runner, 'lift_position');
    await makeAppendOnly(runner, 'code_move');
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, [
      'code_move',
      'lift_position',
      'position_fix',
      'binding',
      'responsibility_change',
      'lift_responsibility',
      'registered_company',
      'contract_lift',
      'contract',
    ]);
  }
}
