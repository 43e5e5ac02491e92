import { faultSigns } from '@lifttrust/shared-types/call-out/call-out.rules';
import { supervisedInChinese } from '@lifttrust/shared-types/disclosure/lift-past.words';
import type { HistoryWords } from '@lifttrust/shared-types/disclosure/lift-past.words.en';

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
