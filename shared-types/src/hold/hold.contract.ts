import { districtActors, districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Instant, Paging, pageOf, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { heldKinds } from './hold.rules';

export const HeldKindName = z.enum(heldKinds);

/** A word from an office with a number: what it covers is not deleted until another word releases it. */
export const Hold = z.object({
  id: Ulid,
  subjectKind: HeldKindName,
  subjectId: Ulid,
  /** The lift's place, the company's name, or the record's lift and day. */
  subjectName: z.string(),
  reference: z.string().describe('文号'),
  reason: z.string(),
  office: z.string(),
  placedBy: z.string(),
  placedAt: Instant,
  /** Null while it is in force. */
  released: z
    .object({ at: Instant, office: z.string(), by: z.string(), reason: z.string() })
    .nullable()
    .describe('解除的时间、部门、人和理由；没有解除时为空'),
  may: z.object({ release: z.boolean() }),
});
export type Hold = z.infer<typeof Hold>;

const subject = { subjectKind: HeldKindName, subjectId: Ulid };

export const holdApi = {
  list: endpoint({
    method: 'GET',
    path: '/holds',
    summary: '辖区内的证据保全，最新在前。',
    access: districtReaders,
    query: Paging.extend({
      state: z.enum(['in_force', 'released']).optional(),
      subjectKind: HeldKindName.optional(),
      q: z.string().trim().max(60).optional().describe('文号'),
    }),
    response: pageOf(Hold),
  }),
  about: endpoint({
    method: 'GET',
    path: '/hold-subjects/:subjectKind/:subjectId',
    summary: '保全着这台电梯、这家单位或这份记录的各项决定（含经由电梯和单位的），以及它自己已解除的。',
    access: districtReaders,
    params: z.object(subject),
    response: z.object({ items: z.array(Hold), may: z.object({ place: z.boolean() }) }),
  }),
  place: endpoint({
    method: 'POST',
    path: '/holds',
    summary: '登记证据保全：写明文号和理由，解除之前不因到期或清理删除它涉及的资料。',
    access: districtActors,
    body: z.object({ ...subject, reference: Sentence(60), reason: Sentence(300) }),
    response: Hold,
  }),
  release: endpoint({
    method: 'POST',
    path: '/holds/:holdId/release',
    summary: '解除证据保全：写明理由；由登记的部门或其上级解除。',
    access: districtActors,
    params: z.object({ holdId: Ulid }),
    body: z.object({ reason: Sentence(300) }),
    response: Hold,
  }),
};
