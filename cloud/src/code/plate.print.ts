import type { PlateForm } from '@lifttrust/shared-types/code/plate.contract';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces';
import { qrSvgOf, writePdf } from '../adapters/pdf/pdf';

/** What stands on one plate: all of it may be read by everybody. */
export interface PlateFacts {
  place: string;
  ownNumber: string;
  rescueCode: string;
  registration: string;
  /** What the code says. */
  address: string;
}

export interface PlateSize {
  widthMillimetres: number;
  heightMillimetres: number;
}

const points = (millimetres: number) => (millimetres * 72) / 25.4;
/** Two columns of three on A4, with room for the scissors. */
const cell = { width: points(95), height: points(90) };
const danger = '#B8323A';

/** Words and code at a scale, 1 for a card of 95 by 90 millimetres. */
function face(plate: PlateFacts, qrSvg: string, phone: string, scale: number): Content {
  const size = (fontSize: number) => fontSize * scale;
  // The longest name that the register takes still fits: a plate never runs over to a second page.
  const name = `${plate.place} ${plate.ownNumber}`.trim();
  return {
    stack: [
      { text: '智慧电梯码', fontSize: size(16), bold: true, alignment: 'center' },
      {
        text: '被困求救 · 故障报修 · 查看维保',
        fontSize: size(10),
        alignment: 'center',
        margin: [0, 0, 0, size(10)],
      },
      {
        columns: [
          // A reader needs four modules of white around the code.
          { width: size(130), svg: qrSvg, fit: [size(122), size(122)], margin: [size(6), 0, 0, 0] },
          {
            width: '*',
            margin: [size(10), 0, 0, 0],
            stack: [
              { text: '应急救援识别码', fontSize: size(8) },
              { text: plate.rescueCode || '待编', fontSize: size(24), bold: true },
              { text: '救援电话', fontSize: size(8), margin: [0, size(5), 0, 0] },
              { text: phone, fontSize: size(24), bold: true, color: danger },
              { text: '有人被困或受伤，请打电话报出识别码。', fontSize: size(8), margin: [0, size(3), 0, 0] },
            ],
          },
        ],
      },
      {
        text: name,
        fontSize: size(name.length <= 17 ? 13 : name.length <= 40 ? 10 : name.length <= 70 ? 6.5 : 5),
        bold: true,
        alignment: 'center',
        margin: [0, size(8), 0, size(2)],
      },
      { text: `使用登记证 ${plate.registration || '待补'}`, fontSize: size(9), alignment: 'center' },
    ],
  };
}

const common = (
  title: string,
  at: number,
): Pick<TDocumentDefinitions, 'version' | 'language' | 'displayTitle' | 'info' | 'defaultStyle'> => ({
  version: '1.7',
  language: 'zh-CN',
  displayTitle: true,
  info: { title, creator: 'LiftTrust', producer: 'LiftTrust', creationDate: new Date(at) },
  defaultStyle: { font: 'Noto', lineHeight: 1.05 },
});

function onSheets(faces: Content[]): Content[] {
  const pages: Content[][] = [];
  for (let at = 0; at < faces.length; at += 6) pages.push(faces.slice(at, at + 6));
  return pages.map((page, number) => ({
    ...(number > 0 ? { pageBreak: 'before' as const } : {}),
    table: {
      widths: [cell.width - 16, cell.width - 16],
      heights: cell.height - 16,
      body: [0, 2, 4].filter((at) => at < page.length).map((at) => [page[at] ?? '', page[at + 1] ?? '']),
    },
    layout: {
      hLineWidth: () => 0.5,
      vLineWidth: () => 0.5,
      hLineColor: () => '#9AA0A8',
      vLineColor: () => '#9AA0A8',
      hLineStyle: () => ({ dash: { length: 3, space: 3 } }),
      vLineStyle: () => ({ dash: { length: 3, space: 3 } }),
      paddingLeft: () => 8,
      paddingRight: () => 8,
      paddingTop: () => 8,
      paddingBottom: () => 8,
    },
  }));
}

/**
 * Codes as they are put up: cards to be cut from A4, or plates one a page in the city's size.
 * @param phone the city's rescue number
 * @param at epoch ms, the day of printing in the file
 */
export async function printPlates(
  plates: PlateFacts[],
  { form, phone, size, at }: { form: PlateForm; phone: string; size: PlateSize; at: number },
): Promise<Buffer> {
  const codes = await Promise.all(plates.map(({ address }) => qrSvgOf(address)));
  const scale =
    form === 'sheet'
      ? 1
      : Math.min(points(size.widthMillimetres) / cell.width, points(size.heightMillimetres) / cell.height);
  const faces = plates.map((plate, index) => face(plate, codes[index] ?? '', phone, scale));
  if (form === 'sheet')
    return writePdf({
      ...common('电梯码贴纸', at),
      pageSize: 'A4',
      pageMargins: [(595.28 - 2 * cell.width) / 2, 36, (595.28 - 2 * cell.width) / 2, 28],
      content: onSheets(faces),
    });
  const margin = 8 * scale;
  return writePdf({
    ...common('电梯码标牌', at),
    pageSize: { width: points(size.widthMillimetres), height: points(size.heightMillimetres) },
    pageMargins: margin,
    content: faces.map((one, index) => (index > 0 ? { stack: [one], pageBreak: 'before' as const } : one)),
  });
}
