import { faultSigns } from '@lifttrust/shared-types/call-out/call-out.rules';

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
};
