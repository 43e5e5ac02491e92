import { endpoint } from '../kernel/endpoint';
import { Instant, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { type RescueState, rescueStates } from './rescue.words';

export const RescueStateField = z.enum(Object.keys(rescueStates) as [RescueState, ...RescueState[]]);

/** What a caller says of the people inside; everything may be left out (nobody is asked before help is called). */
export const Situation = z.object({
  people: z.number().int().min(1).max(60).optional().describe('被困人数；不清楚就不填'),
  isHurt: z.boolean().optional().describe('有人受伤'),
  isMedical: z.boolean().optional().describe('突发疾病、孕妇临产等'),
  isPanic: z.boolean().optional().describe('情绪失控'),
  hasChildren: z.boolean().optional(),
  hasElderly: z.boolean().optional(),
  note: z.string().trim().max(300, '最多 300 个字。').optional(),
});
export type Situation = z.infer<typeof Situation>;

export const CallerPhone = z
  .string()
  .trim()
  .regex(/^\+?[\d-]{5,20}$/, '电话号码不正确；也可以不填。');

/** What somebody without an account sees of the call they made: calm, and nothing about anybody else. */
export const HelpState = z.object({
  helpId: Ulid,
  state: RescueStateField,
  /** `mistaken`: nobody needs help, as this caller or the desk says. A call that was corrected to another lift goes on there. */
  outcome: z.enum(['none', 'rescued', 'mistaken']),
  isTakenBack: z.boolean().describe('误报是本人撤销的；否则是救援中心核实的'),
  kind: z.enum(['trapped', 'hurt']).describe('自动扶梯没有轿厢，只有受伤或夹人'),
  place: z.string(),
  ownNumber: z.string(),
  address: z.string(),
  rescueCode: z.string(),
  emergencyPhone: z.string(),
  receivedAt: Instant,
  acceptedAt: Instant.nullable(),
  departedAt: Instant.nullable(),
  etaAt: Instant.nullable(),
  arrivedAt: Instant.nullable(),
  freedAt: Instant.nullable(),
  /** A visit at the lift is open: somebody may be there, who has not said so yet. */
  mayBeThere: z.boolean().optional(),
  /** While nobody comes: those called first; later a rescue station as well; others anew, since whoever was coming cannot. */
  calling: z.enum(['first', 'station', 'anew']).optional(),
  /** Which organisation comes; no person's name, no telephone. */
  rescuer: z.string().nullable(),
  /** Further numbers worth calling: 119, 120. */
  callAlso: z.array(z.enum(['119', '120'])),
  /** Six digits to tell the rescuers when they are there: how an arrival without a position is proven. */
  arrivalCode: z.string(),
  /** How many have reported the same. */
  reports: z.number().int(),
  /** When asking again makes sense, seconds. */
  askAgainSeconds: z.number().int(),
  /** The service's time of this answer, for a page that counts minutes: the phone's clock may be wrong. */
  readAt: Instant,
});
export type HelpState = z.infer<typeof HelpState>;

const HelpToken = z.string().regex(/^[0-9a-f]{64}$/, '求助凭证不正确，请回到求助页面。');
const params = z.object({ helpId: Ulid });

/** Help without an account. Nothing here is ever limited by the kernel; repeated calls merge (ADR 0037). */
export const helpApi = {
  call: endpoint({
    method: 'POST',
    path: '/help-calls',
    summary: '扫码求助：不用登录；同一请求编号只算一次，旧码、没有维保单位的电梯照样受理。',
    access: 'public',
    limit: 'never',
    keyless: true,
    body: Situation.extend({
      /** The token of the lift's code, or the whole scanned address. */
      code: z.string().trim().min(1, '请扫描电梯上的二维码。').max(300),
      /** Made by the client once for each call, so that a report that waited for a network arrives once. */
      key: z.string().regex(/^[\w-]{16,80}$/, '请求编号不正确，请重新打开页面。'),
      kind: z.enum(['trapped', 'hurt']).default('trapped'),
      phone: CallerPhone.optional(),
      /** How long the report waited on the phone for a network, as the phone counted it. */
      waitedSeconds: z.number().int().min(0).max(86_400).default(0),
      /** For a client that never heard whether its call arrived: under this key nobody is called, and what arrived ends. */
      isTakenBack: z
        .boolean()
        .optional()
        .describe('本人已撤销：收到过的求助按误按撤销，没有收到过的不受理（404）'),
    }),
    response: HelpState.extend({ helpToken: HelpToken }),
  }),
  show: endpoint({
    method: 'GET',
    path: '/help-calls/:helpId',
    summary: '看自己的求助到了哪一步；凭求助时给的凭证。',
    access: 'public',
    limit: 'never',
    params,
    query: z.object({ token: HelpToken }),
    response: HelpState,
  }),
  neighbours: endpoint({
    method: 'GET',
    path: '/help-calls/:helpId/neighbours',
    summary: '同一处的其他电梯：扫错了码时改选。',
    access: 'public',
    limit: 'never',
    params,
    query: z.object({ token: HelpToken }),
    response: z.object({
      items: z.array(z.object({ liftId: Ulid, place: z.string(), ownNumber: z.string() })),
    }),
  }),
  correct: endpoint({
    method: 'POST',
    path: '/help-calls/:helpId/corrections',
    summary: '更正自己的求助：误按、扫错了电梯、补充情况、已经脱困、还有人被困。',
    access: 'public',
    limit: 'never',
    keyless: true,
    params,
    body: z.object({
      token: HelpToken,
      what: z.enum(['mistaken', 'other_lift', 'details', 'freed', 'still_trapped']),
      /** For `other_lift`: one of the neighbours. */
      liftId: Ulid.optional(),
      /** For `details`. */
      situation: Situation.optional(),
      phone: CallerPhone.optional(),
    }),
    response: HelpState,
  }),
};

export const RescueNote = Sentence(300);
