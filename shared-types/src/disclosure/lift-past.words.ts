import type { PublicSupervision } from './lift-past.contract';

/** What was decided about a lift, as the public reads it. */
export const supervisedInChinese: Record<PublicSupervision['kind'], string> = {
  record_invalid: '一次维保记录被认定无效',
  record_restored: '一次维保记录申诉后改为有效',
  paused: '暂停使用',
  suspended: '停用',
};
