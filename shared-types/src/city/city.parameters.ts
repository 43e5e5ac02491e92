import { z } from '../kernel/zod';
import { DeliveryChannel, type MessageKind, messageKinds } from '../message/message.contract';

const perClass = (half_month: number, quarter: number, half_year: number, year: number) =>
  z
    .object({
      half_month: z.number().positive(),
      quarter: z.number().positive(),
      half_year: z.number().positive(),
      year: z.number().positive(),
    })
    .default({ half_month, quarter, half_year, year });

/**
 * Everything that differs from city to city, with our defaults (RULES §21, DECISIONS 18, 29, 31, 35).
 * A city overrides single keys in its file (docs/guide/city.md); law is not in here.
 */
export const CityParameters = z.object({
  emergencyPhone: z.string().default('96333'),
  rescueCodePattern: z.string().default('^\\d{6}$'),
  /** Days between visits of each class. 15 is law (条例31); the others are custom (PLAN-04). */
  intervalDays: perClass(15, 90, 180, 365),
  /** Shortest believable work, minutes; below it a finding, never a refusal (CHK-11). */
  durationMinutes: perClass(20, 40, 60, 90),
  fence: z
    .object({
      radiusMetres: z.number().positive(),
      /** A fix less exact than this is weak: extra evidence, no refusal (CHK-04). */
      weakAccuracyMetres: z.number().positive(),
      /** At most so much of a fix's inaccuracy is credited to the technician (CHK-04). */
      creditedAccuracyMetres: z.number().nonnegative(),
    })
    .default({ radiusMetres: 200, weakAccuracyMetres: 150, creditedAccuracyMetres: 100 }),
  technicians: z
    .object({ minimum: z.number().int().min(1), gapMinutes: z.number(), allCertified: z.boolean() })
    .default({ minimum: 2, gapMinutes: 30, allCertified: false }),
  photos: z
    .object({
      minimum: z.number().int().min(1),
      maxBytes: z.number().int(),
      longSidePixels: z.number().int(),
      /** Perceptual hashes this close (bits of 64) are the same picture (CHK-13). */
      sameWithinBits: z.number().int(),
    })
    .default({ minimum: 4, maxBytes: 500_000, longSidePixels: 1600, sameWithinBits: 6 }),
  face: z
    .object({
      enabled: z.boolean(),
      accept: z.number(),
      review: z.number(),
      coldStartPeople: z.number().int(),
      frameSeconds: z.number(),
      challengeSeconds: z.number(),
      turnDegrees: z.number(),
      attempts: z.number().int(),
    })
    .default({
      enabled: true,
      accept: 2.0,
      review: 1.0,
      coldStartPeople: 20,
      frameSeconds: 20,
      challengeSeconds: 90,
      turnDegrees: 18,
      attempts: 3,
    }),
  travel: z
    .object({ maxKilometresPerHour: z.number(), nearMetres: z.number(), nearMinutes: z.number() })
    .default({ maxKilometresPerHour: 60, nearMetres: 300, nearMinutes: 3 }),
  clockSkewSeconds: z.number().default(120),
  autoCloseHours: z.number().default(8),
  equipmentGrades: z.array(z.string()).min(2).default(['正常', '关注', '需修理', '停用']),
  /** Ways besides the inbox, for each kind of message; a kind that is not named goes to the inbox only. */
  messageChannels: z
    .partialRecord(z.enum(Object.keys(messageKinds) as [MessageKind]), z.array(DeliveryChannel))
    .default({}),
  checkpointSeconds: z.number().max(60).default(30),
});
export type CityParameters = z.infer<typeof CityParameters>;
