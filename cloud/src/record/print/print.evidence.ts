import { instantInWords } from '@lifttrust/shared-types/kernel/time';
import { validityWords } from '@lifttrust/shared-types/record/record.contract';
import { photoSlots } from '@lifttrust/shared-types/visit/visit.contract';
import type { Content, TableCell } from 'pdfmake/interfaces';
import { faint, heading, listing, subheading, warning } from './print.layout';
import type { Part, PrintedSeal } from './print.types';
import { clean, hashInGroups, orDash } from './print.words';

export const evidence: Part = ({ detail }) => [
  heading('五、有效性、证据和疑点'),
  { text: `记录状态：${validityWords[detail.validity]}`, bold: true, margin: [0, 0, 0, 4] },
  ...(detail.evidence.length === 0
    ? []
    : [
        listing(
          [60, 40, 0],
          ['证据', '情况', '看到了什么'],
          detail.evidence.map((line): TableCell[] => [
            { text: orDash(line.label) },
            line.good ? { text: '有' } : { text: '有疑点', bold: true, color: warning },
            { text: orDash(line.text) },
          ]),
        ),
      ]),
  findings(detail.findings),
];

function findings(found: { message: string; settledBy: string; settled: boolean }[]): Content {
  if (found.length === 0) return { text: '没有疑点。', margin: [0, 4, 0, 0] };
  return {
    stack: [
      listing(
        [0, 170, 44],
        ['疑点', '怎样可以消除', '现状'],
        found.map((finding): TableCell[] => [
          { text: orDash(finding.message) },
          { text: orDash(finding.settledBy) },
          finding.settled ? { text: '已消除' } : { text: '未消除', bold: true, color: warning },
        ]),
      ),
    ],
    margin: [0, 6, 0, 0],
  };
}

const checkpointWords = ({ checkpoint }: PrintedSeal): string =>
  checkpoint
    ? `${instantInWords(checkpoint.at)}，日志共 ${checkpoint.size} 条，签名密钥 ${clean(checkpoint.keyId)}\n${hashInGroups(checkpoint.root)}`
    : '打印时还没有包含这份记录的检查点（每分钟一次）；此前由提交时的回执证明。';

const numberWords = (seq: number | null): string => (seq === null ? '已封存，正在编号' : String(seq));

const hashRow = (label: string, text: string): TableCell[] => [
  { text: label, color: faint },
  { text, fontSize: 7.5 },
];

export const seal: Part = ({ detail, extra }) => [
  heading('七、存证'),
  {
    table: {
      widths: [90, 420],
      dontBreakRows: true,
      body: [
        hashRow('日志序号', numberWords(extra.seal.seq)),
        hashRow('记录封存摘要', hashInGroups(extra.seal.entryHash)),
        // What the owner signs is the sealed record itself, unless a later edition says otherwise.
        ...(detail.contentHash === extra.seal.entryHash
          ? []
          : [hashRow('使用单位签字摘要', hashInGroups(detail.contentHash))]),
        hashRow('检查点', checkpointWords(extra.seal)),
      ],
    },
    layout: 'lightHorizontalLines',
  },
  history(detail.entries),
  photoHashes(detail.photos),
];

function history(
  entries: { seq: number | null; title: string; at: number; by: string; text: string }[],
): Content {
  if (entries.length === 0) return { text: '' };
  return {
    stack: [
      subheading('封存条目（只增加，不修改）'),
      listing(
        [36, 104, 84, 100, 0],
        ['序号', '时间', '事项', '经办', '内容'],
        entries.map((entry): TableCell[] => [
          { text: numberWords(entry.seq) },
          { text: instantInWords(entry.at) },
          { text: orDash(entry.title) },
          { text: orDash(entry.by) },
          { text: orDash(entry.text) },
        ]),
      ),
    ],
  };
}

function photoHashes(photos: { slot: keyof typeof photoSlots; takenBy: string; sha256: string }[]): Content {
  if (photos.length === 0) return { text: '这份记录没有照片。', margin: [0, 6, 0, 0] };
  return {
    stack: [
      subheading(`原始照片 ${photos.length} 张的摘要（SHA-256）`),
      listing(
        [90, 60, 0],
        ['位置', '拍摄人', '摘要'],
        photos.map((photo): TableCell[] => [
          { text: photoSlots[photo.slot] },
          { text: orDash(photo.takenBy) },
          { text: hashInGroups(photo.sha256), fontSize: 7 },
        ]),
      ),
    ],
  };
}
