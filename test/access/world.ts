import { importApi } from '@lifttrust/shared-types/import/import.contract';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { type DataSource, In } from 'typeorm';
import { FaceChallenge } from '../../cloud/src/face/face-challenge.entity';
import { ImportRun } from '../../cloud/src/import/import-run.entity';
import { systemCtx } from '../../cloud/src/kernel/actor';
import { Clock } from '../../cloud/src/kernel/clock';
import { Database } from '../../cloud/src/kernel/database';
import { newId } from '../../cloud/src/kernel/new-id';
import { Outbox } from '../../cloud/src/kernel/outbox';
import type { TestService } from '../../cloud/src/kernel/testing/service';
import { UnitOfWork } from '../../cloud/src/kernel/unit-of-work';
import { Checkpointer } from '../../cloud/src/ledger/checkpointer';
import { DueCounter } from '../../cloud/src/lift/due-counter.entity';
import { MessageService } from '../../cloud/src/message/message.service';
import { type StaffedDistrict, twoDistricts, type Worker } from '../fixture/district';
import { photograph, signature } from '../fixture/evidence';
import { announce, good, sendBytes, upload } from '../fixture/uploads';
import { type Stage, VisitDriver } from '../fixture/visit-driver';

/** Two districts at work: something of every kind belongs to the own one, and strangers of every role watch. */
export class World {
  private readonly kept = new Map<string, Promise<{ visitId: string; recordId: string }>>();

  private constructor(
    readonly service: TestService,
    readonly own: StaffedDistrict,
    readonly foreign: StaffedDistrict,
    readonly driver: VisitDriver,
  ) {}

  static async build(service: TestService): Promise<World> {
    const { own, foreign } = await twoDistricts(service);
    const clock = await service.get(Clock);
    return new World(service, own, foreign, new VisitDriver(service, () => clock.now()));
  }

  /** A visit of the own district at a stage, shared by everybody who only looks or may try again. */
  visit(stage: Stage): Promise<{ visitId: string; recordId: string }> {
    const known = this.kept.get(stage) ?? this.driver.walk(this.own, stage);
    this.kept.set(stage, known);
    return known;
  }

  visitId = async (stage: Stage): Promise<string> => (await this.visit(stage)).visitId;

  /** A visit of one's own, for acts that can be done once. */
  freshVisitId = async (stage: Stage): Promise<string> => (await this.driver.walk(this.own, stage)).visitId;

  recordId = async (): Promise<string> => (await this.visit('submitted')).recordId;
  freshRecordId = async (): Promise<string> => (await this.driver.walk(this.own, 'submitted')).recordId;

  /** A technician who has scanned and given a position, and now proves who they are. */
  async arrivedVisitId(): Promise<string> {
    const visitId = await this.driver.plan(this.own);
    good(await this.driver.scan(this.own.lead, visitId, this.own.code));
    good(await this.driver.locate(this.own.lead, visitId));
    return visitId;
  }

  /** A log whose first entry is under a checkpoint now, not when the clock says so. */
  async checkpointed(): Promise<void> {
    await this.recordId();
    await (await this.service.get(Checkpointer)).checkpoint();
  }

  async verificationCode(): Promise<string> {
    const recordId = await this.recordId();
    return good(await this.service.call(recordApi.show, { recordId }, this.own.regulator)).verificationCode;
  }

  /** Frames for a face check or an alternative, one after another. */
  frame = async (worker: Worker, visitId?: string): Promise<string> =>
    upload(this.service, worker, {
      purpose: visitId ? 'challenge_frame' : 'enrolment_frame',
      bytes: await photograph(),
      ...(visitId ? { visitId } : {}),
    });

  spreadsheet = (worker: Worker): Promise<string> =>
    upload(this.service, worker, {
      purpose: 'spreadsheet',
      contentType: 'text/csv',
      bytes: worker.role === 'company_admin' ? peopleCsv() : csv(),
    });

  /** A company imports its people, a district its lifts. */
  async import(regulator: Worker, isChecked: boolean): Promise<string> {
    const fileId = await this.spreadsheet(regulator);
    const kind = importKindOf(regulator);
    const input = { fileId, fileName: '台账.csv', kind };
    const started = await this.service.call(importApi.start, input, regulator);
    const { id, mapping } = good(started);
    const check = { importId: id, mapping, crs: 'GCJ02' as const };
    if (isChecked) {
      good(await this.service.call(importApi.check, check, regulator));
      await this.checkedRun(regulator, id);
    }
    return id;
  }

  /** Checks and commits go on by themselves: waits until the run rests. */
  private async checkedRun(regulator: Worker, importId: string): Promise<void> {
    for (;;) {
      if (!good(await this.service.call(importApi.show, { importId }, regulator)).progress) return;
      await blink();
    }
  }

