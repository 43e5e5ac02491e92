import { districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Day, Instant } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { daysBetween } from '../kernel/time';
import { z } from '../kernel/zod';
import { leftOut } from '../rescue/rescue.numbers';
import { causes, type FirstCause } from '../rescue/rescue.words';

const keysOf = <K extends string>(table: Record<K, unknown>) => Object.keys(table) as [K, ...K[]];
const longestDays = 366;

const Rate = z.object({
  within: z.number().int(),
  of: z.number().int().describe('应当计入的起数；0 表示没有'),
});
const Group = z.object({
  key: z.string(),
  name: z.string(),
  entrapments: z.number().int(),
  response: Rate,
  arrival: Rate,
});
export type NumbersGroup = z.infer<typeof Group>;

const Milliseconds = z.number().nullable();

export const RescueNumbersShown = z.object({
  since: Day,
  until: Day,
  area: z.string(),
  asOf: Instant,
  entrapments: z.number().int(),
  response: Rate,
  arrival: Rate,
  medians: z.object({ responseMs: Milliseconds, arrivalMs: Milliseconds, trappedMs: Milliseconds }),
  leftOut: z.array(z.object({ reason: z.enum(keysOf(leftOut)), cases: z.number().int() })),
  byDistrict: z.array(Group),
  byHour: z.array(Group),
  byPlace: z.array(Group),
  byCompany: z.array(Group),
  bySource: z.array(Group),
  causes: z.array(
    z.object({
      first: z.enum(keysOf<FirstCause>(causes)).nullable().describe('空：还没有填写原因'),
      second: z.string(),
      cases: z.number().int(),
    }),
  ),
  repeated: z.array(
    z.object({
      lift: z.object({ id: Ulid, place: z.string(), ownNumber: z.string(), rescueCode: z.string() }),
      companyName: z.string(),
      ownerName: z.string(),
      cases: z.number().int(),
      lastAt: Instant,
    }),
  ),
  falseAlarms: z.array(
    z.object({
      lift: z.object({ id: Ulid, place: z.string(), ownNumber: z.string(), rescueCode: z.string() }),
      alarms: z.number().int(),
      mistaken: z.number().int(),
    }),
  ),
});
export type RescueNumbersShown = z.infer<typeof RescueNumbersShown>;

const asked = { since: Day, until: Day };
export const RescueNumbersAsked = z
  .object(asked)
  .refine(({ since, until }) => since <= until, '开始日期不能晚于结束日期。')
  .refine(({ since, until }) => daysBetween(since, until) < longestDays, '一次最多统计一年，请缩短时间。');

export const rescueNumbersPath = (
  format: 'csv' | 'xlsx',
  { since, until }: { since: string; until: string },
) => `/api/rescue-numbers/${format}?since=${since}&until=${until}`;

/** What a city publishes about its rescues (EMG-09). */
export const rescueNumbersApi = {
  show: endpoint({
    method: 'GET',
    path: '/rescue-numbers',
    summary: '救援指标：响应率、到达率，按区县、时段、场所、原因、单位；不计入的逐项说明。',
    access: { ...districtReaders, hotline_operator: 'division' },
    query: z.object(asked),
    response: RescueNumbersShown,
  }),
};
