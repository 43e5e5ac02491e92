import { faultSigns } from '@lifttrust/shared-types/call-out/call-out.rules';
import type { PublicSupervision } from '@lifttrust/shared-types/disclosure/lift-past.contract';
import { supervisedInChinese } from '@lifttrust/shared-types/disclosure/lift-past.words';

/** Words of what has happened to a lift. */
export interface HistoryWords {
  faults: (count: string) => string;
  noFaults: string;
  signs: Record<string, string>;
  open: string;
  repaired: string;
  noFault: string;
  entrapments: (count: string) => string;
  noEntrapments: string;
  trapped: string;
  hurt: string;
  underWay: string;
  mistaken: string;
  arrived: (minutes: number) => string;
  freed: (minutes: number) => string;
  stopped: string;
  major: string;
  parts: (names: string[]) => string;
  inspections: string;
  noInspections: string;
  lastInspection: (day: string) => string;
  nextInspection: (day: string) => string;
  majorInspection: (day: string) => string;
  supervision: string;
  noSupervision: string;
  supervised: Record<PublicSupervision['kind'], string>;
  usedAgain: (day: string) => string;
  notUsed: string;
}

export const historyInChinese: HistoryWords = {
  faults: (count) => `故障和维修（最近 ${count} 次）`,
  noFaults: '没有故障记录。',
  signs: faultSigns,
  open: '正在处理',
  repaired: '已修好',
  noFault: '到场检查没有发现故障',
  entrapments: (count) => `困人和救援（最近 ${count} 次）`,
  noEntrapments: '没有困人记录。',
  trapped: '困人',
  hurt: '有人受伤或被夹',
  underWay: '正在救援',
  mistaken: '误报',
  arrived: (minutes) => `${minutes} 分钟到场`,
  freed: (minutes) => `${minutes} 分钟解救`,
  stopped: '曾停用维修',
  major: '重大修理',
  parts: (names) => `更换：${names.join('、')}`,
  inspections: '检验',
  noInspections: '检验日期待补，请看轿厢里的使用标志。',
  lastInspection: (day) => `上次检验 ${day}`,
  nextInspection: (day) => `下次检验 ${day}`,
  majorInspection: (day) => `重大修理监督检验 ${day}`,
  supervision: '监督和停用',
  noSupervision: '没有监督处理，也没有停用过。',
  supervised: supervisedInChinese,
  usedAgain: (day) => `${day} 恢复使用`,
  notUsed: '还没有恢复使用',
};

export const historyInEnglish: HistoryWords = {
  faults: (count) => `Faults and repairs (latest ${count})`,
  noFaults: 'No faults on record.',
  signs: {
    door: 'Doors',
    stopped: 'Standing still',
    noise: 'Noise or shaking',
    levelling: 'Stops out of level',
    button: 'Buttons or display',
    light: 'Light or ventilation',
    alarm: 'Alarm or intercom',
    water: 'Water',
    step: 'Escalator steps or handrail',
    other: 'Other',
  },
  open: 'being dealt with',
  repaired: 'repaired',
  noFault: 'checked, no fault found',
  entrapments: (count) => `Entrapments and rescues (latest ${count})`,
  noEntrapments: 'No entrapments on record.',
  trapped: 'People trapped',
  hurt: 'Somebody hurt or caught',
  underWay: 'rescue under way',
  mistaken: 'false alarm',
  arrived: (minutes) => `rescuers there after ${minutes} min`,
  freed: (minutes) => `freed after ${minutes} min`,
  stopped: 'stood still for the repair',
  major: 'major repair',
  parts: (names) => `replaced: ${names.join(', ')}`,
  inspections: 'Inspections',
  noInspections: 'Not yet entered; please see the label in the car.',
  lastInspection: (day) => `Last inspection ${day}`,
  nextInspection: (day) => `Next inspection ${day}`,
  majorInspection: (day) => `Inspected after a major repair ${day}`,
  supervision: 'Supervision and stops',
  noSupervision: 'Nothing was decided about it, and it was never taken out of use.',
  supervised: {
    record_invalid: 'a maintenance record was found invalid',
    record_restored: 'a maintenance record was found valid on appeal',
    paused: 'closed for the time being',
    suspended: 'taken out of use',
  },
  usedAgain: (day) => `in use again ${day}`,
  notUsed: 'not in use again yet',
};
