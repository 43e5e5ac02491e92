import { instantInWords } from '@lifttrust/shared-types/kernel/time';
import type { RecordDetail } from '@lifttrust/shared-types/record/record.contract';
import { maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import type { Content, DynamicContent, TDocumentDefinitions } from 'pdfmake/interfaces';
import { qrSvgOf, writePdf } from '../../adapters/pdf/pdf';
import { readFonts } from '../../adapters/pdf/pdf.fonts';
import { amendments, standingBand } from './print.amendments';
import { evidence, seal } from './print.evidence';
import { equipment, parties, title, validityBand } from './print.head';
import { items, treatments } from './print.items';
import { faint, pageWidth } from './print.layout';
import { readPictures } from './print.pictures';
import { photos, signatures, stamp } from './print.signatures';
import type { PrintExtra, Sheet } from './print.types';
import { clean } from './print.words';

const side = 34;

/** What a reader must know before anything else: void or amended, else doubtful. */
const bandOf = (detail: RecordDetail): Content | null =>
  standingBand(detail) ?? validityBand(detail.validity);

const runningHead =
  ({ detail }: Sheet): DynamicContent =>
  () => {
    const band = bandOf(detail);
    const lines: Content[] = [
      {
        columns: [
          {
            text: `${clean(detail.place)}　${maintenanceClasses[detail.class]}　${detail.completedOn}`,
            width: pageWidth - 170,
          },
          { text: `查验码 ${clean(detail.verificationCode)}`, alignment: 'right', width: 170 },
        ],
        color: faint,
        fontSize: 8,
      },
    ];
    return { stack: band ? [...lines, band] : lines, margin: [side, 18, side, 0] };
  };

const runningFoot =
  ({ extra }: Sheet): DynamicContent =>
  (page, pages) => ({
    columns: [
      {
        text: `打印件，以存证日志为准。打印人 ${clean(extra.printedBy)}，${instantInWords(extra.printedAt)}`,
        width: '*',
      },
      { text: `第 ${page} 页，共 ${pages} 页`, alignment: 'right', width: 90 },
    ],
    color: faint,
    fontSize: 8,
    margin: [side, 8, side, 0],
  });

/** The order of 第七条: the lift, the parties, the work, its proof, the signatures. */
const parts = [
  title,
  amendments,
  equipment,
  parties,
  items,
  treatments,
  evidence,
  signatures,
  stamp,
  seal,
  photos,
];

function documentOf(sheet: Sheet): TDocumentDefinitions {
  const { detail, extra, pictures } = sheet;
  const names = [...pictures.keys()];
  return {
    pageSize: 'A4',
    pageMargins: [side, bandOf(detail) ? 66 : 38, side, 40],
    version: '1.7',
    language: 'zh-CN',
    displayTitle: true,
    info: {
      title: `电梯维护保养记录 ${clean(detail.place)} ${detail.completedOn}`,
      subject: `查验码 ${clean(detail.verificationCode)}`,
      creator: 'LiftTrust',
      producer: 'LiftTrust',
      creationDate: new Date(extra.printedAt),
    },
    images: Object.fromEntries(names.map((name) => [name, name])),
    defaultStyle: { font: 'Noto', fontSize: 9, lineHeight: 1 },
    styles: { heading: { fontSize: 11, bold: true } },
    header: runningHead(sheet),
    footer: runningFoot(sheet),
    content: parts.flatMap((part) => part(sheet)),
    pageBreakBefore: (node, nodes) =>
      node.headlineLevel === 1 && !nodes.getFollowingNodesOnPage().some((next) => next.text !== undefined),
  };
}

/**
 * The record as the paper form of TSG T5002 第七条, to be checked against the log (REC-11). The libraries are loaded
 * with the first print: a service that never prints does not pay for them. `fontsFrom`: `keptFonts` in a thread that prints many.
 */
export async function printRecord(
  detail: RecordDetail,
  extra: PrintExtra,
  fontsFrom: () => Promise<ReadonlyMap<string, Buffer>> = readFonts,
): Promise<Buffer> {
  const qrSvg = await qrSvgOf(extra.verificationUrl);
  const sheet = { detail, extra, qrSvg, pictures: await readPictures(extra) };
  return writePdf(documentOf(sheet), sheet.pictures, await fontsFrom());
}
