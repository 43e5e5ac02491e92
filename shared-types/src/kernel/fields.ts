import { Ulid } from './id';
import { z } from './zod';

/** Shapes that several modules' contracts share. */
export const Instant = z.number().int().nonnegative().describe('毫秒时间戳');
/** A day there is, in the centuries that lifts have: 2026-02-30 is none. */
const isRealDay = (day: string): boolean => {
  const at = Date.parse(`${day}T00:00:00Z`);
  return (
    day >= '1800' && day < '2300' && !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === day
  );
};
export const Day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { message: '日期应为 2026-11-20 这样的格式。', abort: true })
  .refine(isRealDay, '没有这一天，请核对日期。');
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, '摘要格式不正确。');
export const Sentence = (max: number) =>
  z.string().trim().min(1, '请填写内容。').max(max, `最多 ${max} 个字。`);
export const Crs = z.enum(['WGS84', 'GCJ02', 'BD09', 'UNKNOWN']);
export const Done = z.object({ done: z.literal(true) });

/** Bounded paging: nobody can ask for a million rows. */
export const Paging = z.object({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(20),
});

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    total: z.number().int(),
    /** There are more than `total`: long lists are counted only so far. */
    isMoreThanTotal: z.boolean().optional(),
    page: z.number().int(),
    pageSize: z.number().int(),
  });

export const NamedRef = z.object({ id: Ulid, name: z.string() });
export type NamedRef = z.infer<typeof NamedRef>;
