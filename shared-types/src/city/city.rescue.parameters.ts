import { z } from '../kernel/zod';

const Minutes = z.number().positive().max(1440);

/** What a city decides about the rescue of trapped people (EMG-03, EMG-05). */
export const RescueParameters = z
  .object({
    /** Somebody who can free people accepts within so many minutes, or the next tier is called. */
    responseMinutes: Minutes.default(3),
    /** From the report to the first arrival. */
    arrivalMinutes: Minutes.default(30),
    /** Other limits of areas, by the beginning of their division code; the longest that fits counts. */
    areaArrivalMinutes: z.record(z.string().regex(/^\d{2,12}$/), Minutes).default({}),
    /** So many minutes before the limit the next tier is called for whoever has not arrived. */
    escalateBeforeMinutes: z.number().nonnegative().max(120).default(10),
    /** A call so soon after another about the same open entrapment tells nothing new; a later one rings anew. */
    mergeMinutes: Minutes.default(10),
    /** Rings are repeated until somebody accepts. */
    ringSeconds: z.number().min(10).max(600).default(60),
    /** Identity and photographs of the rescuers, after people have been freed (DECISIONS 34). */
    evidenceHours: z.number().positive().max(72).default(2),
    /** So many entrapments of a district within so many minutes are a power cut: the queue is triaged. */
    bulk: z
      .object({ entrapments: z.number().int().min(2), minutes: Minutes })
      .default({ entrapments: 10, minutes: 5 }),
    /** A caller's telephone number is kept so many days after the report. */
    phoneDays: z.number().int().min(1).max(365).default(30),
    /** How many rescue stations are called at once. */
    stations: z.number().int().min(1).max(5).default(1),
    /** The first month (`YYYY-MM`) whose numbers everybody may read on the public page; null: none are published there. */
    publishFrom: z
      .string()
      .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
      .nullable()
      .default(null),
  })
  .prefault({});
