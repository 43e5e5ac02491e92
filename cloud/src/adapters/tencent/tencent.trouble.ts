import type { OutsideTrouble } from '../outside/outside.error';

/**
 * What an error code of the Tencent Cloud API means for us, by the longest family that fits. Sources: the common error
 * codes (product/1209/56023) and those of iai 2020-03-03, faceid 2018-03-01 and sms 2021-01-11.
 */
const families: readonly [RegExp, OutsideTrouble][] = [
  // Too fast, or trouble on their side: the same question may be answered in a moment.
  [/^RequestLimitExceeded/, 'temporary'],
  [/^FailedOperation\.RequestLimitExceeded/, 'temporary'],
  [/^InternalError/, 'temporary'],
  [/^ServiceUnavailable/, 'temporary'],
  [/^ResourceUnavailable\.(Delivering|UnknownStatus|GetAuthInfoError)$/, 'temporary'],
  [
    /^FailedOperation\.(RequestTimeout|RpcFail|ServerError|UnKnowError|UnKnown|DbError|FileSaveError)$/,
    'temporary',
  ],
  [
    /^FailedOperation\.(CompareSystemError|LivessSystemError|DecryptSystemError|IdPhotoSystemNoanswer)$/,
    'temporary',
  ],
  // Key, permission, region, product not opened, account in arrears: somebody of ours must act.
  [/^AuthFailure/, 'misconfigured'],
  [/^UnauthorizedOperation/, 'misconfigured'],
  [/^IpInBlacklist|^IpNotInWhitelist/, 'misconfigured'],
  [/^ResourceUnavailable/, 'misconfigured'],
  [/^ResourceInsufficient/, 'misconfigured'],
  [/^ResourcesSoldOut/, 'misconfigured'],
  [/^UnsupportedRegion|^UnsupportedProtocol|^UnsupportedOperation/, 'misconfigured'],
  [/^InvalidAction|^InvalidRequest|^ActionOffline|^NoSuchVersion|^NoSuchProduct/, 'misconfigured'],
  [/^InvalidParameter\.RuleId|^InvalidParameterValue\.RuleId/, 'misconfigured'],
  [/^FailedOperation\.StsUnAuthErrError/, 'misconfigured'],
];

/** Everything else was understood and declined: the picture, the number, the value. */
export const troubleOfCode = (code: string): OutsideTrouble =>
  families.find(([family]) => family.test(code))?.[1] ?? 'refused';

/** Tencent answers 200 whatever happens; other statuses come from what lies between. */
export function troubleOfStatus(status: number): OutsideTrouble {
  if (status === 429 || status === 408 || status >= 500) return 'temporary';
  return status === 413 ? 'refused' : 'misconfigured';
}
