import { extname, join } from 'node:path';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { dayOf, instantInWords } from '@lifttrust/shared-types/kernel/time';
import {
  OwnerAnswer,
  ownerAnswerWords,
  type RecordSheetQuery,
  RecordStanding,
  recordSheetRows,
  standingWords,
  Validity,
  validityWords,
} from '@lifttrust/shared-types/record/record.contract';
import { cameLate } from '@lifttrust/shared-types/record/record.timing.rules';
import {
  itemResults,
  MaintenanceClass,
  maintenanceClasses,
} from '@lifttrust/shared-types/visit/visit.contract';
import { Destroy, Inject, Singleton } from '@midwayjs/core';
import { Piscina } from 'piscina';
import { packageRoot } from '../import/import.threads';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { UnitOfWork } from '../kernel/unit-of-work';
import { MaintenanceRecord } from './record.entity';
import { RecordQuery } from './record.query';
import type { SheetOrder } from './record.sheet.worker';

const idleMs = 30_000;
const pageRows = 1000;

/** Records as workbooks: a list as it was filtered, and one record's checklist. Every export is logged. */
@Singleton()
export class RecordSheets {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() recordQuery: RecordQuery;

  private threads: Piscina | undefined;

  /** @throws too_large `record.too_many_rows` beyond `recordSheetRows`: half a list is never taken for the whole */
  async list(asked: RecordSheetQuery, ctx: Ctx): Promise<{ bytes: Buffer; fileName: string }> {
    const { purpose, ...filters } = asked;
    const actor = requireActor(ctx);
    const rows = await this.rowsOf(filters, ctx);
    const order = listOrder(rows, footOf(actor, ctx.at, purpose, rows.length));
    const bytes = await this.write(order);
    await this.work.run(ctx, (tx) =>
      tx.audit('record.list_exported', 'organisation', actor.organisationId, {
        ...{ purpose, filters, rows: rows.length },
      }),
    );
    return { bytes, fileName: `维保记录-${dayOf(ctx.at)}.xlsx` };
  }

  async one(recordId: string, ctx: Ctx): Promise<{ bytes: Buffer; fileName: string }> {
    const actor = requireActor(ctx);
    const detail = await this.recordQuery.detail(this.database.reader.manager, recordId, ctx);
    const head = [
      ['地点', `${detail.place} ${detail.ownNumber}`],
      ['应急救援识别码', detail.rescueCode],
      ['类别', maintenanceClasses[detail.class]],
      ['完成时间', instantInWords(detail.completedAt)],
      ['维保单位', detail.companyName],
      ['维保人员', detail.technicians.join('、')],
      ['使用单位', `${detail.ownerName}（${ownerAnswerWords[detail.ownerAnswer]}）`],
      ['有效性', `${validityWords[detail.validity]}，${standingWords[detail.standing]}`],
      ...detail.amendments.flatMap(amendmentLines),
      ['设备状态等级', `${detail.grade} ${detail.gradeReason}`],
      ['查验码', detail.verificationCode],
      ['内容摘要', detail.contentHash],
    ];
    const bytes = await this.write({
      ...{ sheet: '维保项目', head, widths: [16, 36, 48, 12, 16, 40] },
      titles: ['编号', '项目', '要求', '结果', '读数', '说明'],
      rows: detail.items.map(({ code, name, requirement, result, reading, note }) => [
        ...[code, name, requirement, result === null ? '' : itemResults[result], reading, note],
      ]),
      foot: footOf(actor, ctx.at, '', detail.items.length),
    });
    await this.work.run(ctx, (tx) => tx.audit('record.sheet_exported', 'record', recordId));
    return {
      bytes,
      fileName: `维保项目-${detail.rescueCode || detail.ownNumber}-${detail.completedOn}.xlsx`,
    };
  }

