import { instantInWords } from '@lifttrust/shared-types/kernel/time';
import type { RecordDetail, SealedAmendment } from '@lifttrust/shared-types/record/record.contract';
import type { Content } from 'pdfmake/interfaces';
import { danger, heading, listing, pageWidth, warning } from './print.layout';
import type { Part } from './print.types';
import { clean, orDash } from './print.words';

const band = (colour: string, word: string, text: string): Content => ({
  table: {
    widths: [pageWidth],
    body: [
      [
        {
          text: [{ text: `${word}　`, bold: true, fontSize: 12 }, text],
          color: '#FFFFFF',
          fillColor: colour,
          margin: [4, 2, 4, 2],
        },
      ],
    ],
  },
  layout: 'noBorders',
  margin: [0, 4, 0, 0],
});

/** On every sheet: no page of an amended or void record passes for the last word (IMM-02). */
export function standingBand({ amendments }: RecordDetail): Content | null {
  const voided = amendments.find(({ kind }) => kind === 'void');
  if (voided)
    return band(danger, '已作废', `${instantInWords(voided.at)} 作废，不再计入维保；原记录保留备查。`);
  return amendments.length > 0
    ? band(warning, '已更正', `有 ${amendments.length} 次更正，以更正后的内容为准；更正见首页。`)
    : null;
}

const words = (one: SealedAmendment) =>
  `${instantInWords(one.at)}　${one.agreements.map(({ who, as }) => `${as} ${clean(who)}`).join('、')}　理由：${clean(one.reason)}　摘要 ${one.entryHash.slice(0, 16)}…`;

const part = (one: SealedAmendment): Content[] => [
  heading(one.kind === 'void' ? '作废' : `第 ${one.number} 次更正`),
  ...(one.corrections.length > 0
    ? [
        listing(
          [170, 170, 0],
          ['更正的内容', '原来', '更正为'],
          one.corrections.map(({ label, before, after }) => [
            { text: orDash(label) },
            { text: orDash(before) },
            { text: orDash(after), bold: true },
          ]),
        ),
      ]
    : []),
  { text: words(one), margin: [0, 3, 0, 0] },
];

/** Before the record itself, which is printed as it was sealed. */
export const amendments: Part = ({ detail }) => [
  ...detail.amendments.flatMap(part),
  ...(detail.amendments.length > 0
    ? [{ text: '以下为原记录，封存后未作任何改动。', margin: [0, 6, 0, 0] } as Content]
    : []),
];
