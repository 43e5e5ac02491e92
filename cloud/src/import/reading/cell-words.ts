import {
  type LiftState,
  type LiftType,
  liftStates,
  liftTypes,
} from '@lifttrust/shared-types/lift/lift.contract';
import { isUsePlace, type UsePlace } from '@lifttrust/shared-types/lift/lift.places';

/** Full-width to half-width and no outer space: `３１１０ ` is `3110`. */
export const tidy = (cell: string): string => cell.normalize('NFKC').replace(/\s+/g, ' ').trim();

const typeWords: ReadonlyArray<[string, LiftType]> = [
  ['曳引驱动乘客电梯', '3110'],
  ['曳引式乘客电梯', '3110'],
  ['曳引乘客电梯', '3110'],
  ['曳引式客梯', '3110'],
  ['无机房客梯', '3110'],
  ['观光客梯', '3110'],
  ['病床电梯', '3110'],
  ['乘客电梯', '3110'],
  ['客梯', '3110'],
  ['曳引驱动载货电梯', '3120'],
  ['曳引式载货电梯', '3120'],
  ['曳引式货梯', '3120'],
  ['无机房货梯', '3120'],
  ['载货电梯', '3120'],
  ['货梯', '3120'],
  ['强制驱动载货电梯', '3130'],
  ['强制式货梯', '3130'],
  ['液压乘客电梯', '3210'],
  ['液压客梯', '3210'],
  ['液压载货电梯', '3220'],
  ['液压货梯', '3220'],
  ['自动扶梯', '3310'],
  ['扶梯', '3310'],
  ['自动人行道', '3320'],
  ['防爆电梯', '3410'],
  ['消防员电梯', '3420'],
  ['消防电梯', '3420'],
  ['杂物电梯', '3430'],
  ['杂物梯', '3430'],
  ['餐梯', '3430'],
];

const isType = (code: string): code is LiftType => Object.hasOwn(liftTypes, code);

/**
 * The catalogue entry of a cell: its four digits, its name, or both (`3110 曳引驱动乘客电梯`). Words decide over
 * digits, because old class codes use the same digits with other meanings (CODES §1 rule 3, §3).
 */
export function parseType(cell: string): LiftType | null {
  const text = tidy(cell).replace(/\s/g, '');
  const bare = text.replace(/^\d{4}[-:.、)(]*|[()]?\d{4}[()]?$/g, '');
  const word = bare.replace(/\([^)]*\)/g, '');
  const found = typeWords.find(([name]) => name === bare || name === word);
  if (found) return found[1];
  if (bare !== '') return null;
  const digits = /\d{4}/.exec(text)?.[0] ?? '';
  return isType(digits) ? digits : null;
}

const stateWords: ReadonlyArray<[string, LiftState]> = [
  ['在用', 'in_use'],
  ['使用', 'in_use'],
  ['正常', 'in_use'],
  ['在用(正常)', 'in_use'],
  ['停用', 'suspended'],
  ['报停', 'suspended'],
  ['已停用', 'suspended'],
  ['暂停使用', 'paused'],
  ['暂停', 'paused'],
  ['查封', 'paused'],
  ['维修', 'paused'],
  ['注销', 'deregistered'],
  ['已注销', 'deregistered'],
  ['拆除', 'deregistered'],
  ['报废', 'scrapped'],
  ['已报废', 'scrapped'],
  ['目录外', 'out_of_scope'],
];

const isState = (word: string): word is LiftState => Object.hasOwn(liftStates, word);

export function parseState(cell: string): LiftState | null {
  const text = tidy(cell);
  if (isState(text)) return text;
  return stateWords.find(([word]) => word === text)?.[1] ?? null;
}

const placeWords: Record<UsePlace, string> = {
  residence: '住宅|居民住宅|住宅小区|居民小区|小区|公寓|住宅楼',
  office: '办公楼宇|办公楼|办公|写字楼|商务楼|机关|企事业单位',
  shop: '商场超市|商场|超市|商店|市场|购物中心|商业综合体',
  hotel: '宾馆饭店|宾馆|饭店|酒店|旅馆|餐馆|餐饮',
  transport: '交通场所|车站|机场|地铁|地铁站|火车站|汽车站|码头|交通枢纽',
  hospital: '医院|医疗机构|卫生院|诊所',
  school: '学校|幼儿园|大学|中学|小学|校园|培训机构',
  leisure: '文体娱场馆|文体娱乐场馆|体育馆|影剧院|影院|图书馆|博物馆|展览馆|娱乐场所|公园|景区',
  other: '其他|其它|工厂|厂房|仓库|养老院',
};

/** One of the nine, by its word, its usual names or its key; null for anything else. */
export function parseUsePlace(cell: string): UsePlace | null {
  const text = tidy(cell);
  if (isUsePlace(text)) return text;
  const found = Object.entries(placeWords).find(([, words]) => words.split('|').includes(text))?.[0] ?? null;
  return isUsePlace(found) ? found : null;
}

/** `118.61`, `东经118.61°`, `118°36′36″`. */
export function parseDegrees(cell: string): number | null {
  // Degrees have no thousands: a comma among them is a decimal comma.
  const text = tidy(cell)
    .replace(/^(?:东经|北纬|[EN])\s*/i, '')
    .replace(/^(-?\d{1,3}),(\d+°?)$/, '$1.$2');
  const plain = /^(-?\d{1,3}(?:\.\d+)?)°?$/.exec(text);
  if (plain?.[1]) return Number(plain[1]);
  const parts = /^(\d{1,3})°(\d{1,2})['′](?:(\d{1,2}(?:\.\d+)?)(?:["″]|['′]{2}))?$/.exec(text);
  if (!parts) return null;
  return Number(parts[1]) + Number(parts[2]) / 60 + Number(parts[3] ?? '0') / 3_600;
}
