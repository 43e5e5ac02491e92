import type { Announcement } from '@lifttrust/shared-types/announcement/announcement.contract';
import { audiences } from '@lifttrust/shared-types/announcement/announcement.rules';
import { dateWords } from '../../lib/words';

export const daysWords = ({ fromDay, untilDay }: Pick<Announcement, 'fromDay' | 'untilDay'>): string =>
  untilDay ? `${dateWords(fromDay)}至${dateWords(untilDay)}` : `${dateWords(fromDay)}起`;

export const audienceWords = ({ audience, company, lifts }: Announcement): string => {
  if (company) return company.name;
  return audience === 'lifts' ? `${lifts.length} 台电梯的扫码页` : audiences[audience];
};
