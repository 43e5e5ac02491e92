import { instantInWords } from '@lifttrust/shared-types/kernel/time';
import { ownerAnswerWords, type RecordDetail } from '@lifttrust/shared-types/record/record.contract';
import type { Content, TableCell } from 'pdfmake/interfaces';
import { columns, faint, heading, labelCell, listing, ruled } from './print.layout';
import { photoName, signatureName } from './print.pictures';
import type { Part, Pictures, PrintExtra } from './print.types';
import { clean, orDash } from './print.words';

const unreadable = '签名图无法读取，请在系统中查看原件';

const pictureCell = (pictures: Pictures, name: string): TableCell =>
  pictures.get(name) ? { image: name, fit: [120, 30] } : { text: unreadable, color: faint };

const signatureRows = (extra: PrintExtra, pictures: Pictures): TableCell[][] =>
  extra.signatures.map((signature, index) => [
    { text: orDash(signature.as) },
    { text: orDash(signature.who) },
    pictureCell(pictures, signatureName(index)),
    { text: instantInWords(signature.at) },
  ]);

/** Says whose will it was: a default is never dressed as a signature (SIG-05). */
function ownerSentence(detail: RecordDetail): string {
  const signer = clean(detail.ownerSigner ?? '');
  const sentences: Record<RecordDetail['ownerAnswer'], string> = {
    pending: '使用单位还没有确认。',
    signed: `由 ${signer || '使用单位电梯安全员'} 本人签字。`,
    returned: `退回理由：${orDash(detail.returnReason ?? '')}`,
    defaulted: '使用单位在期限内没有答复，按其事先同意的约定默认确认；没有人在这份记录上代为签字。',
    signed_late: `默认确认之后，由 ${signer || '使用单位电梯安全员'} 本人补签。`,
  };
  return sentences[detail.ownerAnswer];
}

const ownerAnswer = (detail: RecordDetail): Content => ({
  table: {
    widths: columns([90, 0]),
    dontBreakRows: true,
    body: [
      [
        labelCell('使用单位确认'),
        {
          text: [
            { text: ownerAnswerWords[detail.ownerAnswer], bold: true },
            { text: `　${ownerSentence(detail)}` },
          ],
        },
      ],
    ],
  },
  layout: ruled,
  margin: [0, 6, 0, 0],
});

export const signatures: Part = ({ detail, extra, pictures }) => [
  heading('六、签字'),
  extra.signatures.length === 0
    ? { text: '没有签名。' }
    : listing([110, 90, 0, 110], ['身份', '姓名', '签名', '时间'], signatureRows(extra, pictures)),
  ownerAnswer(detail),
];

export const stamp: Part = () => [
  {
    unbreakable: true,
    margin: [0, 10, 0, 0],
    columns: [
      {
        width: 307,
        color: faint,
        text: '这是电子记录的打印件，不代替电子记录。真伪和最新状态以存证日志为准：请扫第一页的二维码，或凭查验码核对。打印之后，使用单位的答复和核验决定仍可能变化。',
        margin: [0, 4, 20, 0],
      },
      {
        width: 220,
        table: {
          widths: [211],
          heights: [84],
          body: [
            [
              {
                stack: [
                  { text: '存储单位（盖章处）', color: faint },
                  { text: '年　　　月　　　日', color: faint, alignment: 'right', margin: [0, 52, 6, 0] },
                ],
              },
            ],
          ],
        },
        layout: ruled,
      },
    ],
  },
];

/** Two photographs side by side. */
export const photos: Part = ({ extra, pictures }) => {
  const taken = extra.photos ?? [];
  if (taken.length === 0) return [];
  const cells = taken.map((photo, index): Content => {
    const name = photoName(index);
    const label: Content = { text: orDash(photo.label), margin: [0, 3, 0, 10] };
    return pictures.get(name)
      ? { stack: [{ image: name, fit: [250, 250] }, label] }
      : { stack: [{ text: '照片无法读取，请在系统中查看原件', color: faint }, label] };
  });
  const rows: Content[] = [];
  for (let index = 0; index < cells.length; index += 2) {
    rows.push({ columns: [cells[index] ?? '', cells[index + 1] ?? ''], columnGap: 12, unbreakable: true });
  }
  return [{ text: '附：现场照片（缩小，原件见系统）', style: 'heading', pageBreak: 'before' }, ...rows];
};
