import { endpoint } from '../kernel/endpoint';
import { Done, Instant, Paging, pageOf, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { Situation } from './help.contract';
import { DeskReport, Entrapment, EntrapmentCard, rescueDesk, rescueReaders } from './rescue.contract';
import { Eta, SideField } from './rescue.fields';
import { callingWays, machineSources } from './rescue.words';

/** Where machines of a district call from: a car alarm's platform, telemetry, 110 or 119. */
export const RescueSource = z.object({
  id: Ulid,
  name: z.string(),
  kind: z.enum(machineSources),
  divisionCode: z.string(),
  issuedAt: Instant,
  issuedBy: z.string(),
  revokedAt: Instant.nullable(),
  calls: z.number().int(),
  mistaken: z.number().int(),
  lastCallAt: Instant.nullable(),
});
export type RescueSource = z.infer<typeof RescueSource>;

/** What somebody at the desk has to do now; a board rings for each until it is done or taken note of. */
export const DeskAlerts = z.array(
  z.object({
    entrapmentId: Ulid,
    kind: z.enum(['outside_due', 'nobody', 'escalated']),
    since: Instant,
    number: z.enum(['119', '120']).nullable(),
    text: z.string(),
  }),
);
export type DeskAlerts = z.infer<typeof DeskAlerts>;

/** Whom the desk may call to an entrapment by hand. */
export const Candidates = z.object({
  units: z.array(
    z.object({
      id: Ulid,
      name: z.string(),
      side: SideField,
      /** Straight distance of a station; null where one of the two places is not known. */
      metres: z.number().int().nullable(),
      isCalled: z.boolean().describe('已经有人被叫到'),
      people: z.array(
        z.object({
          personId: Ulid,
          name: z.string(),
          isOnDuty: z.boolean(),
          state: z.enum(['called', 'accepted', 'declined']).nullable().describe('没有叫过的为空'),
        }),
      ),
    }),
  ),
});
export type Candidates = z.infer<typeof Candidates>;

/** How people are called besides the inbox (EMG-11). */
export const CallingWay = z.enum(Object.keys(callingWays) as [CallingWay, ...CallingWay[]]);
export type CallingWay = keyof typeof callingWays;

const desk = rescueDesk;
const params = z.object({ entrapmentId: Ulid });
const Freed = z.number().int().min(0).max(60);
const machineKeyLength = 52;
export const MachineKey = z.string().length(machineKeyLength, '接口密钥不正确。');

export const rescueDeskApi = {
  queue: endpoint({
    method: 'GET',
    path: '/rescue-desk/queue',
    summary: '救援中心的队列：辖区内没有结案的困人；停电等批量困人时按伤病、儿童、老人排序。',
    access: rescueReaders,
    response: z.object({
      items: z.array(EntrapmentCard),
      isBulk: z.boolean(),
      alerts: DeskAlerts.describe('值班员现在要做的事：每条响到办完、不再需要或者有人点了“知道了”'),
      missingWays: z.array(CallingWay).describe('没有接通、因而叫不到人的通知方式'),
      /** For a board that shows how old it is. */
      readAt: Instant,
    }),
  }),
  history: endpoint({
    method: 'GET',
    path: '/rescue-desk/entrapments',
    summary: '辖区内的困人记录，最新在前。',
    access: rescueReaders,
    query: Paging.extend({
      since: z.coerce.number().int().optional(),
      until: z.coerce.number().int().optional(),
    }),
    response: pageOf(EntrapmentCard),
  }),
  report: endpoint({
    method: 'POST',
    path: '/rescue-desk/calls',
    summary: '登记电话、使用单位、轿厢报警、110 或 119 转来的求助，立即派单；同一台电梯未解救的合并。',
    access: desk,
    limit: 'never',
    body: DeskReport,
    response: Entrapment,
  }),
  dispatch: endpoint({
    method: 'POST',
    path: '/rescue-desk/entrapments/:entrapmentId/dispatches',
    summary: '人工派单：升级到某一级，派给指定的救援站，或再叫指定的人员；每次都写进时间线。',
    access: desk,
    limit: 'never',
    params,
    body: z.object({
      tier: z.union([z.literal(1), z.literal(2), z.literal(3)]),
      personIds: z.array(Ulid).max(20).default([]),
      /** Another station than the nearest, or one more; not together with people. */
      stationId: Ulid.optional(),
    }),
    response: Entrapment,
  }),
  candidates: endpoint({
    method: 'GET',
    path: '/rescue-desk/entrapments/:entrapmentId/candidates',
    summary: '可以人工派单的单位和人员：这台电梯的维保单位、使用单位，和本市的救援站，近的在前。',
    access: desk,
    params,
    response: Candidates,
  }),
  outside: endpoint({
    method: 'POST',
    path: '/rescue-desk/entrapments/:entrapmentId/outside-calls',
    summary: '记下已联系 119、120 或 110。',
    access: desk,
    limit: 'never',
    params,
    body: z.object({ number: z.enum(['119', '120', '110']), text: z.string().trim().max(300).default('') }),
    response: Entrapment,
  }),
  declineFor: endpoint({
    method: 'POST',
    path: '/rescue-desk/entrapments/:entrapmentId/refusals',
    summary: '替来电的被叫人员登记不能前往，接单、出发以后也可以；没有别人前往时立即重新呼叫、升级。',
    access: desk,
    limit: 'never',
    params,
    body: z.object({ personId: Ulid, reason: Sentence(100) }),
    response: Entrapment,
  }),
  changeEtaFor: endpoint({
    method: 'POST',
    path: '/rescue-desk/entrapments/:entrapmentId/arrival-times',
    summary: '替来电的已接单人员更改预计到达时间；超过时限的立即升级。',
    access: desk,
    limit: 'never',
    params,
    body: z.object({ personId: Ulid, etaMinutes: Eta }),
    response: Entrapment,
  }),
  withdrawArrival: endpoint({
    method: 'POST',
    path: '/rescue-desk/entrapments/:entrapmentId/arrival-withdrawals',
    summary: '撤销误点的到场确认；本人登记的到场不变，没有人在现场的继续呼叫。',
    access: desk,
    limit: 'never',
    params,
    body: z.object({ text: Sentence(200) }),
    response: Entrapment,
  }),
  note: endpoint({
    method: 'POST',
    path: '/rescue-desk/entrapments/:entrapmentId/notes',
    summary: '在时间线上加一条备注；加上就不能改。',
    access: desk,
    params,
    body: z.object({ text: Sentence(300) }),
    response: Entrapment,
  }),
  correct: endpoint({
    method: 'POST',
    path: '/rescue-desk/entrapments/:entrapmentId/corrections',
    summary: '更正类别、人数、伤病等情况或结果，或更正到另一台电梯；各项时间和超时标记不变。',
    access: desk,
    params,
    body: z.object({
      /** Another lift was meant; only while people may be inside. */
      liftId: Ulid.optional(),
      /** What is so; what is left out stays. */
      situation: Situation.omit({ note: true }).optional(),
      kind: z.enum(['trapped', 'hurt']).optional(),
      freedPeople: Freed.optional(),
      hurtPeople: Freed.optional(),
      outcome: z.enum(['rescued', 'mistaken']).optional().describe('结案以后更正结果'),
      text: Sentence(200).describe('更正的原因，写进时间线'),
    }),
    response: Entrapment,
  }),
  sources: endpoint({
    method: 'GET',
    path: '/rescue-sources',
    summary: '本辖区的机器报警来源，和各自的误报次数。',
    access: rescueReaders,
    response: z.object({ items: z.array(RescueSource) }),
  }),
  issueSource: endpoint({
    method: 'POST',
    path: '/rescue-sources',
    summary: '为一个报警来源发密钥；密钥只显示这一次。',
    access: desk,
    body: z.object({ name: Sentence(60), kind: z.enum(machineSources) }),
    response: RescueSource.extend({ key: MachineKey }),
  }),
  revokeSource: endpoint({
    method: 'POST',
    path: '/rescue-sources/:sourceId/revocations',
    summary: '停用一个报警来源的密钥。',
    access: desk,
    params: z.object({ sourceId: Ulid }),
    body: z.object({ reason: Sentence(200) }),
    response: Done,
  }),
  alarm: endpoint({
    method: 'POST',
    path: '/rescue-alarms',
    summary: '机器报警：轿厢报警、物联监测、110 或 119 转警；凭发给来源的密钥，同一事件只算一次。',
    access: 'public',
    limit: 'never',
    keyless: true,
    body: Situation.extend({
      key: MachineKey,
      /** The source's own name of the event. */
      event: z.string().trim().min(1).max(80),
      /** One of these names the lift. */
      rescueCode: z.string().trim().max(20).optional(),
      registrationCode: z.string().trim().max(40).optional(),
      equipmentCode: z.string().trim().max(40).optional(),
      occurredAt: Instant.optional(),
      phone: z.string().trim().max(20).optional(),
    }),
    response: z.object({ entrapmentId: Ulid, isMerged: z.boolean() }),
  }),
};
