import { districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Day, NamedRef, Paging, pageOf, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { LiftCard } from '../lift/lift.contract';

/** Levels below a company (ORG-07). */
export const staffKinds = { department: '部门', team: '班组' } as const;
export type StaffKind = keyof typeof staffKinds;
export const StaffKind = z.enum(['department', 'team']);

/** What somebody is assigned to a lift for (EQ-03). */
export const staffPurposes = { maintenance: '维保', repair: '急修', rescue: '救援' } as const;
export type StaffPurpose = keyof typeof staffPurposes;
export const StaffPurpose = z.enum(['maintenance', 'repair', 'rescue']);

/** What a department or team covers. */
export const areaKinds = { lift: '电梯', street: '街道或小区', division: '区划' } as const;
export const AreaKind = z.enum(['lift', 'street', 'division']);
export type AreaKind = z.infer<typeof AreaKind>;

export const StaffArea = z.object({
  kind: AreaKind,
  value: z.string().trim().min(1).max(60).describe('电梯编号、地址里的文字，或区划代码'),
});
export type StaffArea = z.infer<typeof StaffArea>;

export const StaffPerson = z.object({
  id: Ulid,
  name: z.string(),
  unitId: Ulid.nullable(),
  isLeader: z.boolean(),
  isCertified: z.boolean().describe('持有电梯作业证；没有的只能随持证人员作业'),
  /** Why the person may not be assigned on the day; empty: may be. */
  reasons: z.array(z.string()),
  lifts: z.number().int().describe('直接或随班组负责的电梯台数'),
});
export type StaffPerson = z.infer<typeof StaffPerson>;

export const StaffUnit = z.object({
  id: Ulid,
  parentId: Ulid.nullable(),
  kind: StaffKind,
  name: z.string(),
  leader: NamedRef.nullable(),
  areas: z.array(StaffArea.extend({ title: z.string(), lifts: z.number().int() })),
  since: Day,
});
export type StaffUnit = z.infer<typeof StaffUnit>;

export const StaffTree = z.object({
  company: NamedRef,
  day: Day,
  /** Sent back with every change: of two changes at once one hears that the other was first. */
  edition: z.number().int(),
  units: z.array(StaffUnit),
  people: z.array(StaffPerson),
});
export type StaffTree = z.infer<typeof StaffTree>;

/** A person or team that answers for a lift. */
export const Assigned = z.object({
  assignmentId: Ulid,
  purpose: StaffPurpose,
  person: NamedRef.nullable(),
  unit: NamedRef.nullable(),
  fromDay: Day,
});
export type Assigned = z.infer<typeof Assigned>;

export const LiftStaff = z.object({
  lift: LiftCard,
  assigned: z.array(Assigned),
  /** People who may do the maintenance on the day, directly or through a team. */
  maintainers: z.array(NamedRef),
  missing: z.number().int().describe('还缺几名维保人员'),
  /** The team whose area the lift lies in, while nobody is assigned. */
  suggested: NamedRef.nullable(),
});
export type LiftStaff = z.infer<typeof LiftStaff>;

const own = { company_admin: 'organisation' } as const;
const edition = z.number().int().min(0);
const unit = z.object({ unitId: Ulid });
const name = Sentence(40);
const many = z.array(Ulid).min(1).max(500);

export const staffApi = {
  tree: endpoint({
    method: 'GET',
    path: '/staff/tree',
    summary: '本单位的分级设置：部门、班组、人员和负责区域；可看过去某一天。',
    access: own,
    query: z.object({ day: Day.optional() }),
    response: StaffTree,
  }),
  addUnit: endpoint({
    method: 'POST',
    path: '/staff/units',
    summary: '增加部门或班组。',
    access: own,
    body: z.object({ edition, kind: StaffKind, name, parentId: Ulid.nullable() }),
    response: StaffTree,
  }),
  changeUnit: endpoint({
    method: 'POST',
    path: '/staff/units/:unitId',
    summary: '改名称、定组长。',
    access: own,
    params: unit,
    body: z.object({ edition, name, leaderId: Ulid.nullable() }),
    response: StaffTree,
  }),
  moveUnit: endpoint({
    method: 'POST',
    path: '/staff/units/:unitId/moves',
    summary: '把部门或班组移到另一处；以前的归属保留可查。',
    access: own,
    params: unit,
    body: z.object({ edition, parentId: Ulid.nullable() }),
    response: StaffTree,
  }),
  closeUnit: endpoint({
    method: 'POST',
    path: '/staff/units/:unitId/closing',
    summary: '撤销空的部门或班组；它负责的电梯转为缺人。',
    access: own,
    params: unit,
    body: z.object({ edition }),
    response: StaffTree,
  }),
  setAreas: endpoint({
    method: 'POST',
    path: '/staff/units/:unitId/areas',
    summary: '设定部门或班组负责的电梯、街道或区划。',
    access: own,
    params: unit,
    body: z.object({ edition, areas: z.array(StaffArea).max(200) }),
    response: StaffTree,
  }),
  movePeople: endpoint({
    method: 'POST',
    path: '/staff/members',
    summary: '把人员编入部门或班组，或移出。',
    access: own,
    body: z.object({ edition, personIds: many, unitId: Ulid.nullable() }),
    response: StaffTree,
  }),
  lifts: endpoint({
    method: 'GET',
    path: '/staff/lifts',
    summary: '本单位每台电梯的维保、急修、救援人员，缺人的在前。',
    access: own,
    query: Paging.extend({
      q: z.string().trim().max(60).optional(),
      lacking: z.enum(['yes', 'no']).optional(),
      personId: Ulid.optional(),
      unitId: Ulid.optional(),
    }),
    response: pageOf(LiftStaff).extend({ lacking: z.number().int(), minimum: z.number().int() }),
  }),
  assign: endpoint({
    method: 'POST',
    path: '/staff/assignments',
    summary: '给一台或多台电梯分配人员或班组。',
    access: own,
    body: z.object({
      liftIds: many,
      purpose: StaffPurpose,
      personIds: z.array(Ulid).max(20).default([]),
      unitIds: z.array(Ulid).max(5).default([]),
      /** Whether those assigned before for the same purpose are released. */
      replace: z.boolean().default(false),
    }),
    response: z.object({ made: z.number().int(), ended: z.number().int(), lacking: z.number().int() }),
  }),
  release: endpoint({
    method: 'POST',
    path: '/staff/assignments/:assignmentId/ending',
    summary: '解除一项分配。',
    access: own,
    params: z.object({ assignmentId: Ulid }),
    body: z.object({ reason: z.string().trim().max(100).default('') }),
    response: LiftStaff,
  }),
  ofLift: endpoint({
    method: 'GET',
    path: '/lifts/:liftId/staff',
    summary: '一台电梯现在由谁负责。',
    access: {
      ...districtReaders,
      company_admin: 'organisation',
      owner_officer: 'organisation',
      owner_admin: 'organisation',
    },
    params: z.object({ liftId: Ulid }),
    query: z.object({ day: Day.optional() }),
    response: LiftStaff,
  }),
  mine: endpoint({
    method: 'GET',
    path: '/staff/mine',
    summary: '分配给我的电梯，先到期的在前。',
    access: { technician: 'self' },
    query: Paging,
    response: pageOf(
      z.object({ lift: LiftCard, purposes: z.array(StaffPurpose), unit: NamedRef.nullable() }),
    ).extend({ today: Day }),
  }),
};
