import type { Refusal } from '../kernel/app-error';

/** What somebody without a login may have started, and may come back to with their secret. */
export const reporterKinds = ['public_report', 'help_call', 'call_out'] as const;
export type ReporterKind = (typeof reporterKinds)[number];

/**
 * A telephone left for a call back is kept for so many days, whatever became of the matter.
 * @basis 个人信息保护法 第十九条 (no longer than the purpose needs)
 */
export const callbackDays = 30;

/** How many reports of one kind within a day are taken from one device, and from one network address. */
export interface FloodLimits {
  perDevice: number;
  /** Null: only the device counts, as with calls for help. */
  perAddress: number | null;
}

/** What came within the last day. */
export interface Earlier {
  fromDevice: number;
  fromAddress: number;
}

/**
 * The first report of a device is always taken as far as the device goes: nobody is punished for neighbours. Behind one
 * address many people may sit, so its limit is wide and stops only programs.
 * @basis PUB-05 in spirit: everybody is heard, nobody drowns the others
 */
export function refuseFlood(earlier: Earlier, limits: FloodLimits): Refusal | null {
  if (earlier.fromDevice >= Math.max(1, limits.perDevice))
    return {
      code: 'reporter.device_over_limit',
      message: '您今天提交的已经不少，我们都收到了，会逐件处理。请明天再提交；有人被困请直接拨打救援电话。',
    };
  if (limits.perAddress !== null && earlier.fromAddress >= limits.perAddress)
    return {
      code: 'reporter.address_over_limit',
      message:
        '您所在的网络今天提交得太多，这次没有收下。请换用手机网络或明天再试；有人被困请直接拨打救援电话。',
    };
  return null;
}
