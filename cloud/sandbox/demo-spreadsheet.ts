import { addDays } from '@lifttrust/shared-types/kernel/time';
import { type LiftType, liftTypes } from '@lifttrust/shared-types/lift/lift.contract';
import iconv from 'iconv-lite';
import { type DemoLift, demoLifts } from './lifts';
import { demoOrganisations } from './people';
import { workbookOf } from './workbook';

/** The headings of a superior system's export, in its own words. */
const headings = [
  '设备注册代码',
  '使用登记证号',
  '产品编号',
  '设备品种',
  '使用状态',
  '使用单位名称',
  '设备使用地点',
  '详细地址',
  '单位内编号',
  '应急救援识别码',
  '制造单位名称',
  '制造日期',
  '额定速度(m/s)',
  '额定载重(kg)',
  '层站数',
  '上次检验日期',
  '下次检验日期',
  '维保单位名称',
  '最近维保日期',
  'EQP_LONG',
  'EQP_LAT',
] as const;
type Row = Record<(typeof headings)[number], string>;

interface Site {
  place: string;
  owner: string;
  address: string;
  lng: number;
  lat: number;
  lifts: number;
  type: LiftType;
}

/** Invented places of the demo district; nobody bears these names. */
const sites: Site[] = [
  {
    place: '听雨里',
    owner: '听雨里示例物业服务中心',
    address: '清和区示范路 21 号听雨里',
    lng: 118.5921,
    lat: 24.9142,
    lifts: 10,
    type: '3110',
  },
  {
    place: '青禾苑',
    owner: '青禾苑示例业主委员会',
    address: '清和区范例巷 5 号青禾苑',
    lng: 118.5798,
    lat: 24.9027,
    lifts: 8,
    type: '3110',
  },
  {
    place: '清和示例医院 住院楼',
    owner: '清和示例医院',
    address: '清和区样例大道 60 号',
    lng: 118.5976,
    lat: 24.9064,
    lifts: 6,
    type: '3110',
  },
  {
    place: '云上示例商城',
    owner: '云上示例商业管理有限公司',
    address: '清和区样例大道 118 号',
    lng: 118.5989,
    lat: 24.9101,
    lifts: 5,
    type: '3310',
  },
  {
    place: '平川示例产业园 3 号厂房',
    owner: '平川示例产业园管理处',
    address: '清和区示范路 300 号',
    lng: 118.5713,
    lat: 24.9188,
    lifts: 3,
    type: '3120',
  },
];

const companies = demoOrganisations.filter(({ kind }) => kind === 'maintenance_company');
const ownerNames = new Map(demoOrganisations.map(({ key, name }) => [key, name]));
const two = (value: number) => String(value).padStart(2, '0');
const isEscalator = (type: string) => type === '3310';
const isLiftType = (type: string): type is LiftType => Object.hasOwn(liftTypes, type);

/** A lift that the register knows already, as the superior system tells of it. */
function knownRow(lift: DemoLift, today: string): Row {
  return {
    设备注册代码: lift.registrationCode,
    使用登记证号: lift.useRegistration,
    产品编号: lift.factoryNumber,
    设备品种: isLiftType(lift.type) ? liftTypes[lift.type] : lift.type,
    使用状态: '在用',
    使用单位名称: ownerNames.get(lift.owner) ?? '',
    设备使用地点: lift.place,
    详细地址: lift.address,
    单位内编号: lift.ownNumber,
    应急救援识别码: lift.rescueCode,
    制造单位名称: '示例电梯制造厂',
    制造日期: '2016-03-01',
    '额定速度(m/s)': lift.ratedSpeed === null ? '' : String(lift.ratedSpeed),
    '额定载重(kg)': lift.ratedLoad === null ? '' : String(lift.ratedLoad),
    层站数: lift.floors === null ? '' : String(lift.floors),
    上次检验日期: addDays(today, -245),
    下次检验日期: addDays(today, 120),
    维保单位名称: companies[0]?.name ?? '',
    最近维保日期: addDays(today, -lift.maintainedDaysAgo),
    EQP_LONG: String(lift.lng),
    EQP_LAT: String(lift.lat),
  };
}

