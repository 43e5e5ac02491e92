import { districtActors, districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Instant, Paging, pageOf } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';

/** One file holds so many notices: a large order is fetched in parts, and its progress can be shown. */
export const noticesAPart = 25;
/** Of one order. */
export const mostNotices = 2000;

export const NoticePrint = z.object({
  id: Ulid,
  lifts: z.number().int(),
  parts: z.number().int().describe('分成几个文件取'),
  /** The unit all of whose lifts were ordered; empty for chosen lifts. */
  unitName: z.string(),
  by: z.string(),
  at: Instant,
});
export type NoticePrint = z.infer<typeof NoticePrint>;

/** @param part from 1 */
export const noticePdfPath = (printId: string, part: number) =>
  `/api/notice-prints/${printId}/pdf?part=${part}`;

/** Whoever has to put the notice up, and whoever sees to it that they do. */
const units = { company_admin: 'organisation', owner_admin: 'organisation' } as const;

export const noticeApi = {
  print: endpoint({
    method: 'POST',
    path: '/notice-prints',
    summary: '打印维保公示：勾选的电梯，或一家单位在本人范围内的全部电梯。',
    access: { ...districtActors, ...units },
    body: z.object({
      liftIds: z.array(Ulid).max(200).default([]),
      /** A maintenance company or an owner: all lifts of it that the caller may see. */
      organisationId: Ulid.optional(),
    }),
    response: NoticePrint,
  }),
  prints: endpoint({
    method: 'GET',
    path: '/notice-prints',
    summary: '本单位的维保公示打印记录。',
    access: { ...districtReaders, ...units },
    query: Paging,
    response: pageOf(NoticePrint),
  }),
};
