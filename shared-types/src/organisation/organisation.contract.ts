import { districtActors, districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Day, Done, Instant, NamedRef, Paging, pageOf, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { OrganisationKind } from './organisation.kinds';
import { ownerKinds } from './organisation.rules';

export const OwnerKind = z.enum(ownerKinds);

const Name = z.string().trim().min(2, '请填写名称。').max(120, '最多 120 个字。');
const Phone = z.string().trim().max(30);
const Address = z.string().trim().max(200);

/** An office of a unit; its number is masked where the reader has not asked for it. */
export const Office = z.object({ name: Name, address: Address, phone: Phone });
export const Contact = z.object({
  name: z.string().trim().min(1).max(40),
  post: z.string().trim().max(40),
  phone: Phone,
});

export const OrganisationCard = z.object({
  id: Ulid,
  kind: OrganisationKind,
  ownerKind: OwnerKind.nullable(),
  name: z.string(),
  creditCode: z.string().nullable(),
  divisionCode: z.string(),
  divisionName: z.string(),
  /** First day on which it is closed; null while it stands. */
  closedOn: Day.nullable(),
  /** Lifts it maintains or owns; null for kinds that have none. */
  lifts: z.number().int().nullable(),
  /** People who hold a role in it today. */
  people: z.number().int(),
});
export type OrganisationCard = z.infer<typeof OrganisationCard>;

export const OrganisationFile = OrganisationCard.extend({
  address: z.string(),
  noCodeReason: z.string(),
  /** Masked. */
  idNumber: z.string().nullable(),
  phone: z.string().nullable(),
  emergencyPhone: z.string().nullable(),
  offices: z.array(Office),
  contacts: z.array(Contact),
  permitNumber: z.string(),
  permitUntil: Day.nullable(),
  /** When the promise of quality was given (维保质量安全承诺书). */
  promisedAt: Instant.nullable(),
  closedReason: z.string(),
  /** How many people hold each role. */
  roles: z.record(z.string(), z.number().int()),
  changesWaiting: z.number().int(),
  may: z.object({ change: z.boolean(), close: z.boolean() }),
});
export type OrganisationFile = z.infer<typeof OrganisationFile>;

/** What closing means; whoever closes confirms these very numbers. */
export const Consequences = z.object({
  lifts: z.number().int(),
  people: z.number().int(),
  /** Contracts that have not ended, whichever side the unit is. */
  contracts: z.number().int(),
  plannedVisits: z.number().int(),
  changesWaiting: z.number().int(),
});
export type Consequences = z.infer<typeof Consequences>;

export const NewOrganisation = z.object({
  kind: OrganisationKind,
  ownerKind: OwnerKind.nullable().default(null),
  name: Name,
  creditCode: z.string().trim().max(40).default(''),
  idNumber: z.string().trim().max(40).default(''),
  noCodeReason: z.string().trim().max(100).default(''),
  divisionCode: z.string().regex(/^[0-9A-Z]{2,12}$/, '请选择所在辖区。'),
  address: Address.default(''),
  phone: Phone.default(''),
  emergencyPhone: Phone.default(''),
});
export type NewOrganisation = z.infer<typeof NewOrganisation>;

/** What may be changed by request; fields left out stay as they are. */
export const OrganisationPatch = z
  .object({
    name: Name,
    creditCode: z.string().trim().max(40),
    ownerKind: OwnerKind,
    divisionCode: z.string().regex(/^[0-9A-Z]{2,12}$/),
    address: Address,
    phone: Phone,
    emergencyPhone: Phone,
    offices: z.array(Office).max(30),
    contacts: z.array(Contact).max(30),
    permitNumber: z.string().trim().max(40),
    permitUntil: Day,
  })
  .partial();
export type OrganisationPatch = z.infer<typeof OrganisationPatch>;

export const HistoryLine = z.object({
  at: Instant,
  person: NamedRef.nullable(),
  action: z.string(),
  text: z.string(),
});

/** Administrators see and keep their own unit; inspectors see the companies that they visit. */
const ownAdmins = {
  company_admin: 'organisation',
  owner_admin: 'organisation',
  unit_admin: 'organisation',
} as const;
const readers = { ...districtReaders, ...ownAdmins, inspector: 'division' } as const;
const params = z.object({ organisationId: Ulid });

export const organisationApi = {
  list: endpoint({
    method: 'GET',
    path: '/organisations',
    summary: '单位台账，按条件分页；检验人员只看维保单位和使用单位。',
    access: { ...districtReaders, inspector: 'division' },
    query: Paging.extend({
      q: z.string().trim().max(60).optional(),
      kind: OrganisationKind.optional(),
      state: z.enum(['open', 'closed']).optional(),
    }),
    response: pageOf(OrganisationCard),
  }),
  show: endpoint({
    method: 'GET',
    path: '/organisations/:organisationId',
    summary: '一个单位的资料，电话和证件号码已遮盖。',
    access: readers,
    params,
    response: OrganisationFile,
  }),
  history: endpoint({
    method: 'GET',
    path: '/organisations/:organisationId/history',
    summary: '一个单位的登记、变更、核对、关闭，最新在前。',
    access: { ...districtReaders, ...ownAdmins },
    params,
    response: z.object({ items: z.array(HistoryLine) }),
  }),
  phones: endpoint({
    method: 'POST',
    path: '/organisations/:organisationId/phone-readings',
    summary: '查看完整电话号码；写明用途，会留痕。',
    access: { ...districtActors, ...ownAdmins },
    params,
    body: z.object({ purpose: Sentence(100) }),
    response: z.object({
      phone: z.string(),
      emergencyPhone: z.string(),
      offices: z.array(Office),
      contacts: z.array(Contact),
    }),
  }),
  register: endpoint({
    method: 'POST',
    path: '/organisations',
    summary: '监管人员登记单位；要求备案的城市，维保单位须先备案。',
    access: districtActors,
    body: NewOrganisation,
    response: OrganisationFile,
  }),
  propose: endpoint({
    method: 'POST',
    path: '/organisations/:organisationId/changes',
    summary: '申请变更单位资料，由另一位监管人员审核。',
    access: { ...districtActors, ...ownAdmins },
    params,
    body: z.object({ patch: OrganisationPatch, reason: Sentence(300) }),
    response: z.object({ changeId: Ulid }),
  }),
  consequences: endpoint({
    method: 'GET',
    path: '/organisations/:organisationId/closing',
    summary: '关闭这个单位会影响多少电梯、人员和计划。',
    access: districtActors,
    params,
    response: Consequences,
  }),
  close: endpoint({
    method: 'POST',
    path: '/organisations/:organisationId/closing',
    summary: '从某天起关闭单位，不删除；须确认所影响的数量。',
    access: districtActors,
    params,
    body: z.object({ closedOn: Day, reason: Sentence(200), confirmed: Consequences }),
    response: Done,
  }),
};
