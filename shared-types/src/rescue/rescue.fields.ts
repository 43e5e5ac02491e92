import { z } from '../kernel/zod';
import {
  type CallSource,
  callSources,
  causes,
  type EventKind,
  eventWords,
  type FirstCause,
  outcomes,
  type Side,
  sides,
} from './rescue.words';

const keysOf = <K extends string>(table: Record<K, unknown>) => Object.keys(table) as [K, ...K[]];
export const SideField = z.enum(keysOf<Side>(sides));
export const SourceField = z.enum(keysOf<CallSource>(callSources));
export const FirstCauseField = z.enum(keysOf<FirstCause>(causes));
export const EventField = z.enum(keysOf<EventKind>(eventWords));
export const OutcomeField = z.enum(keysOf(outcomes));
export const Tier = z.union([z.literal(1), z.literal(2), z.literal(3)]);

/** Durations in milliseconds, computed; null: not yet, or not applicable. */
export const DurationsField = z.object({
  responseMs: z.number().nullable(),
  arrivalMs: z.number().nullable(),
  rescueMs: z.number().nullable(),
  trappedMs: z.number().nullable(),
});

/** Minutes from now until somebody arrives. */
export const Eta = z.number().int().min(0, '请填写分钟数。').max(600, '最多 600 分钟。');
