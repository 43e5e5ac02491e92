import { durationInWords, instantInWords } from '@lifttrust/shared-types/kernel/time';
import { definitions, leftOut, rateInWords } from '@lifttrust/shared-types/rescue/rescue.numbers';
import { causes } from '@lifttrust/shared-types/rescue/rescue.words';
import type {
  NumbersGroup,
  RescueNumbersShown,
} from '@lifttrust/shared-types/supervision/rescue-numbers.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { type Ctx, requireActor } from '../kernel/actor';
import { UnitOfWork } from '../kernel/unit-of-work';
import { RecordSheets } from '../record/record.sheets';
import { RescueNumbersQuery } from './rescue-numbers.query';

interface ExportFile {
  bytes: Buffer;
  fileName: string;
  contentType: string;
}

const titles = [
  '分类',
  '项目',
  '困人（起）',
  '响应率',
  '按时接单',
  '应当接单',
  '到达率',
  '按时到场',
  '应当到场',
  '说明',
];

/** The numbers as a file that stands by itself: every definition, and everything left out, is in it. */
@Singleton()
export class RescueNumbersExport {
  @Inject() work: UnitOfWork;
  @Inject() rescueNumbersQuery: RescueNumbersQuery;
  @Inject() recordSheets: RecordSheets;

  /** @throws as `RescueNumbersQuery.show` */
  async file(format: 'csv' | 'xlsx', asked: { since: string; until: string }, ctx: Ctx): Promise<ExportFile> {
    const actor = requireActor(ctx);
    const numbers = await this.rescueNumbersQuery.show(asked, ctx);
    const head = [
      ['救援指标', `${numbers.since} 至 ${numbers.until}`],
      ['统计范围', numbers.area],
      ['统计时间', instantInWords(numbers.asOf)],
      ['导出人', actor.personName],
    ];
    const foot = Object.values(definitions);
    const rows = rowsOf(numbers);
    const name = `救援指标-${numbers.since}至${numbers.until}`;
    const file: ExportFile =
      format === 'csv'
        ? {
            bytes: Buffer.from(
              `\uFEFF${[...head, [], titles, ...rows, [], ...foot.map((line) => [line])].map(csvLine).join('\r\n')}\r\n`,
            ),
            ...{ fileName: `${name}.csv`, contentType: 'text/csv; charset=utf-8' },
          }
        : {
            bytes: await this.recordSheets.write({
              ...{ sheet: '救援指标', head, titles, rows, foot },
              widths: [16, 40, 12, 10, 10, 10, 10, 10, 10, 40],
            }),
            ...{ fileName: `${name}.xlsx` },
            contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          };
    await this.work.run(ctx, (tx) =>
      tx.audit('rescue_numbers.exported', 'organisation', actor.organisationId, { ...asked, format }),
    );
    return file;
  }
}

const rated = (kind: string, { name, entrapments, response, arrival }: NumbersGroup): string[] => [
  ...[kind, name, String(entrapments)],
  ...[rateInWords(response), String(response.within), String(response.of)],
  ...[rateInWords(arrival), String(arrival.within), String(arrival.of), ''],
];

const counted = (kind: string, name: string, cases: number, said = ''): string[] => [
  ...[kind, name, String(cases), '', '', '', '', '', '', said],
];

const liftIn = ({ place, ownNumber, rescueCode }: { place: string; ownNumber: string; rescueCode: string }) =>
  `${place} ${ownNumber} ${rescueCode}`.trim();
const took = (ms: number | null): string => (ms === null ? '—' : durationInWords(ms));

function rowsOf(numbers: RescueNumbersShown): string[][] {
  const { medians } = numbers;
  const whole: NumbersGroup = { ...numbers, key: '', name: '全部' };
  return [
    rated('合计', whole),
    counted(
      '中位数',
      `接单 ${took(medians.responseMs)}，到场 ${took(medians.arrivalMs)}，被困 ${took(medians.trappedMs)}`,
      numbers.entrapments,
    ),
    ...numbers.leftOut.map(({ reason, cases }) => counted('不计入', leftOut[reason], cases)),
    ...numbers.byDistrict.map((group) => rated('区县', group)),
    ...numbers.byHour.map((group) => rated('时段', group)),
    ...numbers.byPlace.map((group) => rated('使用场所', group)),
    ...numbers.byCompany.map((group) => rated('维保单位', group)),
    ...numbers.bySource.map((group) => rated('报警方式', group)),
    ...numbers.causes.map(({ first, second, cases }) =>
      counted('原因', first === null ? '还没有填写' : `${causes[first].word} / ${second}`, cases),
    ),
    ...numbers.repeated.map(({ lift, cases, companyName, lastAt }) =>
      counted('三起及以上', liftIn(lift), cases, `${companyName}；最近一次 ${instantInWords(lastAt)}`),
    ),
    ...numbers.falseAlarms.map(({ lift, alarms, mistaken }) =>
      counted('设备误报', liftIn(lift), mistaken, `共报警 ${alarms} 次`),
    ),
  ];
}

/** What somebody wrote into a register is never a formula in somebody else's spreadsheet. */
const csvCell = (text: string): string => {
  const harmless = /^[=+\-@\t\r]/.test(text) && !/^-?\d/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replace(/"/g, '""')}"` : harmless;
};
const csvLine = (cells: readonly string[]): string => cells.map(csvCell).join(',');