  private async rowsOf(filters: Omit<RecordSheetQuery, 'purpose'>, ctx: Ctx): Promise<string[][]> {
    const query = await this.recordQuery.filtered(filters, ctx);
    const rows: string[][] = [];
    for (;;) {
      const found = await query.clone().offset(rows.length).limit(pageRows).getMany();
      rows.push(...found.map(cellsOf));
      if (rows.length > recordSheetRows)
        throw new AppError(
          'too_large',
          'record.too_many_rows',
          `符合条件的超过 ${recordSheetRows} 份，一次最多导出 ${recordSheetRows} 份。请按完成日期或单位缩小范围，分几次导出。`,
        );
      if (found.length < pageRows) return rows;
    }
  }

  /** A workbook, made in a thread of its own: nobody's request waits for it. */
  async write(order: SheetOrder): Promise<Buffer> {
    this.threads ??= new Piscina({
      filename: join(packageRoot(__dirname), 'workers', 'import', 'main.cjs'),
      workerData: { entry: join(__dirname, `record.sheet.worker${extname(__filename)}`) },
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: idleMs,
    });
    const bytes: Uint8Array = await this.threads.run(order, { name: 'write' });
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  @Destroy()
  async close(): Promise<void> {
    await this.threads?.destroy();
  }
}

const columns: [title: string, width: number, cell: (record: MaintenanceRecord) => string][] = [
  ['完成日期', 12, ({ completedOn }) => completedOn],
  ['应急救援识别码', 16, ({ rescueCode }) => rescueCode],
  ['地点', 30, ({ place }) => place],
  ['单位内编号', 12, ({ ownNumber }) => ownNumber],
  ['类别', 10, (record) => maintenanceClasses[MaintenanceClass.parse(record.class)]],
  ['维保单位', 30, ({ companyName }) => companyName],
  ['维保人员', 20, ({ technicians }) => technicians.join('、')],
  ['使用单位', 30, ({ ownerName }) => ownerName],
  ['使用单位意见', 24, ({ ownerAnswer }) => ownerAnswerWords[OwnerAnswer.parse(ownerAnswer)]],
  ['有效性', 10, ({ validity }) => validityWords[Validity.parse(validity)]],
  ['更正与作废', 12, ({ standing }) => standingWords[RecordStanding.parse(standing)]],
  ['设备状态等级', 14, ({ grade }) => grade],
  ['非合格项', 10, ({ exceptions }) => String(exceptions)],
  ['开始', 22, ({ startedAt }) => instantInWords(startedAt)],
  ['完成', 22, ({ completedAt }) => instantInWords(completedAt)],
  ['上传', 22, ({ receivedAt }) => (receivedAt === null ? '' : instantInWords(receivedAt))],
  ['迟传', 8, (record) => (cameLate(record) ? '迟传' : '')],
  ['下次维保', 12, ({ nextPlannedOn }) => nextPlannedOn],
  ['存证编号', 12, ({ entrySeq }) => (entrySeq === null ? '' : String(entrySeq))],
  ['查验码', 20, ({ verificationCode }) => verificationCode],
];
const cellsOf = (record: MaintenanceRecord): string[] => columns.map(([, , cell]) => cell(record));

const listOrder = (rows: string[][], foot: string[]): SheetOrder => ({
  ...{ sheet: '维保记录', head: [], rows, foot },
  titles: columns.map(([title]) => title),
  widths: columns.map(([, width]) => width),
});

const footOf = (actor: Actor, at: number, purpose: string, rows: number): string[] => [
  `共 ${rows} 行。${actor.organisationName} ${actor.personName} ${instantInWords(at)} 导出${purpose ? `，用途：${purpose}` : ''}。`,
  '表格只便于统计查阅，以封存的记录为准；可凭查验码核对。',
];

const amendmentLines = ({ kind, number, reason, corrections }: AmendmentOf): string[][] => [
  [kind === 'void' ? '作废' : `第 ${number} 次更正`, `理由：${reason}`],
  ...corrections.map(({ label, before, after }) => [
    '',
    `${label}：${before || '（空）'} → ${after || '（空）'}`,
  ]),
];
type AmendmentOf = Awaited<ReturnType<RecordQuery['detail']>>['amendments'][number];
