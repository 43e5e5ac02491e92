import { systemCtx } from './actor';
import { AuditEntry } from './audit-entry.entity';
import { Database } from './database';
import { insertRows } from './insert-rows';
import { newId } from './new-id';
import { onBothDatabases, type TestService } from './testing/service';
import { UnitOfWork } from './unit-of-work';

/** What a statement's text could take for something else than text. */
const awkward = [
  "'); DELETE FROM audit_entry; --",
  '\\',
  "\\'",
  '? ?? :name',
  '"`',
  'a\nb\r\tc\u001a',
  '/* */ # --',
  '云溪里𠮷🛗',
  '',
];

onBothDatabases((start) => {
  let service: TestService;
  let database: Database;
  let work: UnitOfWork;
  beforeAll(async () => {
    service = await start();
    database = await service.get(Database);
    work = await service.get(UnitOfWork);
  });
  afterAll(() => service.stop());

  const entry = (subjectId: string, detail: Record<string, unknown> | null) => ({
    id: newId(),
    at: 1_795_000_000_000,
    personId: null,
    role: null,
    organisationId: null,
    deviceId: null,
    action: 'test.insert',
    subjectKind: 'test',
    subjectId,
    requestId: 'test',
    detail,
  });
  const keep = async (rows: ReturnType<typeof entry>[]) => {
    await work.run(systemCtx(Date.now(), 'test'), (tx) => insertRows(tx.manager, AuditEntry, rows));
    const kept = await database.reader.manager.findBy(AuditEntry, { action: 'test.insert' });
    const byId = new Map(kept.map((row) => [row.id, row]));
    return rows.map(({ id }) => byId.get(id));
  };

  test('whatever stands in a text is kept letter by letter and is never a command', async () => {
    const rows = awkward.map((text) => entry(text.slice(0, 26), { text }));
    const kept = await keep(rows);
    expect(kept.map((row) => [row?.subjectId, row?.detail])).toEqual(
      rows.map((row) => [row.subjectId, row.detail]),
    );
    expect(await database.reader.manager.countBy(AuditEntry, { action: 'test.insert' })).toBe(rows.length);
  });

  test('each row keeps its own values, whether the row before has the same or others', async () => {
    const shared = { text: 'shared' };
    const rows = [null, shared, shared, null, { text: 'own' }].map((detail) => entry('same', detail));
    expect((await keep(rows)).map((row) => row?.detail)).toEqual(rows.map((row) => row.detail));
  });

  test('more rows than one statement holds are all kept', async () => {
    const rows = Array.from({ length: 1_300 }, (_, at) => entry('many', { at }));
    expect((await keep(rows)).map((row) => row?.detail)).toEqual(rows.map((row) => row.detail));
  });
});
