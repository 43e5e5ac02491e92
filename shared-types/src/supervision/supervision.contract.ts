import { districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Instant } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { EntrySummary } from '../record/record.contract';

export const TimelineEvent = EntrySummary.extend({ recordId: Ulid.nullable() });

export const supervisionApi = {
  overview: endpoint({
    method: 'GET',
    path: '/overview',
    summary: '辖区今日情况：逾期、待核实、待确认、待核验。',
    access: districtReaders,
    response: z.object({
      lifts: z.number().int(),
      overdue: z.number().int(),
      dueSoon: z.number().int(),
      /** Companies with overdue lifts, most first, at most twenty; an empty name: lifts that no company maintains. */
      overdueByCompany: z.array(
        z.object({
          companyName: z.string(),
          overdue: z.number().int(),
          accepted: z.number().int().describe('其中有已确认的延期说明；仍是超期'),
        }),
      ),
      suspect: z.number().int(),
      invalid: z.number().int(),
      awaitingOwner: z.number().int(),
      returned: z.number().int(),
      reviewsWaiting: z.number().int(),
      recordsByDay: z.array(
        z.object({
          day: z.string(),
          valid: z.number().int(),
          suspect: z.number().int(),
          invalid: z.number().int(),
        }),
      ),
      asOf: Instant,
    }),
  }),
  timeline: endpoint({
    method: 'GET',
    path: '/lifts/:liftId/timeline',
    summary: '一台电梯的全部存证事项，最新在前。',
    access: districtReaders,
    params: z.object({ liftId: Ulid }),
    response: z.object({ events: z.array(TimelineEvent) }),
  }),
  verifyRecord: endpoint({
    method: 'POST',
    path: '/records/:recordId/verifications',
    summary: '当场核对一份记录：重算摘要、路径与签名，逐条说明。',
    access: districtReaders,
    keyless: true,
    params: z.object({ recordId: Ulid }),
    response: z.object({
      sound: z.boolean(),
      checks: z.array(z.object({ label: z.string(), good: z.boolean(), text: z.string() })),
      checkedAt: Instant,
    }),
  }),
};