  /** A review that waits for the own reviewer. */
  async review(): Promise<string> {
    const visitId = await this.arrivedVisitId();
    await this.driver.answerAlternative(this.own.lead, visitId);
    return this.driver.reviewOf(this.own.reviewer, this.own.lead, visitId);
  }

  /** A signature of the caller, or a scan where they sign nothing: announced and sent, not yet reported. */
  async sentFile(caller: Worker): Promise<string> {
    const bytes = await signature();
    const signsNothing = caller.role === 'inspector' || caller.role === 'unit_admin';
    const purpose = signsNothing ? 'paper' : 'signature';
    const file = { purpose, bytes, contentType: 'image/png' } as const;
    const { fileId } = good(await announce(this.service, caller, file));
    await sendBytes(this.service, caller, fileId, bytes);
    return fileId;
  }

  /** A running challenge; opening one through the interface needs an enrolled face. */
  async challenge(worker: Worker, visitId: string): Promise<string> {
    const id = newId();
    await this.write(async (manager, at) => {
      await manager.insert(FaceChallenge, {
        id,
        visitId,
        personId: worker.personId,
        directions: ['centre', 'left', 'right'],
        answered: 0,
        openedAt: at,
        revealedAt: at,
        outcome: 'running',
      });
    });
    return id;
  }

  messageTo = async (person: Worker): Promise<string> => (await this.sendMessage(person)).messageId;
  subjectOfMessageTo = async (person: Worker): Promise<string> => (await this.sendMessage(person)).subjectId;

  private async sendMessage(person: Worker): Promise<{ messageId: string; subjectId: string }> {
    const messages = await this.service.get(MessageService);
    const card = { kind: 'test.note', title: '提醒', text: '请查看。', facts: [], page: null };
    const work = await this.service.get(UnitOfWork);
    const at = (await this.service.get(Clock)).now();
    const subjectId = newId();
    await work.run(systemCtx(at), (tx) => messages.send(tx, [person.personId], { ...card, subjectId }));
    const { manager } = (await this.service.get(Database)).reader;
    const [row]: { id: string }[] = await manager.query(
      'SELECT id FROM message WHERE person_id = ? ORDER BY id DESC LIMIT 1',
      [person.personId],
    );
    return { messageId: row?.id ?? '', subjectId };
  }

  /** Rows of every table in one statement, so that a refused call can be shown to have changed nothing. */
  async census(): Promise<Record<string, number>> {
    const { reader } = await this.service.get(Database);
    // What an earlier, rightful call has set going is no trace of a refused one.
    while (await reader.manager.existsBy(ImportRun, { state: In(['checking', 'committing']) })) await blink();
    await (await this.service.get(Outbox)).settle();
    const rows: { of: string; number: number | string }[] = await reader.query(censusOf(reader));
    return Object.fromEntries(rows.map(({ of, number }) => [of, Number(number)]));
  }

  private async write(work: (manager: Manager, at: number) => Promise<void>): Promise<void> {
    const [unitOfWork, clock] = [await this.service.get(UnitOfWork), await this.service.get(Clock)];
    await unitOfWork.run(systemCtx(clock.now()), (tx) => work(tx.manager, tx.at));
  }
}

const blink = () => new Promise((wake) => setTimeout(wake, 20));

function censusOf({ driver, entityMetadatas }: DataSource): string {
  const counts = entityMetadatas
    // Checkpoints and the beginning of a day follow the clock, not the calls.
    .filter(({ tableName }) => !tableName.startsWith('ledger_') && tableName !== 'round_done')
    .map(({ target, tableName }) => {
      // Counters are added up by themselves; what they say is their sum.
      const number = target === DueCounter ? 'COALESCE(SUM(number), 0)' : 'COUNT(*)';
      return `SELECT '${tableName}' AS of, ${number} AS number FROM ${driver.escape(tableName)}`;
    });
  return counts.join(' UNION ALL ');
}

type Manager = Parameters<Parameters<UnitOfWork['run']>[1]>[0]['manager'];

export const importKindOf = ({ role }: Worker) =>
  role === 'company_admin' ? ('people' as const) : ('lifts' as const);

let sheets = 0;
/** One new person of a company, another one each time. */
function peopleCsv(): Buffer {
  sheets += 1;
  return Buffer.from(`姓名,手机号码\r\n程望舒,100${String(90_000_000 + sheets)}\r\n`);
}

/** A register of one lift, a new one each time. */
function csv(): Buffer {
  sheets += 1;
  const factoryNumber = `F-${String(sheets).padStart(5, '0')}`;
  return Buffer.from(
    `制造单位,出厂编号,设备品种,设备状态,使用地点,单位内编号,区划代码\r\n示例电梯制造厂,${factoryNumber},曳引驱动乘客电梯,在用,示例花园,1#,999901\r\n`,
  );
}
