import { dateInWords, dayOf, instantInWords } from '@lifttrust/shared-types/kernel/time';
import { liftStates, liftTypes } from '@lifttrust/shared-types/lift/lift.contract';
import { hasNoCar } from '@lifttrust/shared-types/rescue/rescue.rules';
import { maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import type { Content, CustomTableLayout, TableCell } from 'pdfmake/interfaces';
import { qrSvgOf, writePdf } from '../adapters/pdf/pdf';
import type { NoticeFacts } from './notice.query';

export interface NoticeOffice {
  /** The city's rescue number. */
  emergencyPhone: string;
  /** Where the public complains in this city. */
  complaintPhone: string;
  /** Epoch ms: of when the facts are. */
  at: number;
  /** What stands before a code's token. */
  linkBase: string;
}

const ink = '#181818';
const faint = '#5A5F66';
const line = '#9AA0A8';
const label = '#EEF1F6';
const danger = '#B8323A';
const margins = { side: 40, top: 34, bottom: 58 };
/** A4 less the margins. */
const [width, height] = [515, 842 - margins.top - margins.bottom];
const padding = 3;
/** The font's own height of a line. */
const lineOf = (fontSize: number): number => fontSize * 1.53;
const [mostVisits, mostByHand] = [3, 8];
const handRow = lineOf(12) + 2 * padding + 0.6;

const ruled: CustomTableLayout = {
  hLineWidth: () => 0.6,
  vLineWidth: () => 0.6,
  hLineColor: () => line,
  vLineColor: () => line,
  paddingLeft: () => 6,
  paddingRight: () => 6,
  paddingTop: () => padding,
  paddingBottom: () => padding,
};

type Fact = [name: string, value: string];
const narrowName = 82;
const narrow = 170;
const rest = width - 2 * narrowName - narrow - 4 * 12 - 3;
const wideValue = width - narrowName - 2 * 12 - 2;

/** How many lines a text takes; half-width signs are a little more than half as wide. */
function linesOf(text: string, room: number, fontSize: number): number {
  let signs = 0;
  for (const sign of text) signs += sign.charCodeAt(0) < 0x2000 ? 0.6 : 1;
  return Math.max(1, Math.ceil(signs / Math.floor(room / fontSize)));
}

const day = (value: string | null, otherwise: string): string => (value ? dateInWords(value) : otherwise);

/** A day that has passed is no promise any more. */
function stoppedFor({ stoppedUntil, queriedAt }: NoticeFacts['lift']): string {
  if (!stoppedUntil) return '';
  const day = dateInWords(stoppedUntil);
  return stoppedUntil < dayOf(queriedAt)
    ? `；停用维修中，原定 ${day} 恢复，还没有修好`
    : `；停用维修中，预计 ${day} 恢复`;
}

function wide({ lift, hasSafetyOfficer }: NoticeFacts): Fact[] {
  const officer = hasSafetyOfficer ? '（已明确本梯的电梯安全员）' : '（电梯安全员待使用单位明确）';
  const back = stoppedFor(lift);
  return [
    ['地址', lift.address || '待补'],
    ['使用单位', `${lift.ownerName || '待补'}${officer}`],
    ['维保单位', lift.companyName || '目前没有维保单位'],
    ['辖区检验机构', lift.inspectionBody || '见使用标志'],
    ...(lift.state === 'in_use' && back === ''
      ? []
      : [['设备状态', `${liftStates[lift.state]}${back}`] satisfies Fact]),
  ];
}

function paired({ lift, maintainers }: NoticeFacts, complaintPhone: string): [Fact, Fact][] {
  const { lastOn, dueOn, underCheck, overdue } = lift.maintenance;
  const gradedOn = lift.gradeOn ? `（${dateInWords(lift.gradeOn)}）` : '';
  return [
    [
      ['使用登记证编号', lift.registrationNumber || '待补'],
      ['设备种类', liftTypes[lift.type]],
    ],
    [
      ['上次维保', underCheck ? '核查中' : day(lastOn, '本系统启用后还没有')],
      ['下次维保最迟', `${day(dueOn, '待排')}${overdue ? '（已逾期）' : ''}`],
    ],
    [
      ['维保人员', maintainers.join('、') || '见下表'],
      ['设备状态等级', lift.grade ? `${lift.grade}${gradedOn}` : '还没有评定'],
    ],
    [
      ['上次检验', day(lift.lastInspectionOn, '　　　年　　月　　日')],
      ['下次检验', day(lift.nextInspectionOn, '见使用标志')],
    ],
    [
      ['投诉举报电话', complaintPhone],
      ['投诉、建议、纠错', '扫码，不用登录'],
    ],
  ];
}

const named = (text: string): TableCell => ({ text, fillColor: label, color: faint, fontSize: 9.5 });
const said = (text: string, fontSize: number, more: object = {}): TableCell => ({ text, fontSize, ...more });

function factsHeight(facts: NoticeFacts, fontSize: number): number {
  const rows = [
    ...wide(facts).map(([, value]) => linesOf(value, wideValue, fontSize)),
    ...paired(facts, '').map(([[, left], [, right]]) =>
      Math.max(linesOf(left, narrow, fontSize), linesOf(right, rest, fontSize)),
    ),
  ];
  return rows.reduce(
    (sum, lines) => sum + Math.max(lines * lineOf(fontSize), lineOf(9.5)) + 2 * padding + 0.6,
    0,
  );
}

function factsTable(facts: NoticeFacts, complaintPhone: string, fontSize: number): Content {
  const pairs = paired(facts, complaintPhone).map(([[a, left], [b, right]]): TableCell[] => [
    named(a),
    said(left, fontSize),
    named(b),
    said(right, fontSize),
  ]);
  const rows = wide(facts).map(([name, value]): TableCell[] => [
    named(name),
    said(value, fontSize, { colSpan: 3 }),
    '',
    '',
  ]);
  return {
    table: { widths: [narrowName, narrow, narrowName, rest], body: [...rows, ...pairs], dontBreakRows: true },
    layout: ruled,
    margin: [0, 10, 0, 0],
  };
}

/** The newest visits, and rows to be filled in by hand, as many as there is room for. */
function visitsTable({ lift }: NoticeFacts, room: number): Content[] {
  const fitting = Math.max(0, Math.floor(room / handRow));
  const counted = lift.visits
    .filter(({ standing }) => standing !== 'voided')
    .slice(0, Math.min(mostVisits, fitting));
  const last = width - 96 - 76 - 76 - 4 * 12 - 3;
  const printed = counted.map((visit): TableCell[] => [
    said(dateInWords(visit.on), 10),
    said(maintenanceClasses[visit.class], 10),
    said(visit.validity === 'suspect' ? '核查中' : visit.grade, 10),
    said(visit.technicians.join('、'), linesOf(visit.technicians.join('、'), last, 10) > 1 ? 6 : 10),
  ]);
  const byHand = Math.max(0, Math.min(mostByHand, fitting - printed.length));
  if (printed.length + byHand === 0) return [];
  return [
    {
      text: '近期维保（新的维保由维保单位在空行里如实填写）',
      fontSize: 11,
      bold: true,
      margin: [0, 10, 0, 4],
    },
    {
      table: {
        widths: [96, 76, 76, last],
        body: [
          ['维保日期', '维保类别', '设备状态等级', '维保人员'].map(named),
          ...printed,
          ...Array.from({ length: byHand }, (): TableCell[] => ['　', '', '', '']),
        ],
        dontBreakRows: true,
      },
      layout: ruled,
    },
  ];
}

function rescueBand({ lift, companyPhone }: NoticeFacts, qrSvg: string, phone: string): Content {
  const size = lift.rescueCode.length <= 8 ? 34 : 22;
  return {
    columns: [
      {
        width: '*',
        stack: [
          { text: '应急救援识别码', fontSize: 10, color: faint },
          { text: lift.rescueCode || '待编', fontSize: size, bold: true, characterSpacing: 1 },
          { text: '全市应急救援电话', fontSize: 10, color: faint, margin: [0, 4, 0, 0] },
          { text: phone, fontSize: 34, bold: true, color: danger },
          {
            text: [
              { text: '维保单位 24 小时救援电话　', fontSize: 10, color: faint },
              { text: companyPhone || '请拨打上面的电话', fontSize: companyPhone ? 15 : 11, bold: true },
            ],
            margin: [0, 4, 0, 0],
          },
        ],
      },
      {
        width: 150,
        stack: [
          { svg: qrSvg, fit: [134, 134], alignment: 'center' },
          {
            text: '扫码求救、报修、投诉建议，\n查看最新的维保信息',
            fontSize: 9,
            color: faint,
            alignment: 'center',
            margin: [0, 6, 0, 0],
          },
        ],
      },
    ],
    margin: [0, 10, 0, 0],
  };
}

const nameSize = (name: string): number => (name.length <= 22 ? 18 : name.length <= 44 ? 14 : 10.5);
/** The band with telephones and code, and the line under it. */
const bandHeight = 10 + 168 + 8 + lineOf(11);
/** Heading and head of the visits. */
const visitsHead = 14 + lineOf(11) + lineOf(9.5) + 2 * padding + 2;
const usual = 11;
const small = 8;

function sheet(facts: NoticeFacts, qrSvg: string, office: NoticeOffice): Content {
  const { lift } = facts;
  const name = `${lift.place} ${lift.ownNumber}`.trim();
  const size = nameSize(name);
  const top = lineOf(28) + 4 + linesOf(name, width, size) * lineOf(size) + bandHeight + 10;
  const left = (fontSize: number) => height - top - factsHeight(facts, fontSize) - visitsHead;
  const fontSize = left(usual) >= 4 * handRow ? usual : small;
  const calm = hasNoCar(lift.type)
    ? '有人受伤或被夹住：先按两端的红色急停按钮，再打电话报出识别码；请不要硬拉。'
    : '被困时：按报警按钮或打电话报出识别码，靠后站稳，等人来；请不要扒门。';
  return {
    stack: [
      { text: '电梯维保公示', fontSize: 28, bold: true, alignment: 'center', characterSpacing: 4 },
      { text: name, fontSize: size, bold: true, alignment: 'center', margin: [0, 4, 0, 0] },
      rescueBand(facts, qrSvg, office.emergencyPhone),
      { text: calm, fontSize: 11, bold: true, margin: [0, 8, 0, 0] },
      factsTable(facts, office.complaintPhone, fontSize),
      ...visitsTable(facts, left(fontSize)),
    ],
  };
}

const foot = ({ at, complaintPhone }: NoticeOffice): Content => ({
  stack: [
    {
      text: `公示与实际不符，或者要投诉、建议、评价：扫码告诉监管部门，不用登录；或拨打 ${complaintPhone}。`,
      fontSize: 9.5,
    },
    {
      text: `打印于 ${instantInWords(at)}，内容以扫码看到的为准。更换维保单位、人员或检验以后，请换新的公示。`,
      fontSize: 8.5,
      color: faint,
    },
  ],
  margin: [margins.side, 6, margins.side, 0],
});

/** One A4 sheet for each lift, in the order given; longest names included, none runs over to a second. */
export async function printNotices(
  lifts: readonly NoticeFacts[],
  office: NoticeOffice,
  fonts?: ReadonlyMap<string, Buffer>,
): Promise<Buffer> {
  const codes = await Promise.all(lifts.map(({ token }) => qrSvgOf(office.linkBase + token)));
  return writePdf(
    {
      version: '1.7',
      language: 'zh-CN',
      displayTitle: true,
      info: {
        title: '电梯维保公示',
        ...{ creator: 'LiftTrust', producer: 'LiftTrust', creationDate: new Date(office.at) },
      },
      defaultStyle: { font: 'Noto', lineHeight: 1.05, color: ink },
      pageSize: 'A4',
      pageMargins: [margins.side, margins.top, margins.side, margins.bottom],
      footer: () => foot(office),
      content: lifts.map((facts, at) => {
        const one = sheet(facts, codes[at] ?? '', office);
        return at > 0 ? { stack: [one], pageBreak: 'before' as const } : one;
      }),
    },
    undefined,
    fonts,
  );
}
