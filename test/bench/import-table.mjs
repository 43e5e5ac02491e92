import { zipSync } from 'fflate';

const headings = [
  ...[
    '设备代码',
    '注册代码',
    '使用登记证编号',
    '出厂编号',
    '应急救援识别码',
    '单位内编号',
    '设备品种',
    '设备状态',
  ],
  ...['使用地点', '详细地址', '区划代码', '制造单位', '制造日期', '额定速度', '额定载重量', '层站数'],
  ...['下次检验日期', '最近维保日期', '经度', '纬度', '维保单位', '使用单位'],
];

const two = (number) => String(number).padStart(2, '0');

/** One invented lift of a large district: forty companies, a building owner for every fifty lifts. */
function row(at) {
  const serial = String(at).padStart(6, '0');
  return [
    ...['', `31109999012016${serial}`, `梯11闽Z${serial}(16)`, `F${serial}`, serial, `${at % 9}#`],
    ...[
      '曳引驱动乘客电梯',
      '在用',
      `云溪里小区 ${at % 400} 栋`,
      `示范市鹭湾区云溪路 ${at % 900} 号`,
      '999901',
    ],
    ...['望舒（示例）电梯制造有限公司', `20${two(at % 24)}-05-17`, '1.75', '1000', '18/18/18'],
    ...[`2027-${two((at % 12) + 1)}-15`, `2026-11-${two((at % 20) + 1)}`],
    ...[`118.${600_000 + (at % 9_000)}`, `24.${900_000 + (at % 9_000)}`],
    ...[`榕舟第${at % 40}电梯服务有限公司`, `云溪里第${Math.floor(at / 50)}物业服务有限公司`],
  ];
}

export function csvTable(rows) {
  const lines = [headings.join(',')];
  for (let at = 1; at <= rows; at += 1) lines.push(row(at).join(','));
  return Buffer.from(`${lines.join('\r\n')}\r\n`);
}

const column = (at) => String.fromCharCode(65 + at);

/** A workbook as table programs write it: texts in the shared list, each once. */
export function xlsxTable(rows) {
  const strings = new Map();
  const shared = (text) => {
    if (!strings.has(text)) strings.set(text, strings.size);
    return strings.get(text);
  };
  const line = (cells, number) =>
    `<row r="${number}">${cells.map((text, at) => (text ? `<c r="${column(at)}${number}" t="s"><v>${shared(text)}</v></c>` : '')).join('')}</row>`;
  const parts = [line(headings, 1)];
  for (let at = 1; at <= rows; at += 1) parts.push(line(row(at), at + 1));
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const list = [...strings.keys()].map((text) => `<si><t>${text}</t></si>`).join('');
  const files = {
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<workbook ${main} xmlns:r="${office}"><sheets><sheet name="1" sheetId="1" r:id="a"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="a" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/sharedStrings.xml': `<sst ${main}>${list}</sst>`,
    'xl/worksheets/sheet1.xml': `<worksheet ${main}><sheetData>${parts.join('')}</sheetData></worksheet>`,
  };
  const bytes = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]));
  return Buffer.from(zipSync(bytes, { level: 6 }));
}
