import {
  companies,
  dayOf,
  deviceOf,
  divisions,
  idOf,
  idSql,
  owners,
  roundsInFourYears,
  techniciansPerCompany,
  tokenHash,
  tokenOf,
} from './names.mjs';

const dayMs = 86_400_000;
const atOnce = 200_000;
/** Photographs lie beside the newest records only: they are read by what is submitted now. */
const recordsWithPhotos = 240_000;
/** Lifts whose sealed entries carry their texts; of the others only what stands in the columns lies here. */
const withBodies = 100;

/** Numbers below `count`, in parts that each make one transaction. */
async function inParts(connection, count, statement) {
  for (let first = 0; first < count; first += atOnce) {
    const last = Math.min(first + atOnce, count) - 1;
    await connection.query(statement(`seq_${first}_to_${last}`));
  }
}

/** Secondary indices are built in one go after filling; row by row they would take hours. */
async function withoutIndices(connection, table, work) {
  const [rows] = await connection.query(`SHOW INDEX FROM \`${table}\``);
  const indices = new Map();
  for (const row of rows.filter((each) => each.Key_name !== 'PRIMARY'))
    indices.set(row.Key_name, [...(indices.get(row.Key_name) ?? []), row]);
  const drops = [...indices.keys()].map((name) => `DROP INDEX \`${name}\``);
  if (drops.length > 0) await connection.query(`ALTER TABLE \`${table}\` ${drops.join(', ')}`);
  await work();
  const adds = [...indices].map(([name, columns]) => {
    const listed = columns.map((column) => `\`${column.Column_name}\``).join(', ');
    return `ADD ${columns[0].Non_unique ? '' : 'UNIQUE '}INDEX \`${name}\` (${listed})`;
  });
  if (adds.length > 0) await connection.query(`ALTER TABLE \`${table}\` ${adds.join(', ')}`);
}

/** Fills a migrated, empty database with a city: 20 districts, 100 companies, lifts, four years of records. */
export class Dataset {
  constructor(connection, { records, lifts, now }) {
    this.connection = connection;
    this.records = records;
    this.maintained = Math.ceil(records / roundsInFourYears);
    this.lifts = Math.max(lifts, this.maintained);
    this.now = now;
  }

