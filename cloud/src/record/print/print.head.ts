import { instantInWords } from '@lifttrust/shared-types/kernel/time';
import {
  ownerAnswerWords,
  type RecordDetail,
  type Validity,
  validityWords,
} from '@lifttrust/shared-types/record/record.contract';
import { editionInWords } from '@lifttrust/shared-types/record/record.edition';
import { maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import type { Content } from 'pdfmake/interfaces';
import { danger, faint, heading, pageWidth, pairs, warning } from './print.layout';
import type { Part, Sheet } from './print.types';
import { clean, orDash } from './print.words';

const bands: Partial<Record<Validity, { colour: string; text: string }>> = {
  draft: { colour: warning, text: '还没有提交，不能作为完成维保的凭证。' },
  suspect: { colour: warning, text: '证据有疑点，等待核验人员决定；疑点见第五部分。' },
  invalid: { colour: danger, text: '核验人员已认定这份记录无效，不能作为完成维保的凭证。' },
};

/** Stands on every page: no single sheet of a doubtful record may pass for a sound one. */
export function validityBand(validity: Validity): Content | null {
  const band = bands[validity];
  if (!band) return null;
  return {
    table: {
      widths: [pageWidth],
      body: [
        [
          {
            text: [{ text: `${validityWords[validity]}　`, bold: true, fontSize: 12 }, band.text],
            color: '#FFFFFF',
            fillColor: band.colour,
            margin: [4, 2, 4, 2],
          },
        ],
      ],
    },
    layout: 'noBorders',
    margin: [0, 4, 0, 0],
  };
}

export const title: Part = ({ detail, extra, qrSvg }) => [
  {
    columns: [
      {
        width: 258,
        stack: [
          { text: '电梯维护保养记录', fontSize: 20, bold: true },
          { text: maintenanceClasses[detail.class], fontSize: 13, margin: [0, 2, 0, 6] },
          { text: `${clean(extra.cityName)}　依据 TSG T5002—2017《电梯维护保养规则》`, color: faint },
          { text: `维保项目表版本　${clean(editionInWords(detail.templateEdition))}`, color: faint },
        ],
      },
      {
        width: 195,
        stack: [
          { text: '查验码', color: faint, alignment: 'right' },
          { text: clean(detail.verificationCode), fontSize: 13, bold: true, alignment: 'right' },
          { text: '扫码，或打开下面的网址核对', color: faint, alignment: 'right', margin: [0, 4, 0, 0] },
          { text: clean(extra.verificationUrl), color: faint, fontSize: 7, alignment: 'right' },
        ],
        margin: [0, 0, 8, 0],
      },
      { width: 74, svg: qrSvg, fit: [74, 74] },
    ],
  },
];

/** What the frozen master data already say need not stand twice. */
const shownBelow = new Set(['使用单位', '维保单位', '使用地点', '单位内编号']);

export const equipment: Part = ({ detail }) => [
  heading('一、电梯的基本情况和技术参数（提交时的登记信息）'),
  pairs([
    { label: '应急救援识别码', value: detail.rescueCode },
    ...detail.snapshot.filter(({ label }) => !shownBelow.has(label) && label !== '应急救援识别码'),
  ]),
];

const technicians = (detail: RecordDetail) =>
  detail.presences
    .map(({ person, role, certified }) => {
      const words = [role === 'lead' ? '组长' : '同伴', certified ? '持证' : '辅助，未持证'];
      return `${person.name}（${words.join('，')}）`;
    })
    .join('、') || detail.technicians.join('、');

/** Work without a network, or a record of another day, says so on the first page. */
function uploaded({ receivedAt, offline, uploadedLate, lateReason }: RecordDetail) {
  if (receivedAt === null || !(offline || uploadedLate)) return [];
  const how = [offline ? '离线作业' : '', uploadedLate ? '迟传' : '', lateReason].filter(Boolean).join('，');
  return [{ label: '上传时间', value: `${instantInWords(receivedAt)}（${how}）` }];
}

export const parties: Part = ({ detail, extra }: Sheet) => [
  heading('二、单位和这次维保'),
  pairs([
    { label: '使用单位', value: detail.ownerName },
    { label: '维保单位', value: detail.companyName },
    { label: '使用地点', value: detail.place },
    { label: '单位内编号', value: detail.ownNumber },
    { label: '维保类别', value: maintenanceClasses[detail.class] },
    { label: '维保日期', value: detail.completedOn },
    { label: '开始时间', value: instantInWords(detail.startedAt) },
    { label: '完成时间', value: instantInWords(detail.completedAt) },
    ...uploaded(detail),
    { label: '维保人员', value: technicians(detail) },
    { label: '下次计划日期', value: detail.nextPlannedOn },
    { label: '设备状态等级', value: [detail.grade, detail.gradeReason].filter(Boolean).join('：') },
    { label: '使用单位确认', value: ownerAnswerWords[detail.ownerAnswer] },
    { label: '记录状态', value: validityWords[detail.validity] },
    ...(extra.paper ? [{ label: '纸质记录', value: extra.paper }] : []),
    { label: '记录编号', value: orDash(detail.id) },
  ]),
];
