import type { Refusal } from '../kernel/app-error';
import { isCreditCode, refuseCreditCode } from '../organisation/organisation.codes';
import { refusePhone, tidyPhone } from '../organisation/organisation.rules';
import { isMobileNumber } from '../person/person.codes';

/** Papers that a company's filing needs; they are kept with the unit's papers once it is registered. */
export const filingPapers = {
  licence: '营业执照',
  permit: '特种设备生产许可证',
  certificates: '作业人员证',
  contracts: '劳动合同',
  promise: '维保质量安全承诺书',
} as const;
export type FilingPaper = keyof typeof filingPapers;

const mebibyte = 1_048_576;

/**
 * What somebody without an account may send: of one filing so many scans and bytes, and of all that nobody has filed
 * yet together so many bytes, so that a flood of tickets fills no disk. One scan's own size and type are `limitsOf`.
 * @basis FACE-15 (data security); ours
 */
export const filingScanLimits = { scans: 20, bytes: 100 * mebibyte, unfiledBytes: 4096 * mebibyte } as const;

/** `sent`: scans of this filing so far and their bytes; `unfiledBytes`: of all filings together. @basis ORG-04 */
export function refuseFilingScan(
  sent: { scans: number; bytes: number; unfiledBytes: number },
  bytes: number,
): Refusal | null {
  const { scans, bytes: most, unfiledBytes } = filingScanLimits;
  if (sent.scans >= scans)
    return refusal(
      'too_many_scans',
      'scans',
      `一份备案最多 ${scans} 个扫描件。多页材料请合成一个 PDF；明天可以再传。`,
    );
  if (sent.bytes + bytes > most)
    return refusal('scans_too_large', 'scans', '这份备案的扫描件合计超过 100 MB，请压缩后再传。');
  if (sent.unfiledBytes + bytes > unfiledBytes)
    return refusal('uploads_full', 'scans', '现在上传的人太多，这次没有收下。请先提交备案，材料稍后再补传。');
  return null;
}

/** Papers of the unit itself, each one scan; people's may be many, one of each person. */
const single: readonly FilingPaper[] = ['licence', 'permit', 'promise'];

/** @basis ORG-04: each of the unit's papers once, so that it is clear which one was reviewed */
export function refuseScansTwice(papers: readonly FilingPaper[]): Refusal | null {
  const twice = single.find((paper) => papers.filter((one) => one === paper).length > 1);
  return twice
    ? refusal('scan_twice', 'scans', `${filingPapers[twice]}只传一份；有多页的请合成一个 PDF。`)
    : null;
}

/** What a filing still lacks, in words. @basis ORG-04; 泉鲤市监规〔2024〕1号 四(一) */
export const missingPapers = (handedIn: readonly string[]): string[] =>
  Object.entries(filingPapers).flatMap(([paper, words]) => (handedIn.includes(paper) ? [] : [words]));

export interface FiledUnit {
  creditCode: string;
  phone: string;
  emergencyPhone: string;
  contact: { name: string; phone: string };
  permitNumber: string;
  permitUntil: string;
  staff: readonly { name: string; phone: string; certified: boolean }[];
}

const refusal = (reason: string, field: string, message: string): Refusal => ({
  code: `filing.${reason}`,
  field,
  message,
});

/**
 * What a maintenance company's filing must hold: its code, a permit that is still good, people of whom some are
 * certified and each has a phone of their own, a number that answers day and night.
 * @basis 泉鲤市监规〔2024〕1号 四(一); 广州 三(一)1–2 (ORG-03, ORG-04, ORG-10); TSG 07-2019 (permit number)
 */
export function refuseFiling(unit: FiledUnit, today: string): Refusal[] {
  const found: (Refusal | null)[] = [
    unit.creditCode.trim() === '' || !isCreditCode(unit.creditCode)
      ? (refuseCreditCode(unit.creditCode) ??
        refusal('credit_code_missing', 'creditCode', '请填写统一社会信用代码。'))
      : null,
    refusePhone(unit.phone, 'phone', '联系电话'),
    refusePhone(unit.emergencyPhone, 'emergencyPhone', '24 小时应急电话'),
    isMobileNumber(unit.contact.phone)
      ? null
      : refusal('contact_phone_invalid', 'contact', '管理员的手机号应为 11 位，用来开通账号。'),
    /^TS[0-9A-Z]{7}[-—]\d{4}$/.test(unit.permitNumber)
      ? null
      : refusal('permit_number_invalid', 'permitNumber', '许可证编号应像 TS3399999-2030，请对照许可证填写。'),
    unit.permitUntil >= today
      ? null
      : refusal('permit_expired', 'permitUntil', '许可证已过有效期，请先换证。'),
    ...refuseStaff(unit.staff),
  ];
  return found.filter((one) => one !== null);
}

/** @basis ORG-08, ORG-10 */
function refuseStaff(staff: FiledUnit['staff']): (Refusal | null)[] {
  const phones = staff.map(({ phone }) => tidyPhone(phone));
  const twice = staff.find((_, index) => phones.indexOf(phones[index] ?? '') !== index);
  const without = staff.find(({ phone }) => !isMobileNumber(phone));
  return [
    staff.some(({ certified }) => certified)
      ? null
      : refusal('nobody_certified', 'staff', '至少要有一名持电梯修理作业证（T）的人员。'),
    without ? refusal('staff_phone_invalid', 'staff', `${without.name}的手机号不是 11 位。`) : null,
    twice && !without
      ? refusal('staff_phone_twice', 'staff', `${twice.name}的手机号与别人相同，每人要用自己的手机号。`)
      : null,
  ];
}

/** Fields that an inspection body compares on the spot. */
export const comparedFields = {
  name: '单位名称',
  creditCode: '统一社会信用代码',
  address: '办公地址',
  emergencyPhone: '24 小时应急电话',
  permitNumber: '许可证编号',
  permitUntil: '许可证有效期至',
  staff: '作业人员人数',
} as const;
export type ComparedField = keyof typeof comparedFields;

/** Of what was found to differ, that which a change of the register puts right; the rest is told in words. */
export const correctable: readonly ComparedField[] = [
  'name',
  'creditCode',
  'address',
  'emergencyPhone',
  'permitNumber',
  'permitUntil',
];

/** Spelling is no difference. @basis ORG-03 */
export const isDifferent = (filed: string, found: string): boolean => {
  const plain = (text: string) =>
    text
      .normalize('NFKC')
      .replace(/[\s()（）-]/g, '')
      .toUpperCase();
  return plain(filed) !== plain(found);
};
