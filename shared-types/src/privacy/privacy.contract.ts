import { everyRole } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Day, Instant, Paging, pageOf } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';

/** Somebody looked at what is kept about a person. */
export const PersonalRead = z.object({
  at: Instant,
  /** Who looked; the service itself when nobody did. */
  by: z.string(),
  organisation: z.string(),
  /** What they did, in words. */
  what: z.string(),
  purpose: z.string(),
});
export type PersonalRead = z.infer<typeof PersonalRead>;

const Fact = z.object({ label: z.string(), value: z.string() });
/** One kind of data held about a person: what, why, how long, and the data themselves. */
export const OwnDataSection = z.object({
  title: z.string(),
  why: z.string(),
  keptFor: z.string(),
  items: z.array(z.object({ facts: z.array(Fact) })),
  /** More than is listed here. */
  left: z.number().int(),
});
export type OwnDataSection = z.infer<typeof OwnDataSection>;

export const AuditCard = z.object({
  id: Ulid,
  at: Instant,
  /** Empty: the service itself. */
  person: z.string(),
  role: z.string(),
  organisation: z.string(),
  action: z.string(),
  what: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  purpose: z.string(),
  deviceId: z.string(),
});
export type AuditCard = z.infer<typeof AuditCard>;

const self = everyRole('self');
const overseers = {
  regulator_admin: 'division',
  auditor: 'division',
  company_admin: 'organisation',
  owner_admin: 'organisation',
  unit_admin: 'organisation',
} as const;

/** What is kept about people, who looked at it, and who did what. */
export const privacyApi = {
  reads: endpoint({
    method: 'GET',
    path: '/me/reads',
    summary: '谁查看过我的个人信息、为什么，最新在前。',
    access: self,
    query: Paging,
    response: pageOf(PersonalRead),
  }),
  data: endpoint({
    method: 'GET',
    path: '/me/data',
    summary: '平台保存的我的信息，可复制或导出；每次导出都有记录。',
    access: self,
    response: z.object({ madeAt: Instant, sections: z.array(OwnDataSection) }),
  }),
  audit: endpoint({
    method: 'GET',
    path: '/audit',
    summary: '审计日志：本单位或辖区内谁在什么时候做了什么、看了什么；查看本身也有记录。',
    access: overseers,
    query: Paging.extend({
      from: Day.optional(),
      until: Day.optional(),
      /** Part of the name of whoever acted. */
      person: z.string().trim().max(40).optional(),
      module: z
        .string()
        .regex(/^[a-z_]{2,30}$/)
        .optional(),
      subjectId: z.string().max(64).optional(),
    }),
    response: pageOf(AuditCard),
  }),
};
