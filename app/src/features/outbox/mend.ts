import type { Command } from '../../outbox/command';
import type { IconName } from '../../ui/icon';
import type { Page } from '../../ui/navigate';

interface Mend {
  page: Page;
  query: Record<string, string>;
  label: string;
  icon: IconName;
}

const places: [RegExp, Page, string, IconName][] = [
  [/\/(items|added-items)$/, 'technician/checklist', '回到检查项目去改', 'list'],
  [/\/photos$/, 'technician/photos', '回去重拍', 'camera'],
  [/\/(signatures|check-outs|submission)$/, 'technician/sign', '回到签名页', 'pen'],
  [/-challenges$|-alternatives$/, 'technician/identity', '重做身份核验', 'face'],
  [/\/visits\//, 'technician/visit', '回到这次维保', 'list'],
];

/** Where a refused or lost command is put right; null where the app has no page for it. */
export function placeToMend({ path, visitId }: Command): Mend | null {
  if (visitId === null) return null;
  const place = places.find(([pattern]) => pattern.test(path));
  if (!place) return null;
  const [, page, label, icon] = place;
  return { page, query: { visitId }, label, icon };
}
