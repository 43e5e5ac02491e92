import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addColumn,
  createIndex,
  createTable,
  day,
  dropTables,
  id,
  instant,
  key,
  long,
  optional,
  primary,
  whole,
  word,
} from '../src/kernel/schema';

const later = () => optional(instant());
const person = () => optional(id());

async function jurisdictions(runner: QueryRunner): Promise<void> {
  await createTable(runner, 'jurisdiction', {
    code: primary(word(12)),
    name: word(60),
    level: word(10),
    parent_code: optional(word(12)),
    gb_code: word(6),
    from_day: day(),
    until_day: optional(day()),
  });
  await createTable(runner, 'jurisdiction_change', {
    id: key(),
    act_id: id(),
    kind: word(10),
    from_code: word(12),
    to_code: word(12),
    from_name: word(60),
    to_name: word(60),
    from_day: day(),
    reason: word(200),
    recorded_by: person(),
    recorded_at: instant(),
    applied_at: later(),
  });
  await createIndex(runner, 'jurisdiction_change', ['from_code']);
  await createIndex(runner, 'jurisdiction_change', ['applied_at', 'from_day']);
}

async function organisations(runner: QueryRunner): Promise<void> {
  await createTable(runner, 'organisation_profile', {
    organisation_id: key(),
    owner_kind: optional(word(20)),
    address: word(200),
    no_code_reason: word(100),
    id_number_sealed: optional(long()),
    offices: long(),
    contacts: long(),
    phones_sealed: optional(long()),
    permit_number: word(40),
    permit_until: optional(day()),
    promised_at: later(),
    closed_reason: word(200),
    closed_by: person(),
    updated_at: instant(),
  });
  await createTable(runner, 'organisation_identity', {
    identity: primary(word(90)),
    organisation_id: id(),
  });
  await createTable(runner, 'change_secret', { change_id: key(), secret_sealed: long() });
  await createIndex(runner, 'organisation_identity', ['organisation_id']);
  await createIndex(runner, 'organisation', ['division_code', 'kind']);
}

async function filings(runner: QueryRunner): Promise<void> {
  await createTable(runner, 'filing', {
    id: key(),
    token_print: word(64),
    edition: whole(),
    state: word(10),
    name: word(120),
    name_key: word(120),
    credit_code: word(18),
    division_code: word(12),
    form_sealed: long(),
    organisation_id: optional(id()),
    entered_by: person(),
    filed_at: instant(),
    changed_at: instant(),
  });
  await createTable(runner, 'filing_step', {
    id: key(),
    filing_id: id(),
    edition: whole(),
    act: word(10),
    person_id: person(),
    reason: word(300),
    at: instant(),
  });
  await createTable(runner, 'filing_comparison', {
    id: key(),
    organisation_id: id(),
    division_code: word(12),
    person_id: id(),
    body_id: id(),
    visited_on: day(),
    fields: long(),
    note: word(500),
    change_id: optional(id()),
    task_id: optional(id()),
    created_at: instant(),
  });
  await createIndex(runner, 'filing', ['token_print'], true);
  await createIndex(runner, 'filing', ['state', 'division_code']);
  await createIndex(runner, 'filing', ['credit_code']);
  await createIndex(runner, 'filing_step', ['filing_id']);
  await createIndex(runner, 'filing_comparison', ['organisation_id']);
  await createIndex(runner, 'filing_comparison', ['change_id']);
}

async function officers(runner: QueryRunner): Promise<void> {
  await createTable(runner, 'lift_officer', {
    id: key(),
    lift_id: id(),
    owner_id: id(),
    person_id: id(),
    post: word(20),
    from_day: day(),
    until_day: optional(day()),
    /** Lift and post while the naming stands, so that nobody is named beside somebody else. */
    standing: optional(word(60)),
    named_by: person(),
    named_at: instant(),
    ended_by: person(),
  });
  await createIndex(runner, 'lift_officer', ['standing'], true);
  await createIndex(runner, 'lift_officer', ['lift_id']);
  await createIndex(runner, 'lift_officer', ['person_id']);
  await createIndex(runner, 'lift_officer', ['owner_id']);
  // Since when the lift has been in this owner's hands; empty: since it was entered.
  await addColumn(runner, 'lift', 'owner_since', day());
}

/** Areas with their history, units with their files, filings under review, and who answers for a lift at its owner's. */
export class OrganisationsAndOfficers1763600000019 implements MigrationInterface {
  name = 'OrganisationsAndOfficers1763600000019';

  async up(runner: QueryRunner): Promise<void> {
    await jurisdictions(runner);
    await organisations(runner);
    await filings(runner);
    await officers(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('lift', 'owner_since');
    await runner.dropIndex('organisation', 'ix_organisation_division_code_kind');
    await dropTables(runner, [
      'lift_officer',
      'filing_comparison',
      'filing_step',
      'filing',
      'change_secret',
      'organisation_identity',
      'organisation_profile',
      'jurisdiction_change',
      'jurisdiction',
    ]);
  }
}
