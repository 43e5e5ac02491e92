import type { Refusal } from '../kernel/app-error';
import { addDays, daysBetween } from '../kernel/time';
import { isCreditCode } from '../organisation/organisation.codes';
import { isIdNumber } from '../person/person.codes';
import { permitStem, refusePermitNumber } from './paper.codes';
import type { PaperKind, SubItem, Term } from './paper.contract';

export interface PaperDraft {
  kind: PaperKind;
  number: string;
  item: string;
  subItems: SubItem[];
  from: string | null;
  until: string | null;
  hasScan: boolean;
}

// Certificates and permits run four years; one renewed early runs a little longer from the day of entry.
const longestDays = 5 * 366;

const refusal = (code: string, field: string, message: string): Refusal => ({ code, field, message });

/**
 * What is wrong with a paper as entered on a day (Asia/Shanghai), everything at once.
 * @basis ORG-04, ORG-08; 泉鲤市监规〔2024〕1号 四(一); GB 32100-2015, GB 11643-1999, TSG 07-2019 for the numbers
 */
export function refusePaper(draft: PaperDraft, today: string): Refusal[] {
  return [...refuseTerms(draft, today), ...refuseContent(draft)];
}

function refuseTerms({ kind, from, until }: PaperDraft, today: string): Refusal[] {
  const refusals: Refusal[] = [];
  const ends = kind === 'permit' || kind === 'certificate';
  if (ends && until === null)
    refusals.push(refusal('paper.until_missing', 'until', '请填写有效期至哪一天。'));
  if ((kind === 'employment' || kind === 'promise') && from === null)
    refusals.push(refusal('paper.from_missing', 'from', '请填写开始日期。'));
  if (from !== null && until !== null && from > until)
    refusals.push(refusal('paper.days_reversed', 'until', '结束日期早于开始日期，请核对。'));
  if (until !== null && until < today)
    refusals.push(
      refusal('paper.already_expired', 'until', '这份证照已经过期，不能登记。请先办理延续，再登记新的。'),
    );
  if (ends && until !== null && until > addDays(today, longestDays))
    refusals.push(refusal('paper.until_too_far', 'until', '有效期超过了规定年限，请对照证书核对年份。'));
  return refusals;
}

function refuseContent({ kind, number, item, subItems, until, hasScan }: PaperDraft): Refusal[] {
  switch (kind) {
    case 'business_licence':
      return [
        ...(isCreditCode(number)
          ? []
          : [
              refusal(
                'paper.licence_number_invalid',
                'number',
                '营业执照上的统一社会信用代码有误（共 18 位），请逐位核对。',
              ),
            ]),
        ...refuseNoScan(hasScan),
      ];
    case 'permit': {
      const wrong = refusePermitNumber(number, until);
      return [...(wrong ? [wrong] : []), ...refuseSubItems(subItems), ...refuseNoScan(hasScan)];
    }
    case 'promise':
    case 'photo_page':
      return refuseNoScan(hasScan);
    case 'certificate':
      return [
        ...(item === ''
          ? [refusal('paper.item_missing', 'item', '请选择作业项目：电梯修理（T）或安全管理（A）。')]
          : []),
        ...(isIdNumber(number)
          ? []
          : [
              refusal(
                'person.id_number_invalid',
                'number',
                '证书编号就是本人的身份证号码，填写的有误，请对照证件逐位核对。',
              ),
            ]),
      ];
    case 'employment':
      return [];
  }
}

const refuseNoScan = (hasScan: boolean): Refusal[] =>
  hasScan ? [] : [refusal('paper.scan_missing', 'fileId', '请上传扫描件（PDF、JPG 或 PNG）。')];

function refuseSubItems(subItems: SubItem[]): Refusal[] {
  if (subItems.length === 0) return [refusal('paper.sub_items_missing', 'subItems', '请选择许可子项目。')];
  if (new Set(subItems.map(({ code }) => code)).size !== subItems.length)
    return [refusal('paper.sub_item_twice', 'subItems', '同一个许可子项目选了两次。')];
  // 杂物、扶梯、液压、载货 are 不分级.
  const wrong = subItems.some(({ code, grade }) => (code === 'traction_passenger') !== (grade !== null));
  return wrong
    ? [
        refusal(
          'paper.grade_wrong',
          'subItems',
          '曳引驱动乘客电梯要选择等级（A1、A2 或 B），其他子项目不分级。',
        ),
      ]
    : [];
}

/**
 * Papers of one slot renew each other.
 * @basis ORG-08: what is renewed before its last day interrupts nothing
 */
export function slotOf(paper: {
  kind: PaperKind;
  subjectId: string;
  organisationId: string;
  item: string;
  number: string;
}): string {
  const { kind, subjectId, organisationId, item, number } = paper;
  const parts: Partial<Record<PaperKind, string>> = {
    certificate: item,
    employment: organisationId,
    permit: permitStem(number),
  };
  const of = parts[kind] ?? '';
  return `${kind}:${of}:${subjectId}`;
}

/**
 * How a paper's last day looks from a day; `warnDays` as in the city's parameter, any order.
 * @basis DECISIONS 30: certificates and permits 60/30/7
 */
export function termOf(until: string | null, today: string, warnDays: readonly number[]): Term {
  if (until === null) return 'none';
  const left = daysBetween(today, until);
  if (left < 0) return 'expired';
  return left <= Math.max(0, ...warnDays) ? 'expiring' : 'fine';
}

/** Told as `reminded`: the expiry itself was told. */
export const expiryTold = -1;

/**
 * Which reminder is due: a threshold in days, `expiryTold` once the last day has passed, null when all has been told.
 * A round that was missed is made up for by the next, with the nearest threshold only.
 * @basis DECISIONS 30
 */
export function reminderDue(
  until: string,
  today: string,
  warnDays: readonly number[],
  reminded: number | null,
): number | null {
  const left = daysBetween(today, until);
  if (left < 0) return reminded === expiryTold ? null : expiryTold;
  const reached = warnDays.filter((days) => left <= days);
  if (reached.length === 0) return null;
  const threshold = Math.min(...reached);
  return reminded !== null && reminded <= threshold ? null : threshold;
}

/**
 * Does a paper count at once, or only when somebody else has looked at it? What a person enters for themselves is
 * always looked at; what their unit enters, where the city wants it.
 * @basis ORG-04; city parameter `papers.verification`
 */
export const countsAtOnce = (isOwn: boolean, verification: 'none' | 'regulator'): boolean =>
  !isOwn && verification === 'none';
