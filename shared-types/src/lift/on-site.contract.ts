import { ChangeState } from '../change/change.contract';
import { Fix } from '../check-in/check-in.contract';
import { districtActors, districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Day, Done, Instant, NamedRef, Paging, pageOf, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { LiftCard, LiftType, UsePlaceField } from './lift.contract';

export const bindingStates = {
  proposed: '待录入合同',
  confirmed: '已绑定',
  dropped: '已取消',
} as const;
export const BindingState = z.enum(['proposed', 'confirmed', 'dropped']);

export const Binding = z.object({
  id: Ulid,
  lift: LiftCard,
  person: NamedRef,
  way: z.enum(['scan', 'list']),
  ownNumber: z.string(),
  hasPhoto: z.boolean(),
  state: BindingState,
  at: Instant,
});
export type Binding = z.infer<typeof Binding>;

export const ScannedLift = z.object({
  lift: LiftCard,
  /** Other lifts of the same owner in the same place: which one is it? */
  twins: z.number().int(),
  /** `ours`: the company maintains it. `free`: nobody does, and a contract is needed first. */
  standing: z.enum(['ours', 'free']),
  bound: z.boolean(),
});
export type ScannedLift = z.infer<typeof ScannedLift>;

const Text = (max: number) => z.string().trim().max(max);
/** What people say of a lift; only what they want changed. */
export const LiftCorrection = z.object({
  equipmentCode: Text(40).optional(),
  registrationCode: Text(40).optional(),
  useRegistration: Text(60).optional(),
  factoryNumber: Text(80).optional(),
  manufacturer: Text(120).optional(),
  madeOn: Day.optional(),
  type: LiftType.optional(),
  ratedSpeed: z.number().positive().max(30).optional(),
  ratedLoad: z.number().positive().max(50_000).optional(),
  floors: z.number().int().min(1).max(300).optional(),
  rescueCode: Text(20).optional(),
  ownNumber: Text(60).optional(),
  place: Sentence(120).optional(),
  address: Text(200).optional(),
  usePlace: UsePlaceField.optional(),
});
export type LiftCorrection = z.infer<typeof LiftCorrection>;

export const CorrectionView = z.object({
  id: Ulid,
  fields: z.array(z.object({ field: z.string(), label: z.string(), before: z.string(), after: z.string() })),
  reason: z.string(),
  by: z.string(),
  at: Instant,
  state: ChangeState,
  decision: z.string(),
});
export type CorrectionView = z.infer<typeof CorrectionView>;

export const PositionView = z.object({
  current: z.object({ lng: z.number(), lat: z.number(), confirmed: z.boolean() }).nullable(),
  /** Technicians still needed before the place counts; 0 once it does. */
  missing: z.number().int(),
  contradiction: z.boolean(),
  history: z.array(
    z.object({
      lng: z.number(),
      lat: z.number(),
      fixes: z.number().int(),
      spreadMetres: z.number(),
      at: Instant,
    }),
  ),
});
export type PositionView = z.infer<typeof PositionView>;

const lift = z.object({ liftId: Ulid });
const company = { company_admin: 'organisation', technician: 'organisation' } as const;
const owner = { owner_admin: 'organisation', owner_officer: 'organisation' } as const;
const readers = { ...districtReaders, ...company, ...owner } as const;

export const onSiteApi = {
  scan: endpoint({
    method: 'POST',
    path: '/binding-scans',
    summary: '扫码看这台电梯能否绑定到本单位。',
    access: { technician: 'organisation' },
    keyless: true,
    limit: 'look_up',
    body: z.object({ token: z.string().min(1).max(300) }),
    response: ScannedLift,
  }),
  bind: endpoint({
    method: 'POST',
    path: '/bindings',
    summary: '绑定电梯：扫码，或从本单位清单中选取并拍铭牌。',
    access: { technician: 'organisation' },
    device: 'trusted',
    body: z.object({
      token: z.string().max(300).optional(),
      liftId: Ulid.optional(),
      ownNumber: Text(60).default(''),
      /** A photograph of the nameplate. */
      fileId: Ulid.optional(),
    }),
    response: Binding,
  }),
  bindings: endpoint({
    method: 'GET',
    path: '/bindings',
    summary: '本单位绑定的电梯和待录入合同的电梯。',
    access: company,
    query: Paging.extend({ state: BindingState.optional() }),
    response: pageOf(Binding),
  }),
  decideBinding: endpoint({
    method: 'POST',
    path: '/bindings/:bindingId/decision',
    summary: '单位管理员确认或取消一次绑定。',
    access: { company_admin: 'organisation' },
    params: z.object({ bindingId: Ulid }),
    body: z.object({ accept: z.boolean() }),
    response: Binding,
  }),
  swapCodes: endpoint({
    method: 'POST',
    path: '/lift-code-swaps',
    summary: '两台电梯的二维码贴反了：互换，并留下经过。',
    access: districtActors,
    body: z.object({ liftIds: z.array(Ulid).length(2), reason: Sentence(200) }),
    response: Done,
  }),
  enter: endpoint({
    method: 'POST',
    path: '/lifts',
    summary: '维保单位录入电梯：先与台账比对，没有的登记或待审核。',
    access: { company_admin: 'organisation' },
    body: LiftCorrection.extend({
      type: LiftType,
      place: Sentence(120),
      divisionCode: z.string().regex(/^\d{6,12}$/, '请选择所在区划。'),
    }),
    response: z.object({
      outcome: z.enum(['matched', 'registered', 'pending']),
      /** Only of a lift that is the company's own or nobody's. */
      liftId: Ulid.nullable(),
      message: z.string(),
    }),
  }),
  correct: endpoint({
    method: 'POST',
    path: '/lifts/:liftId/corrections',
    summary: '纠正电梯资料，交监管部门或上级系统核对。',
    access: { ...company, ...owner },
    params: lift,
    body: z.object({ changes: LiftCorrection, reason: Sentence(300) }),
    response: CorrectionView,
  }),
  corrections: endpoint({
    method: 'GET',
    path: '/lifts/:liftId/corrections',
    summary: '一台电梯的资料纠正，待核对的在前。',
    access: readers,
    params: lift,
    response: z.object({ items: z.array(CorrectionView) }),
  }),
  offerFix: endpoint({
    method: 'POST',
    path: '/lifts/:liftId/fixes',
    summary: '在电梯旁采集位置（先扫电梯码）。',
    access: { technician: 'organisation' },
    device: 'trusted',
    params: lift,
    body: Fix.extend({ token: z.string().min(1).max(300) }),
    response: PositionView,
  }),
  position: endpoint({
    method: 'GET',
    path: '/lifts/:liftId/position',
    summary: '一台电梯的位置和确认经过。',
    access: readers,
    params: lift,
    response: PositionView,
  }),
};