function freshRow(site: Site, at: number, serial: number, today: string): Row {
  const year = 2012 + (serial % 11);
  const moving = isEscalator(site.type);
  return {
    设备注册代码: `${site.type}999901${year}${two(1 + (serial % 12))}${String(4000 + serial)}`,
    使用登记证号: `梯${site.type.slice(1, 3)}闽Z${1000 + serial}(${String(year).slice(2)})`,
    产品编号: `00${year}${String(serial).padStart(3, '0')}`,
    设备品种: serial % 3 === 0 ? site.type : liftTypes[site.type],
    使用状态: serial % 17 === 0 ? '停用' : '在用',
    使用单位名称: site.owner,
    设备使用地点: site.place,
    详细地址: site.address,
    单位内编号: moving ? `${1 + at}F-上` : `${1 + Math.floor(at / 2)}-${1 + (at % 2)}#`,
    应急救援识别码: String(990_300 + serial),
    制造单位名称: '示例电梯制造厂',
    制造日期: `${year}-${two(1 + (serial % 12))}-15`,
    '额定速度(m/s)': moving ? '0.5' : '1.75',
    '额定载重(kg)': moving ? '' : '1000',
    层站数: moving ? '2' : String(8 + (serial % 20)),
    上次检验日期: addDays(today, -(20 + ((serial * 9) % 340))),
    下次检验日期: addDays(today, 5 + serial * 9),
    维保单位名称: companies[serial % companies.length]?.name ?? '',
    最近维保日期: addDays(today, -(serial % 16)),
    EQP_LONG: (site.lng + at * 0.0001).toFixed(4),
    EQP_LAT: site.lat.toFixed(4),
  };
}

/** Three faults that people really make, for the preview to show. */
function badRows(row: Row): Row[] {
  const wide = row.设备注册代码.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  return [
    {
      ...row,
      设备注册代码: '3.1109999012018E+19',
      使用登记证号: '',
      产品编号: '00189901',
      单位内编号: '坏行甲',
    },
    { ...row, 设备注册代码: wide, 产品编号: '00189902', 单位内编号: '坏行乙' },
    {
      ...row,
      设备注册代码: '31109999012018019903',
      使用登记证号: '梯11闽Z9903(18)',
      产品编号: '00189903',
      单位内编号: '坏行丙',
      EQP_LONG: row.EQP_LAT,
      EQP_LAT: row.EQP_LONG,
    },
  ];
}

/** The demo district's lifts as a superior system would export them: about forty, three of them wrong. */
export function demoRows(today: string): string[][] {
  const known = demoLifts.map((lift) => knownRow(lift, today));
  const places = sites.flatMap((site) => Array.from({ length: site.lifts }, (_, at) => ({ site, at })));
  const fresh = places.map(({ site, at }, index) => freshRow(site, at, index + 1, today));
  const bad = fresh[0] ? badRows(fresh[0]) : [];
  return [...known, ...fresh, ...bad].map((row) => headings.map((heading) => row[heading]));
}

export interface DemoFile {
  name: string;
  /** For the link on the landing page. */
  label: string;
  contentType: string;
  bytes: Buffer;
}

const csvOf = (rows: string[][]): string =>
  rows
    .map((row) =>
      row.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(','),
    )
    .join('\r\n');

/** The same table in the three forms in which districts really send it. */
export function demoSpreadsheets(today: string): DemoFile[] {
  const rows = [[...headings], ...demoRows(today)];
  const title = ['示范市清和区电梯台账（虚构数据，仅供体验）'];
  const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return [
    {
      name: 'qinghe-lifts.xlsx',
      label: 'Excel 工作簿',
      contentType: workbookType,
      bytes: workbookOf([title, ...rows]),
    },
    {
      name: 'qinghe-lifts-utf8.csv',
      label: 'CSV（UTF-8）',
      contentType: 'text/csv',
      bytes: Buffer.from(`\uFEFF${csvOf(rows)}`),
    },
    {
      name: 'qinghe-lifts-gb18030.csv',
      label: 'CSV（GB18030）',
      contentType: 'text/csv',
      bytes: iconv.encode(csvOf(rows), 'gb18030'),
    },
  ];
}
