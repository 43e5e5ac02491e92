import { districtActors, districtReaders, roles } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Day, NamedRef, Paging, pageOf, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { CertificateItem } from '../paper/paper.contract';

const RoleName = z.enum(roles);

/** Somebody in one organisation, as lists show them: numbers masked. */
export const PersonCard = z.object({
  id: Ulid,
  name: z.string(),
  role: RoleName,
  organisation: NamedRef,
  phone: z.string(),
  idNumber: z.string(),
  from: Day,
  /** Last day; null: no end is known. */
  until: Day.nullable(),
  isCurrent: z.boolean(),
  /** The earliest last day among certificates and contract of employment. */
  nearestUntil: Day.nullable(),
});
export type PersonCard = z.infer<typeof PersonCard>;

export const PersonDetail = z.object({
  id: Ulid,
  name: z.string(),
  phone: z.string(),
  idNumber: z.string(),
  /** Within the reader's own organisation or area; other units' do not show. */
  assignments: z.array(
    z.object({
      organisation: NamedRef,
      role: RoleName,
      from: Day,
      until: Day.nullable(),
      isCurrent: z.boolean(),
    }),
  ),
  /** A correction waits for the regulator. */
  changeWaits: z.boolean(),
  may: z.object({ correct: z.boolean(), leave: z.boolean(), enterPapers: z.boolean() }),
});
export type PersonDetail = z.infer<typeof PersonDetail>;

const unitAdmins = {
  company_admin: 'organisation',
  owner_admin: 'organisation',
  unit_admin: 'organisation',
} as const;
const onlookers = { ...unitAdmins, ...districtReaders } as const;

/** What the numbers are looked at for; written into the log that the person can read. */
export const revealPurposes = {
  contact: '联系本人',
  check_paper: '核对证件',
  investigate: '监督检查',
  correct: '更正登记信息',
} as const;
export const RevealPurpose = z.enum(['contact', 'check_paper', 'investigate', 'correct']);
export type RevealPurpose = z.infer<typeof RevealPurpose>;

const Phone = z.string().trim().max(20);
const IdNumber = z.string().trim().max(40);
const person = z.object({ personId: Ulid });

export const personApi = {
  list: endpoint({
    method: 'GET',
    path: '/people',
    summary: '人员名单：本单位的，或辖区内各单位的；号码已遮盖。',
    access: onlookers,
    query: Paging.extend({
      search: z.string().trim().max(40).optional(),
      role: RoleName.optional(),
      /** Whether former people are shown instead. */
      left: z.enum(['true', 'false']).optional(),
      organisationId: Ulid.optional(),
    }),
    response: pageOf(PersonCard),
  }),
  show: endpoint({
    method: 'GET',
    path: '/people/:personId',
    summary: '一个人的登记情况；号码已遮盖。',
    access: onlookers,
    params: person,
    response: PersonDetail,
  }),
  register: endpoint({
    method: 'POST',
    path: '/people',
    summary: '登记本单位人员。身份证号码已登记过的，认作同一个人，只增加任职。',
    access: unitAdmins,
    limit: 'numbers',
    body: z.object({
      name: Sentence(40),
      phone: Phone,
      /** Needed where a certificate is entered. */
      idNumber: IdNumber.default(''),
      role: RoleName,
      from: Day,
      certificate: z.object({ item: CertificateItem, until: Day }).nullable().default(null),
      employment: z.object({ until: Day.nullable() }).nullable().default(null),
    }),
    response: PersonDetail,
  }),
  correct: endpoint({
    method: 'POST',
    path: '/people/:personId/correction',
    summary: '更正姓名、电话或身份证号码；核验过的内容、在别的单位也任职的人，要由监管单位审核后才改。',
    access: unitAdmins,
    limit: 'numbers',
    params: person,
    body: z.object({
      name: Sentence(40).optional(),
      phone: Phone.optional(),
      idNumber: IdNumber.optional(),
      reason: Sentence(200),
    }),
    response: PersonDetail,
  }),
  leave: endpoint({
    method: 'POST',
    path: '/people/:personId/leaving',
    summary: '办理离职：从最后一天起停用，不删除；任职和登录随之结束。',
    access: unitAdmins,
    params: person,
    body: z.object({ lastDay: Day, reason: Sentence(200) }),
    response: PersonDetail,
  }),
  reveal: endpoint({
    method: 'POST',
    path: '/people/:personId/reveal',
    summary: '查看一个人的完整电话或身份证号码；查看人、用途和时间都会记下，本人看得到。',
    access: { ...unitAdmins, ...districtActors },
    params: person,
    body: z.object({ what: z.enum(['phone', 'id_number']), purpose: RevealPurpose }),
    response: z.object({ value: z.string() }),
  }),
};
