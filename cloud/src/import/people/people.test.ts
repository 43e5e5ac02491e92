import {
  type ImportRun,
  importApi,
  importErrorsPath,
  importTemplatePath,
} from '@lifttrust/shared-types/import/import.contract';
import { idNumberCheckSign } from '@lifttrust/shared-types/person/person.codes';
import ExcelJS from 'exceljs';
import { buildDistrict, type StaffedDistrict } from '../../../../test/fixture/district';
import { good } from '../../../../test/fixture/uploads';
import { systemCtx } from '../../kernel/actor';
import { Cipher } from '../../kernel/cipher';
import { Database } from '../../kernel/database';
import { onBothDatabases, type TestService } from '../../kernel/testing/service';
import { UnitOfWork } from '../../kernel/unit-of-work';
import { Paper } from '../../paper/paper.entity';
import { Assignment } from '../../person/assignment.entity';
import { AssignmentEvent } from '../../person/assignment-event.entity';
import { Certificate } from '../../person/certificate.entity';
import { Person } from '../../person/person.entity';
import { Task } from '../../task/task.entity';
import { TaskService } from '../../task/task.service';
import { csvOf, ImportOffice } from '../testing/import-office';

const headings = [
  '姓名',
  '手机号码',
  '身份证号',
  '单位名称',
  '岗位',
  '入职日期',
  '合同到期日',
  '作业项目',
  '证书有效期至',
];
const idNumber = (serial: number): string => {
  const first = `99999919900101${String(serial).padStart(3, '0')}`;
  return first + idNumberCheckSign(first);
};
const phone = (serial: number): string => `100${String(serial).padStart(8, '0')}`;
const days = ['2026-01-05', '2030-12-31', 'T', '2029-06-30'];

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let office: ImportOffice;
  beforeAll(async () => {
    service = await start();
    own = await buildDistrict(service, 'own');
    foreign = await buildDistrict(service, 'foreign');
    office = ImportOffice.beside(service);
  });
  afterAll(() => service.stop());

  const company = '鹭湾区示例电梯服务有限公司';
  const person = (name: string, serial: number, unit = company, role = '维保人员') => [
    ...[name, phone(serial), idNumber(serial), unit, role],
    ...days,
  ];
  const checked = async (token: string, ...rows: string[][]): Promise<ImportRun> => {
    const fileId = await office.upload(token, Buffer.from(csvOf(headings, ...rows)));
    const started = await service.call(
      importApi.start,
      { fileId, fileName: '人员.csv', kind: 'people' },
      { token },
    );
    const { id, mapping } = good(started);
    return good(await office.checkRun(token, { importId: id, mapping, crs: 'UNKNOWN' }));
  };
  const imported = async (token: string, ...rows: string[][]): Promise<ImportRun> =>
    good(await office.commit(token, (await checked(token, ...rows)).id));
  const reasons = async (token: string, run: ImportRun): Promise<string[]> =>
    (await office.rows(token, run.id)).map((row) => row.reasons.map(({ code }) => code).join());
  const read = async () => (await service.get(Database)).reader.manager;

  test('a company imports its people with certificates and contracts; numbers lie sealed', async () => {
    const run = await checked(own.admin.token, person('舒云起', 1), person('方知远', 2));
    expect(run).toMatchObject({ kind: 'people', counts: { create: 2, refused: 0 } });
    expect(run.mapping).toMatchObject({
      personName: '姓名',
      idNumber: '身份证号',
      certificateUntil: '证书有效期至',
    });
    const done = good(await office.commit(own.admin.token, run.id));
    expect(done).toMatchObject({ state: 'committed', written: { create: 2, update: 0 } });
    const manager = await read();
    const cipher = await service.get(Cipher);
    const found = await manager.findOneByOrFail(Person, { name: '舒云起' });
    expect(cipher.decrypt(found.phoneSealed ?? '')).toBe(phone(1));
    expect(cipher.decrypt(found.idNumberSealed ?? '')).toBe(idNumber(1));
    expect(found.idNumberPrint).toBe(cipher.fingerprint('id_number', idNumber(1)));
    const held = await manager.findBy(Assignment, { personId: found.id });
    expect(held).toMatchObject([
      { organisationId: own.companyId, role: 'technician', fromDay: '2026-01-05' },
    ]);
    const [certificate] = await manager.findBy(Certificate, { personId: found.id });
    expect(certificate).toMatchObject({ item: 'T', validUntil: '2029-06-30' });
    const papers = await manager.findBy(Paper, { subjectId: found.id });
    expect(papers.map(({ kind, counts }) => `${kind} ${counts}`).sort()).toEqual([
      'certificate true',
      'employment true',
    ]);
  });

  test('nowhere in the tables of the import does a number lie in the clear', async () => {
    const manager = await read();
    for (const table of ['import_row', 'import_run', 'audit_entry', 'outbox_event']) {
      const rows: object[] = await manager.query(`SELECT * FROM ${table}`);
      const text = JSON.stringify(rows);
      expect({ table, clear: text.includes(idNumber(1)) || text.includes(phone(1)) }).toEqual({
        table,
        clear: false,
      });
    }
  });

  test('the same table again changes nothing; a renewed certificate is an update', async () => {
    const again = await checked(own.admin.token, person('舒云起', 1), person('方知远', 2));
    expect(again.counts).toMatchObject({ unchanged: 2, create: 0, update: 0 });
    const renewed = person('舒云起', 1).with(8, '2030-06-30');
    const run = await checked(own.admin.token, renewed);
    const [row] = await office.rows(own.admin.token, run.id);
    expect(row).toMatchObject({
      outcome: 'update',
      changes: [
        { field: 'certificateItem' },
        { field: 'certificateUntil', before: '2029-06-30', after: '2030-06-30' },
      ],
    });
    good(await office.commit(own.admin.token, run.id));
    const manager = await read();
    const { id } = await manager.findOneByOrFail(Person, { name: '舒云起' });
    expect(await manager.countBy(Certificate, { personId: id })).toBe(2);
  });

  test('what had expired and stands renewed in the table is no longer a task; what the table does not renew stays one', async () => {
    const manager = await read();
    const { id } = await manager.findOneByOrFail(Person, { name: '舒云起' });
    const work = await service.get(UnitOfWork);
    const tasks = await service.get(TaskService);
    const abouts = [`certificate:T:${id}`, `certificate:A:${id}`].map((slot) => `${slot}@${own.companyId}`);
    await work.run(systemCtx(Date.now()), async (tx) => {
      for (const about of abouts)
        await tasks.open(tx, {
          ...{ kind: 'paper.expired', about, subject: { kind: 'person', id } },
          ...{ divisionCode: own.divisionCode, organisationId: own.companyId },
          ...{ title: '证书已到期', text: '请登记新证。', dueOn: '2026-01-01' },
        });
    });
    await imported(own.admin.token, person('舒云起', 1).with(8, '2030-09-30'));
    const states = await manager.findBy(Task, { kind: 'paper.expired', subjectId: id });
    expect(Object.fromEntries(states.map(({ about, state }) => [about, state]))).toEqual({
      [abouts[0] ?? '']: 'done',
      [abouts[1] ?? '']: 'open',
    });
  });

  test('two people of one name are two people; one number is one person, whatever the name', async () => {
    const run = await imported(own.admin.token, person('舒云起', 3));
    expect(run.written.create).toBe(1);
    expect(await (await read()).countBy(Person, { name: '舒云起' })).toBe(2);
    const wrong = await checked(own.admin.token, person('舒云落', 3));
    expect(await reasons(own.admin.token, wrong)).toEqual(['import.name_differs']);
  });

  test('the same person twice in a table is taken once', async () => {
    const run = await checked(own.admin.token, person('谷新', 4), person('谷新', 4));
    expect(run.counts).toMatchObject({ create: 1, refused: 1 });
    const samePhone = person('谷旧', 5).with(1, phone(4));
    const other = await checked(own.admin.token, person('谷新', 4), samePhone);
    expect(other.counts).toMatchObject({ create: 1, refused: 1 });
  });

  test('a telephone that another of the company’s people has is refused', async () => {
    const run = await checked(own.admin.token, person('谷老', 6).with(1, phone(2)));
    expect(await reasons(own.admin.token, run)).toEqual(['import.phone_taken']);
  });

  test('each wrong cell is named, all at once', async () => {
    const cells = [
      '',
      '12345',
      `${idNumber(7).slice(0, 17)}0`,
      company,
      '飞行员',
      '昨天',
      '2020-01-01',
      'Z9',
      '2020-01-01',
    ];
    const run = await checked(
      own.admin.token,
      cells,
      person('整十五', 8).with(2, '999999199001010000'.replace(/\d{3}$/, '000')),
    );
    const [all = '', rounded] = await reasons(own.admin.token, run);
    for (const code of [
      'name_missing',
      'phone_invalid',
      'id_number_invalid',
      'role_unknown',
      'day_unreadable',
      'item_unknown',
    ])
      expect(all).toContain(`import.${code}`);
    expect(rounded).toContain('import.id_number_ruined');
  });

  test('an expired certificate is not imported', async () => {
    const run = await checked(own.admin.token, person('秋晚', 9).with(8, '2020-06-30'));
    expect(await reasons(own.admin.token, run)).toEqual(['paper.already_expired']);
  });

  test('a company imports neither lifts nor units nor anybody else’s people', async () => {
    const { token } = own.admin;
    const fileId = await office.upload(token, Buffer.from(csvOf(headings, person('甲', 10))));
    for (const kind of ['lifts', 'organisations'] as const) {
      const refused = await service.call(importApi.start, { fileId, fileName: '台账.csv', kind }, { token });
      expect([refused.status, refused.error?.code]).toEqual([403, 'import.kind_not_yours']);
    }
    const others = await checked(
      token,
      person('乙', 11, '榕浦区示例电梯服务有限公司'),
      person('丙', 12, '', '维保单位管理员'),
    );
    expect(await reasons(token, others)).toEqual(['import.outside_unit', 'import.role_not_by_table']);
  });

  test('a run belongs to its company: neither another company nor the regulator sees it', async () => {
    const { id: importId } = await checked(own.admin.token, person('丁', 13));
    for (const who of [foreign.admin, foreign.regulator])
      expect((await service.call(importApi.show, { importId }, who)).status).toBe(404);
    expect((await service.call(importApi.list, {}, foreign.admin)).data.total).toBe(0);
    const headers = { authorization: `Bearer ${foreign.admin.token}` };
    expect((await fetch(service.url + importErrorsPath(importId), { headers })).status).toBe(404);
  });

  test('a regulator imports people of the units of the district, and of no other', async () => {
    const { token } = own.regulator;
    const run = await checked(
      token,
      person('戊', 14),
      person('己', 15, '鹭湾区示例物业服务中心', '电梯安全员').with(7, 'A'),
      person('庚', 16, '榕浦区示例电梯服务有限公司'),
      person('辛', 17, '没有的单位'),
      person('壬', 18, '鹭湾区示例物业服务中心', '维保人员'),
      person('癸', 19, '鹭湾区示例市场监督管理局', '监管人员'),
    );
    expect(run.counts).toMatchObject({ create: 2, refused: 4 });
    expect(await reasons(token, run)).toEqual([
      '',
      '',
      'import.unit_unknown',
      'import.unit_unknown',
      'import.role_not_here',
      'import.role_not_here',
    ]);
    expect(good(await office.commit(token, run.id)).written.create).toBe(2);
  });

  test('somebody who works for another company is a new person to this one, and one person to the platform', async () => {
    const strange = person('舒云起', 1, '榕浦区示例电梯服务有限公司');
    const run = await imported(foreign.admin.token, strange.with(1, phone(99)));
    expect(run).toMatchObject({ counts: { create: 1 }, written: { create: 1 } });
    const manager = await read();
    const cipher = await service.get(Cipher);
    const found = await manager.findBy(Person, {
      idNumberPrint: cipher.fingerprint('id_number', idNumber(1)),
    });
    expect(found.length).toBe(1);
    const held = await manager.findBy(Assignment, { personId: found[0]?.id ?? '' });
    expect(held.map(({ organisationId }) => organisationId).sort()).toEqual(
      [own.companyId, foreign.companyId].sort(),
    );
    const acts = await manager.findBy(AssignmentEvent, {
      organisationId: foreign.companyId,
      source: 'import',
    });
    expect(acts).toContainEqual(
      expect.objectContaining({ act: 'given', operatorId: foreign.admin.personId, reason: '随人员表格导入' }),
    );
    const [event]: unknown[] = await manager.query(
      `SELECT id FROM outbox_event WHERE name = 'assignment.given'`,
    );
    expect(event).toBeDefined();
  });

  test('a cell that begins like a formula comes back as text in the list of rows not written', async () => {
    const evil = ['=HYPERLINK("http://x")', '+1234', '@SUM(A1)', company, '-1', '', '', '', ''];
    const run = await checked(own.admin.token, evil);
    const headers = { authorization: `Bearer ${own.admin.token}` };
    const answer = await fetch(service.url + importErrorsPath(run.id), { headers });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(await answer.arrayBuffer());
    const sheet = book.worksheets[0];
    expect(sheet?.getCell('D2').formula).toBeUndefined();
    expect(sheet?.getCell('D2').value).toBe('=HYPERLINK("http://x")');
    const manager = await read();
    const looked = await manager.query(
      `SELECT id FROM audit_entry WHERE action = 'personal.read' AND subject_id = ?`,
      [run.id],
    );
    expect(looked.length).toBe(1);
  });

  test('a template comes as a workbook whose cells keep every digit', async () => {
    const headers = { authorization: `Bearer ${own.admin.token}` };
    const answer = await fetch(service.url + importTemplatePath('people'), { headers });
    expect(answer.status).toBe(200);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(await answer.arrayBuffer());
    expect(book.worksheets[0]?.getCell('C2').numFmt).toBe('@');
    expect((await fetch(`${service.url}/api/import-templates/secrets.xlsx`, { headers })).status).toBe(404);
    expect((await fetch(service.url + importTemplatePath('people'))).status).toBe(401);
  });
});
