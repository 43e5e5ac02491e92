import { DataSource } from 'typeorm';
import { CodeService } from '../../code/code.service';
import { LiftCode } from '../../code/lift-code.entity';
import { AuditEntry } from '../../kernel/audit-entry.entity';
import { Cipher } from '../../kernel/cipher';
import { Clock } from '../../kernel/clock';
import { Database, dataSourceOptions } from '../../kernel/database';
import { env, useEnv } from '../../kernel/env';
import { OutboxEvent } from '../../kernel/outbox-event.entity';
import { UnitOfWork } from '../../kernel/unit-of-work';
import { DueCounter } from '../../lift/due-counter.entity';
import { DueCounterService } from '../../lift/due-counter.service';
import { Lift } from '../../lift/lift.entity';
import { LiftQuery } from '../../lift/lift.query';
import { LiftService } from '../../lift/lift.service';
import { LiftIdentity } from '../../lift/lift-identity.entity';
import { LiftPause } from '../../lift/lift-pause.entity';
import { Division } from '../../organisation/division.entity';
import { Organisation } from '../../organisation/organisation.entity';
import { OrganisationRegister } from '../../organisation/organisation.register';
import { OrganisationService } from '../../organisation/organisation.service';
import { OrganisationIdentity } from '../../organisation/organisation-identity.entity';
import { OrganisationProfile } from '../../organisation/organisation-profile.entity';
import { PaperBulk } from '../../paper/paper.bulk';
import { Paper } from '../../paper/paper.entity';
import { Assignment } from '../../person/assignment.entity';
import { AssignmentEvent } from '../../person/assignment-event.entity';
import { Certificate } from '../../person/certificate.entity';
import { PersonBulk } from '../../person/person.bulk';
import { Person } from '../../person/person.entity';
import { Task } from '../../task/task.entity';
import { TaskService } from '../../task/task.service';
import { ImportRow } from '../import-row.entity';
import { ImportRun } from '../import-run.entity';
import { LiftKind } from '../lifts/lift.kind';
import { OrganisationsKind } from '../organisations/organisation.kind';
import { PeopleKind } from '../people/people.kind';
import type { ImportKind } from './import-kind';
import type { StageOrder } from './order';
import { Turn } from './turn';

const entities = [
  ...[ImportRun, ImportRow, AuditEntry],
  ...[Lift, LiftIdentity, LiftPause, LiftCode, DueCounter, Organisation, Division],
  ...[OrganisationProfile, OrganisationIdentity, OutboxEvent],
  ...[Person, Assignment, AssignmentEvent, Certificate, Paper, Task],
];

/**
 * What a worker thread needs of the service: its own connection and the registers' own services, put together by
 * hand, since the container lives in the main thread. All writing stays with those services.
 */
export class Workshop {
  private constructor(
    readonly database: Database,
    readonly work: UnitOfWork,
    readonly turn: Turn,
    private readonly kinds: Record<string, ImportKind>,
  ) {}

  static async open({ database: address, keyDir, parameters, port }: StageOrder): Promise<Workshop> {
    const database = await openDatabase(address);
    const turn = new Turn(port);
    // Time is the service's, as it told with the turn: its clock may have been moved.
    const clock = Object.assign(new Clock(), { now: () => turn.at });
    const work = Object.assign(new UnitOfWork(), { database, clock });
    const dueCounters = Object.assign(new DueCounterService(), { database, work, clock });
    const liftQuery = Object.assign(new LiftQuery(), { database });
    const lifts = new LiftKind(liftQuery, {
      liftService: Object.assign(new LiftService(), { database, dueCounters }),
      organisationService: new OrganisationService(),
      codeService: new CodeService(),
      parameters,
    });
    // A thread knows the process's variables, but not which folder a test has given its service.
    useEnv({ ...env(), keyDir });
    const cipher = new Cipher();
    cipher.open();
    const people = new PeopleKind({
      ...{ cipher, parameters, now: () => turn.at },
      personBulk: new PersonBulk(),
      paperBulk: Object.assign(new PaperBulk(), {
        cityService: { parameters },
        taskService: new TaskService(),
      }),
    });
    const organisations = new OrganisationsKind({
      ...{ cipher, organisationService: new OrganisationService() },
      organisationRegister: Object.assign(new OrganisationRegister(), { cipher }),
    });
    return new Workshop(database, work, turn, { lifts, people, organisations });
  }

  kind(name: string): ImportKind {
    const kind = this.kinds[name];
    if (!kind) throw new Error(`nothing called ${name} can be imported`);
    return kind;
  }

  close(): Promise<void> {
    return this.database.close();
  }
}

export async function openDatabase(address: string): Promise<Database> {
  const source = await new DataSource({
    ...dataSourceOptions(address),
    entities,
    migrations: [],
  }).initialize();
  const database = Object.assign(new Database(), { writer: source, reader: source });
  if (database.isSqlite) await tuneForMany(source);
  return database;
}

/**
 * Codes and identities fall all over their indices: with the engine's usual 2 MB every chunk reads and writes the
 * same pages again. Nothing is risked: each commit is still flushed to the disk.
 */
async function tuneForMany(source: DataSource): Promise<void> {
  await source.query('PRAGMA cache_size = -65536');
  await source.query('PRAGMA wal_autocheckpoint = 10000');
}
