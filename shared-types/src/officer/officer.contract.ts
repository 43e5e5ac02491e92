import { districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Day, Done, NamedRef, Paging, pageOf } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { officerPosts } from './officer.rules';

export const OfficerPost = z.enum(officerPosts);

export const Officer = z.object({
  id: Ulid,
  post: OfficerPost,
  person: NamedRef,
  fromDay: Day,
  untilDay: Day.nullable(),
  /** Looks after safety today without a certificate A that is registered and valid. */
  lacksCertificate: z.boolean(),
});
export type Officer = z.infer<typeof Officer>;

/** How an owner fulfilled its duty to report: kept for ever, whoever is named or leaves later. */
export const OfficerReport = z.object({
  day: Day,
  /** Null where nobody can be named any more. */
  by: NamedRef.nullable(),
  /** 0: in time. */
  daysLate: z.number().int(),
});
export type OfficerReport = z.infer<typeof OfficerReport>;

export const LiftOfficers = z.object({
  liftId: Ulid,
  rescueCode: z.string(),
  place: z.string(),
  ownNumber: z.string(),
  ownerName: z.string(),
  officers: z.array(Officer),
  /** Nobody is its safety officer. */
  red: z.boolean(),
  missing: z.array(OfficerPost),
  /** Last day to report its people. */
  reportBy: Day,
  late: z.boolean(),
  /** Null: this owner has not reported for this lift since it came to it or into use. */
  report: OfficerReport.nullable(),
});
export type LiftOfficers = z.infer<typeof LiftOfficers>;

const owners = { owner_admin: 'organisation', owner_officer: 'organisation' } as const;

export const officerApi = {
  matrix: endpoint({
    method: 'GET',
    path: '/lift-officers',
    summary: '每台电梯的主要负责人、安全总监、安全员；没有安全员的标红；何时由谁报送、是否逾期。',
    access: { ...districtReaders, ...owners },
    query: Paging.extend({
      q: z.string().trim().max(60).optional(),
      only: z.enum(['red', 'late', 'reported', 'reported_late']).optional(),
    }),
    response: pageOf(LiftOfficers).extend({ red: z.number().int(), late: z.number().int() }),
  }),
  people: endpoint({
    method: 'GET',
    path: '/lift-officers/people',
    summary: '本单位可以指定的人员。',
    access: { owner_admin: 'organisation' },
    response: z.object({
      items: z.array(NamedRef.extend({ lifts: z.number().int(), holdsCertificate: z.boolean() })),
    }),
  }),
  name: endpoint({
    method: 'POST',
    path: '/lift-officers',
    summary: '为一台或多台电梯指定人员；同一岗位原来的人从今天起不再担任。',
    access: { owner_admin: 'organisation' },
    body: z.object({
      liftIds: z.array(Ulid).min(1, '请选择电梯。').max(500, '一次最多 500 台。'),
      post: OfficerPost,
      personId: Ulid,
    }),
    response: z.object({
      named: z.number().int(),
      /** What is to be looked at although the person has been named. */
      warnings: z.array(z.string()),
    }),
  }),
  end: endpoint({
    method: 'POST',
    path: '/lift-officers/:officerId/end',
    summary: '不再由这个人担任；记录保留。',
    access: { owner_admin: 'organisation' },
    params: z.object({ officerId: Ulid }),
    response: Done,
  }),
  ofLift: endpoint({
    method: 'GET',
    path: '/lifts/:liftId/officers',
    summary: '一台电梯的责任人员，从前的也在内。',
    access: { ...districtReaders, ...owners, company_admin: 'organisation', technician: 'organisation' },
    params: z.object({ liftId: Ulid }),
    response: z.object({ items: z.array(Officer) }),
  }),
};
