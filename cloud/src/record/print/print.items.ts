import { type Item, type ItemResult, itemResults } from '@lifttrust/shared-types/visit/visit.contract';
import type { TableCell } from 'pdfmake/interfaces';
import { danger, faint, heading, listing, warning } from './print.layout';
import type { Part } from './print.types';
import { clean, orDash } from './print.words';

const unanswered = '未填写';
const colours: Partial<Record<ItemResult, string>> = { treated: warning, fail: danger };

const resultCell = (item: Item): TableCell => {
  const colour = item.result && colours[item.result];
  return {
    text: item.result ? itemResults[item.result] : unanswered,
    bold: item.result !== 'pass',
    ...(colour ? { color: colour } : {}),
  };
};

const noteOf = (item: Item) =>
  [clean(item.note), item.fileIds.length > 0 ? `照片 ${item.fileIds.length} 张` : '']
    .filter(Boolean)
    .join('；');

const row = (item: Item): TableCell[] => [
  { text: clean(item.code), noWrap: true },
  { text: orDash(item.name) + (item.statutory ? '' : '（增加的项目）') },
  { text: orDash(item.requirement), color: faint },
  resultCell(item),
  { text: orDash(item.reading) },
  { text: orDash(noteOf(item)) },
];

const tally = (items: Item[]) =>
  (Object.keys(itemResults) as ItemResult[])
    .map((result) => `${itemResults[result]} ${items.filter((item) => item.result === result).length}`)
    .join('，');

export const items: Part = ({ detail }) => {
  const open = detail.items.filter((item) => item.result === null).length;
  return [
    heading('三、维保项目（内容）、要求和结果'),
    {
      text: `共 ${detail.items.length} 项：${tally(detail.items)}${open > 0 ? `，${unanswered} ${open}` : ''}。`,
      margin: [0, 0, 0, 4],
    },
    listing(
      [38, 116, 0, 36, 56, 104],
      ['项目号', '维保项目', '基本要求', '结果', '测量值', '说明'],
      detail.items.map(row),
    ),
  ];
};

const list = (rows: Item[], empty: string) =>
  rows.length === 0
    ? { text: empty }
    : listing(
        [38, 130, 36, 0],
        ['项目号', '维保项目', '结果', '说明'],
        rows.map((item) => [
          { text: clean(item.code), noWrap: true },
          { text: orDash(item.name) },
          resultCell(item),
          { text: orDash(item.note) },
        ]),
      );

/** 第七条(四): adjustments and replaced parts are described, what is not resolved is named. */
export const treatments: Part = ({ detail }) => [
  heading('四、调整、更换易损件等工作和未解决的问题'),
  list(
    detail.items.filter((item) => item.result === 'treated' || item.result === 'fail'),
    '这次维保没有调整、更换零部件，也没有不合格的项目。',
  ),
];
