import type { Refusal } from '../kernel/app-error';
import { addDays } from '../kernel/time';
import type { SubItem, SubItemCode } from './paper.contract';

export interface PermitFact {
  /** Null: no first day was entered, it counts from ever. */
  from: string | null;
  until: string;
  subItems: SubItem[];
}

/** What of a lift decides which sub-item covers it. */
export interface PermitLift {
  /** 设备品种 of the catalogue, e.g. 3110. */
  type: string;
  /** Rated speed, m/s; null when unknown. */
  ratedSpeed: number | null;
}

const subItemOf: Record<string, SubItemCode> = {
  '3110': 'traction_passenger',
  '3420': 'traction_passenger',
  '3120': 'goods',
  '3130': 'goods',
  '3210': 'hydraulic',
  '3220': 'hydraulic',
  '3310': 'escalator',
  '3320': 'escalator',
  '3430': 'service_lift',
};
// 防爆电梯: what drives it and what it carries decide; the catalogue's number does not say, so either may cover it.
const explosionProof = '3410';

const topSpeed = { A1: Number.POSITIVE_INFINITY, A2: 6, B: 2.5 } as const;

function coversLift({ subItems }: PermitFact, { type, ratedSpeed }: PermitLift): boolean {
  return subItems.some(({ code, grade }) => {
    if (type === explosionProof) return code === 'goods' || code === 'service_lift';
    if (subItemOf[type] !== code) return false;
    return grade === null || ratedSpeed === null || ratedSpeed <= topSpeed[grade];
  });
}

/** The first day from `from` to `until` that no permit covers, null when all are. */
function firstGap(permits: readonly PermitFact[], from: string, until: string): string | null {
  let day = from;
  for (;;) {
    const running = permits.filter((permit) => (permit.from ?? '') <= day && permit.until >= day);
    if (running.length === 0) return day;
    const last =
      running
        .map((permit) => permit.until)
        .sort()
        .at(-1) ?? day;
    if (last >= until) return null;
    day = addDays(last, 1);
  }
}

/**
 * May a company with these permits maintain this lift on every day from `from` to `until` (both included)? Empty: yes.
 * @basis CON-07; 特种设备安全法 第四十五条; TSG 07-2019: A1 above 6.0 m/s, A2 above 2.5 up to 6.0, B up to 2.5 (CODES §7)
 */
export function refusePermit(
  permits: readonly PermitFact[],
  lift: PermitLift,
  from: string,
  until: string,
): Refusal[] {
  if (permits.length === 0)
    return [{ code: 'paper.permit_missing', message: '这家单位还没有登记有效的许可证。' }];
  const covering = permits.filter((permit) => coversLift(permit, lift));
  if (covering.length === 0)
    return [
      { code: 'paper.permit_not_covering', message: '许可子项目或速度等级不包含这台电梯，不能维保它。' },
    ];
  const gap = firstGap(covering, from, until);
  return gap === null
    ? []
    : [
        {
          code: 'paper.permit_ends_early',
          message: `包含这台电梯的许可在 ${gap} 没有效力，有效期要盖住合同的每一天。`,
        },
      ];
}
