import type { Refusal } from '../kernel/app-error';
import { refuseIdNumber } from '../person/person.codes';
import { isCreditCode, refuseCreditCode } from './organisation.codes';

/** Who can be an owner: not everybody has a 统一社会信用代码 (CODES §4). */
export const ownerKinds = ['company', 'branch', 'owners_committee', 'village', 'natural_person'] as const;
export type OwnerKind = (typeof ownerKinds)[number];

export const ownerKindWords: Record<OwnerKind, string> = {
  company: '法人单位',
  branch: '分支机构',
  owners_committee: '业主委员会',
  village: '村（居）民委员会',
  natural_person: '自然人',
};

export interface ClaimedIdentity {
  kind: string;
  ownerKind: OwnerKind | null;
  creditCode: string;
  idNumber: string;
  noCodeReason: string;
}

const refusal = (reason: string, field: string, message: string): Refusal => ({
  code: `organisation.${reason}`,
  field,
  message,
});

/**
 * How a unit proves who it is: by its credit code; a natural person by their ID number; a committee or village without
 * either says why. Companies and branches always have a code.
 * @basis GB 32100-2015; TSG 08-2017 (使用单位 may be a natural person)
 */
export function refuseIdentity(claimed: ClaimedIdentity): Refusal[] {
  const { kind, ownerKind, creditCode, idNumber, noCodeReason } = claimed;
  const refusals: Refusal[] = [];
  const wrong = refuseCreditCode(creditCode);
  if (wrong) refusals.push(wrong);
  const hasCode = isCreditCode(creditCode);
  if (kind === 'owner' && ownerKind === null)
    refusals.push(refusal('owner_kind_missing', 'ownerKind', '请选择使用单位是哪一类。'));
  if (kind !== 'owner' && ownerKind !== null)
    refusals.push(refusal('owner_kind_unfit', 'ownerKind', '只有使用单位才分类。'));
  if (ownerKind === 'natural_person') {
    const number = refuseIdNumber(idNumber);
    if (number) refusals.push(number);
    return refusals;
  }
  if (idNumber !== '') refusals.push(refusal('id_number_unfit', 'idNumber', '只有自然人才填身份证号码。'));
  const mayLack = ownerKind === 'owners_committee' || ownerKind === 'village' || kind === 'regulator';
  if (!hasCode && !wrong && !mayLack)
    refusals.push(refusal('credit_code_missing', 'creditCode', '请填写统一社会信用代码。'));
  if (!hasCode && !wrong && mayLack && kind === 'owner' && noCodeReason.trim() === '')
    refusals.push(refusal('no_code_reason_missing', 'noCodeReason', '没有信用代码的，请说明原因。'));
  return refusals;
}

/** A telephone number as people write it: digits with blanks, dashes, brackets; a landline or a mobile. @basis ORG-04 */
export const tidyPhone = (raw: string): string => raw.normalize('NFKC').replace(/[\s()（）-]/g, '');

/** @basis ORG-04 */
export function refusePhone(raw: string, field: string, label: string): Refusal | null {
  const number = tidyPhone(raw);
  if (/^(\+86)?(1\d{10}|0\d{9,11}|[48]00\d{7}|\d{5,8})$/.test(number)) return null;
  return refusal('phone_invalid', field, `${label}不是有效的电话号码，请写手机号，或带区号的固定电话。`);
}