  async fill() {
    await this.connection.query("SET SESSION sql_mode = CONCAT(@@sql_mode, ',NO_UNSIGNED_SUBTRACTION')");
    for (const part of ['organisations', 'people', 'register', 'visits', 'sealed', 'photos']) {
      const begun = Date.now();
      await this[part]();
      console.log(`  ${part} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
    }
    await this.connection.query('ANALYZE TABLE lift, record, visit, visit_member, ledger_entry, stored_file');
  }

  async organisations() {
    const { now } = this;
    const insert = `INSERT INTO organisation (id, kind, name, name_key, division_code, created_at) SELECT`;
    await this.connection.query(`INSERT INTO division (code, name) VALUES ('9999', '示范市')`);
    await this.connection.query(
      `INSERT INTO division (code, name) SELECT 999901 + seq, CONCAT('示范', seq, '区') FROM seq_0_to_${divisions - 1}`,
    );
    await this.connection.query(
      `${insert} ${idSql('C', 'seq')}, 'maintenance_company', CONCAT('示例', seq, '号电梯维保有限公司'), CONCAT('示例', seq), '9999', ${now}
       FROM seq_0_to_${companies - 1}`,
    );
    await this.connection.query(
      `${insert} ${idSql('W', 'seq')}, 'owner', CONCAT('示例', seq, '号物业服务中心'), CONCAT('物业', seq), '9999', ${now}
       FROM seq_0_to_${owners - 1}`,
    );
    await this.connection.query(
      `${insert} ${idSql('B', 'seq')}, 'regulator', CONCAT('示例', seq, '区监管局'), CONCAT('监管', seq), 999901 + seq, ${now}
       FROM seq_0_to_${divisions - 1}`,
    );
  }

  /** Technicians of each company; ten admins, ten regulators and ten technicians are signed in. */
  async people() {
    const technicians = companies * techniciansPerCompany;
    const person = (kind, count) =>
      this.connection.query(
        `INSERT INTO person (id, name, created_at) SELECT ${idSql(kind, 'seq')}, CONCAT('程望', seq), ${this.now} FROM seq_0_to_${count - 1}`,
      );
    const assign = (kind, count, role, organisation) =>
      this.connection.query(
        `INSERT INTO assignment (id, person_id, organisation_id, role, from_day)
         SELECT ${idSql(kind, 'seq')}, ${idSql(kind, 'seq')}, ${organisation}, '${role}', '2020-01-01' FROM seq_0_to_${count - 1}`,
      );
    await person('P', technicians);
    await assign('P', technicians, 'technician', idSql('C', `seq DIV ${techniciansPerCompany}`));
    await person('A', companies);
    await assign('A', companies, 'company_admin', idSql('C', 'seq'));
    await person('R', divisions);
    await assign('R', divisions, 'regulator', idSql('B', 'seq'));
    const sessions = [];
    for (let number = 0; number < 10; number += 1) {
      sessions.push([`admin-${number}`, 'A', number], [`regulator-${number}`, 'R', number]);
      sessions.push([`technician-${number}`, 'P', number * techniciansPerCompany]);
    }
    await this.signIn(sessions.map(([name, kind, number]) => ({ name, personId: idOf(kind, number) })));
  }

  signIn(people) {
    const rows = people.map(({ name, personId }) => [
      ...[personId, tokenHash(tokenOf(name)), personId, personId, 'bench', deviceOf(name), 'bench'],
      ...[this.now, this.now + 365 * dayMs],
    ]);
    return this.connection.query(
      'INSERT INTO session (id, token_hash, person_id, assignment_id, channel, device_id, device_text, created_at, expires_at) VALUES ?',
      [rows],
    );
  }

  /** Lifts with their codes and counters; one in fifty is overdue, as in a city with some trouble. */
  async register() {
    const due = `DATE_FORMAT(DATE_ADD('${dayOf(this.now)}', INTERVAL IF((seq DIV 7) % 50 = 0, -1 - (seq DIV 350) % 30, (seq * 7919) % 16) DAY), '%Y-%m-%d')`;
    await withoutIndices(this.connection, 'lift', () =>
      inParts(
        this.connection,
        this.lifts,
        (
          numbers,
        ) => `INSERT INTO lift (id, equipment_code, registration_code, use_registration, factory_number,
            rescue_code, own_number, type, state, place, address, division_code, manufacturer, made_on, rated_speed,
            rated_load, floors, next_inspection_on, lng, lat, crs, position_confirmed, company_id, owner_id,
            last_maintained_on, due_on, grade, grade_on, created_at, updated_at)
          SELECT ${idSql('E', 'seq')}, '', CONCAT('3110999901', LPAD(seq, 10, '0')), CONCAT('梯11闽Z', seq), CONCAT('F', seq),
            LPAD(seq, 6, '0'), CONCAT(seq % 40, '#'), '3110', 'in_use', CONCAT('望溪花园 ', seq DIV 40, ' 期'),
            CONCAT('示范区示范路 ', seq, ' 号'), ${divisionSql('seq')}, '示例电梯制造厂', '2016-03-01', 1.75, 1000, 18,
            '2027-03-01', 118.6 + (seq % 1000) / 10000, 24.9, 'GCJ02', 1, ${companySql('seq')}, ${ownerSql('seq')},
            DATE_FORMAT(DATE_ADD(${due}, INTERVAL -15 DAY), '%Y-%m-%d'), ${due}, '正常', '${dayOf(this.now)}', ${this.now}, ${this.now}
          FROM ${numbers}`,
      ),
    );
    await inParts(
      this.connection,
      this.lifts,
      (numbers) => `INSERT INTO lift_code (token, lift_id, valid_from)
        SELECT CONCAT('bench', LPAD(seq, 21, '0')), ${idSql('E', 'seq')}, ${this.now - dayMs} FROM ${numbers}`,
    );
    await this.connection.query(
      `INSERT INTO due_counter (id, company_id, division_code, due_on, number)
       SELECT CONCAT('01BNCHD', LPAD(ROW_NUMBER() OVER (), 19, '0')), company_id, division_code, due_on, COUNT(*)
       FROM lift WHERE state = 'in_use' GROUP BY company_id, division_code, due_on`,
    );
  }

  /** Visits and records: the n-th record in time is of lift n modulo the maintained ones. */
  async visits() {
    const { maintained } = this;
    const lift = `(seq % ${maintained})`;
    const stepMs = Math.floor((15.2 * dayMs) / maintained);
    const at = `(${this.now} - (${this.records} - seq) * ${stepMs} - 3600000)`;
    const day = `DATE_FORMAT(FROM_UNIXTIME((${at} + 28800000) / 1000), '%Y-%m-%d')`;
    const technician = (offset) =>
      idSql(
        'P',
        `(${lift} % ${companies}) * ${techniciansPerCompany} + 2 * ((${lift} DIV ${companies}) % ${techniciansPerCompany / 2}) + ${offset}`,
      );
    await this.connection.query("SET time_zone = '+00:00'");
    await withoutIndices(this.connection, 'visit', () =>
      inParts(
        this.connection,
        this.records,
        (
          numbers,
        ) => `INSERT INTO visit (id, lift_id, company_id, owner_id, division_code, class, state, planned_on, due_on,
            lead_id, template_edition, grade, grade_reason, record_id, created_at)
          SELECT ${idSql('V', 'seq')}, ${idSql('E', lift)}, ${companySql(lift)}, ${ownerSql(lift)}, ${divisionSql(lift)},
            'half_month', 'submitted', ${day}, ${day}, ${technician(0)}, 'TSG-T5002-2017/A/1', '正常', '', ${idSql('M', 'seq')}, ${at}
          FROM ${numbers}`,
      ),
    );
    await withoutIndices(this.connection, 'visit_member', () =>
      inParts(
        this.connection,
        this.records,
        (numbers) => `INSERT INTO visit_member (visit_id, person_id, role, is_certified)
          SELECT ${idSql('V', 'seq')}, ${technician(0)}, 'lead', 1 FROM ${numbers}
          UNION ALL SELECT ${idSql('V', 'seq')}, ${technician(1)}, 'partner', 1 FROM ${numbers}`,
      ),
    );
    await withoutIndices(this.connection, 'record', () =>
      inParts(
        this.connection,
        this.records,
        (
          numbers,
        ) => `INSERT INTO record (id, visit_id, lift_id, company_id, owner_id, division_code, class, started_at,
            completed_at, completed_on, place, rescue_code, own_number, company_name, owner_name, technicians, validity,
            owner_answer, grade, exceptions, next_planned_on, entry_seq, content_hash, verification_code)
          SELECT ${idSql('M', 'seq')}, ${idSql('V', 'seq')}, ${idSql('E', lift)}, ${companySql(lift)}, ${ownerSql(lift)},
            ${divisionSql(lift)}, 'half_month', ${at} - 2400000, ${at}, ${day}, CONCAT('望溪花园 ', ${lift} DIV 40, ' 期'),
            LPAD(${lift}, 6, '0'), CONCAT(${lift} % 40, '#'), CONCAT('示例', ${lift} % ${companies}, '号电梯维保有限公司'),
            CONCAT('示例', ${lift} % ${owners}, '号物业服务中心'), '["程望舒","江怀远"]',
            CASE WHEN seq % 200 = 0 THEN 'suspect' WHEN seq % 500 = 1 THEN 'invalid' ELSE 'valid' END,
            CASE WHEN seq > ${this.records} * 0.99 THEN 'pending' WHEN seq % 300 = 0 THEN 'returned' ELSE 'signed' END,
            '正常', 0, ${day}, ${sealedFrom} + seq, SHA2(CONCAT('content', seq), 256), CONCAT('B', LPAD(seq, 15, '0'))
          FROM ${numbers}`,
      ),
    );
  }

  /** Sealed entries with the open body of a real one; they stand behind the numbers that the service will give. */
  async sealed() {
    const lift = `(seq % ${this.maintained})`;
    const step = Math.floor((15.2 * dayMs) / this.maintained);
    const at = `(${this.now} - (${this.records} - seq) * ${step} - 3600000)`;
    const evidence = [1, 2, 3, 4, 5, 6].map((each) => `SHA2(seq + ${each}, 256)`).join(', ');
    const open = `JSON_OBJECT('edition', 1, 'recordId', ${idSql('M', 'seq')}, 'visitId', ${idSql('V', 'seq')},
      'liftId', ${idSql('E', lift)}, 'companyId', ${companySql(lift)}, 'ownerId', ${ownerSql(lift)}, 'divisionCode', '999901',
      'class', 'half_month', 'startedAt', ${at} - 2400000, 'completedAt', ${at}, 'completedOn', '2026-01-01',
      'place', '望溪花园 1 期', 'rescueCode', '990101', 'ownNumber', '1#', 'companyName', '示例电梯维保有限公司',
      'ownerName', '示例物业服务中心', 'technicians', JSON_ARRAY('程望舒', '江怀远'), 'grade', '正常', 'exceptions', 0,
      'validity', 'valid', 'findingCodes', JSON_ARRAY(), 'nextPlannedOn', '2026-01-16', 'templateEdition',
      'TSG-T5002-2017/A/1', 'verificationCode', LPAD(seq, 16, '0'), 'evidence', JSON_ARRAY(${evidence}))`;
    await withoutIndices(this.connection, 'ledger_entry', () =>
      inParts(
        this.connection,
        this.records,
        (
          numbers,
        ) => `INSERT INTO ledger_entry (id, version, leaf, seq, kind, lift_id, lift_seq, previous, at, open_text, closed_text, closed_hash,
            hash, key_id, signature)
          SELECT ${sealedFrom} + seq, 2, SHA2(seq + 3, 256), ${sealedFrom} + seq, 'record.submitted', ${idSql('E', lift)}, seq DIV ${this.maintained} + 1, SHA2(seq, 256),
            ${this.now} - (${this.records} - seq) * ${step}, IF(${lift} < ${withBodies}, ${open}, '{}'), IF(${lift} < ${withBodies}, ${closedSql}, '{}'),
            SHA2(seq + 1, 256), SHA2(CONCAT('content', seq), 256), 'bench', 'bench' FROM ${numbers}`,
      ),
    );
  }

  async photos() {
    const first = Math.max(0, this.records - recordsWithPhotos);
    const photos = (this.records - first) * 4;
    await withoutIndices(this.connection, 'stored_file', () =>
      inParts(
        this.connection,
        photos,
        (
          numbers,
        ) => `INSERT INTO stored_file (id, purpose, visit_id, person_id, sha256, bytes, content_type, captured_at,
            state, object_key, is_sealed, perceptual_hash, created_at, received_at)
          SELECT ${idSql('F', 'seq')}, 'photo', ${idSql('V', `${first} + seq DIV 4`)}, ${idSql('P', '0')}, SHA2(seq, 256), 200000,
            'image/jpeg', ${this.now}, 'ready', SHA2(seq, 256), 1, LEFT(MD5(seq), 16), ${this.now} - (${this.records} - seq DIV 4) * 1000,
            ${this.now} FROM ${numbers}`,
      ),
    );
    // The quarters of their hashes, by which pictures that look alike are found.
    const company = companySql(`((${first} + seq DIV 4) % ${this.maintained})`);
    for (const place of [0, 1, 2, 3])
      await inParts(
        this.connection,
        photos,
        (numbers) => `INSERT INTO photo_band (company_id, band, file_id)
          SELECT ${company}, ${place * 65_536} + CONV(SUBSTR(MD5(seq), ${1 + place * 4}, 4), 16, 10), ${idSql('F', 'seq')}
          FROM ${numbers} ORDER BY 1, 2`,
      );
  }
}

/** Numbers of the log that the running service does not reach. */
export const sealedFrom = 1_000_000_000_000;
const closedSql = `CONCAT('{"items":"', REPEAT('x', 12000), '"}')`;
const companySql = (lift) => idSql('C', `${lift} % ${companies}`);
const ownerSql = (lift) => idSql('W', `${lift} % ${owners}`);
const divisionSql = (lift) => `999901 + (${lift} DIV ${companies}) % ${divisions}`;
