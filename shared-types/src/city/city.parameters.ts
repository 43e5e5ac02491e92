import { roles } from '../kernel/access';
import { Day } from '../kernel/fields';
import { z } from '../kernel/zod';
import { DeliveryChannel, type MessageKind, messageKinds, QuietHours } from '../message/message.contract';
import { RescueParameters } from './city.rescue.parameters';
import { usualEmergencyPhone } from './usual-emergency-phone';

const perClass = (half_month: number, quarter: number, half_year: number, year: number) =>
  z
    .object({
      half_month: z.number().positive(),
      quarter: z.number().positive(),
      half_year: z.number().positive(),
      year: z.number().positive(),
    })
    .default({ half_month, quarter, half_year, year });

const MonthAndDay = z
  .string()
  .regex(/^(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/, 'a day of the year like 04-01, not after the 28th');

/** Which numbers of a lift an older sticker may carry. */
export const stickerNumbers = ['equipmentCode', 'registrationCode', 'useRegistration', 'rescueCode'] as const;

const Pattern = z.string().max(300).refine(isPatternWithGroup, 'a regular expression with one group (…)');

function isPatternWithGroup(text: string): boolean {
  try {
    // An alternative that is empty always matches, and then tells how many groups there are.
    return new RegExp(`${text}|`).exec('')?.length === 2;
  } catch {
    return false;
  }
}

const Roles = z.array(z.enum(roles));

/**
 * Everything that differs from city to city, with our defaults (RULES §21, DECISIONS 18, 29, 31, 35).
 * A city overrides single keys in its file (docs/guide/city.md); law is not in here.
 */
export const CityParameters = z.object({
  emergencyPhone: z.string().default(usualEmergencyPhone),
  /** Where the public complains besides scanning; it stands on the printed notice. */
  complaintPhone: z.string().min(3).max(20).default('12315'),
  rescueCodePattern: z.string().default('^\\d{6}$'),
  /** Codes that hang in lifts already (使用标志): what they say, and which number of the lift its first group is (EQ-12). */
  stickers: z
    .array(z.object({ pattern: Pattern, number: z.enum(stickerNumbers) }))
    .max(20)
    .default([]),
  plates: z
    .object({
      /** Of a single plate; a city's own pattern. */
      widthMillimetres: z.number().min(40).max(400),
      heightMillimetres: z.number().min(40).max(400),
      /** The day by which every lift shall carry its code; null: none. */
      deadline: Day.nullable(),
    })
    .default({ widthMillimetres: 150, heightMillimetres: 142, deadline: null }),
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
      /** A rejection counts when a second reviewer has confirmed it. */
      rejectionNeedsTwo: z.boolean(),
      /** From so many stored people on the regulator is told that the filing duty comes nearer (FACE-11). */
      storedAlert: z.number().int().positive(),
      /** Checks of so many days show what a new calibration would change. */
      calibrationDays: z.number().int().min(1).max(90),
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
      rejectionNeedsTwo: true,
      storedAlert: 80_000,
      calibrationDays: 7,
    }),
  travel: z
    .object({ maxKilometresPerHour: z.number(), nearMetres: z.number(), nearMinutes: z.number() })
    .default({ maxKilometresPerHour: 60, nearMetres: 300, nearMinutes: 3 }),
  clockSkewSeconds: z.number().default(120),
  autoCloseHours: z.number().default(8),
  /** Work where there is no network (CHK-14, CHK-15). */
  offline: z
    .object({
      /** A command that comes so soon after it was made was made online. */
      onlineWithinSeconds: z.number().min(10).max(600),
      /** What a phone fetched is good for so many hours without a network. */
      packHours: z.number().positive().max(336),
      /** No contact for so many hours before and after work done all offline is a doubt. */
      contactHours: z.number().positive().max(336),
    })
    .default({ onlineWithinSeconds: 60, packHours: 72, contactHours: 2 }),
  equipmentGrades: z.array(z.string()).min(2).default(['正常', '关注', '需修理', '停用']),
  /** Ways besides the inbox, for each kind of message; a kind that is not named goes to the inbox only. */
  messageChannels: z
    .partialRecord(z.enum(Object.keys(messageKinds) as [MessageKind]), z.array(DeliveryChannel))
    .default({}),
  messages: z
    .object({
      /** When nothing but what somebody's safety hangs on rings; null: never quiet, unless somebody chose for themselves. */
      quietHours: QuietHours.nullable().default(null),
      /** When what is not urgent comes together; null: everything at once. */
      digestAt: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
        .nullable()
        .default('08:30'),
      /** After so many hours without anybody's look the next in the chain hears of it; 0: never. */
      escalateAfterHours: z.number().min(0).max(240).default(24),
    })
    .default({ quietHours: null, digestAt: '08:30', escalateAfterHours: 24 }),
  session: z
    .object({
      /** However busy, a session is over after so long; a phone's working day has at most twelve hours. */
      phoneHours: z.number().positive().max(12),
      deskHours: z.number().positive().max(24),
      /** A desk that nobody uses so long is signed out. */
      deskIdleMinutes: z.number().min(2).max(120),
      /** How many sessions one person may have at once on one channel; the oldest ends. */
      most: z.number().int().min(1).max(50),
    })
    .default({ phoneHours: 12, deskHours: 12, deskIdleMinutes: 30, most: 5 }),
  lockOut: z
    .object({
      /** So many failures of one account within the minutes lock it for as many minutes. */
      attempts: z.number().int().min(3).max(20),
      /** The same for an address, behind which a whole company may sit. */
      addressAttempts: z.number().int().min(5).max(1000),
      minutes: z.number().positive().max(1440),
    })
    .default({ attempts: 5, addressAttempts: 30, minutes: 15 }),
  device: z
    .object({
      /** Roles that work on one device only. */
      roles: Roles,
      /** A change takes effect after the admin's approval and not before so many hours. */
      changeHours: z.number().nonnegative(),
    })
    .default({ roles: ['technician', 'owner_officer'], changeHours: 24 }),
  twoFactor: z
    .object({
      /** Roles whose sessions need a code of an authenticator besides the chat platform's word. */
      roles: Roles,
    })
    .default({
      roles: [
        'company_admin',
        'owner_admin',
        'unit_admin',
        'regulator',
        'regulator_admin',
        'reviewer',
        'auditor',
        'hotline_operator',
      ],
    }),
  papers: z
    .object({
      /** Who looks at new papers before they count: nobody (the unit answers for them) or the regulator. */
      verification: z.enum(['none', 'regulator']),
      /** Reminders so many days before the last day (DECISIONS 30). */
      warnDays: z.array(z.number().int().min(0).max(365)).min(1),
    })
    .default({ verification: 'none', warnDays: [60, 30, 7] }),
  employment: z
    .object({
      /** Nobody is assigned without a registered contract of employment (ORG-08). */
      required: z.boolean(),
      /** Who is registered with two maintenance companies cannot be assigned by the later one meanwhile (ORG-09). */
      conflictStops: z.boolean(),
      /** The people of one unit have phones of their own (ORG-10). */
      phonesDiffer: z.boolean(),
    })
    .default({ required: false, conflictStops: false, phonesDiffer: true }),
  /** Days within which a lift that has lost its maintenance people gets others (EQ-03). */
  staffDays: z.number().int().min(1).max(60).default(7),
  filing: z
    .object({
      /** A company files before it is registered (广州); otherwise the regulator registers it at once. */
      required: z.boolean(),
      /** Days to put right what an inspection body found to differ from the filing (ORG-03). */
      correctionDays: z.number().int().min(1),
    })
    .default({ required: true, correctionDays: 15 }),
  owner: z
    .object({
      /** One person may be responsible person, safety director and safety officer of a small owner's lift. */
      rolesMayCoincide: z.boolean(),
      /** Days after a lift came into use or to a new owner until its people must have been reported (ORG-05). */
      reportDays: z.number().int().min(1),
    })
    .default({ rolesMayCoincide: true, reportDays: 15 }),
  lifts: z
    .object({
      /** Who enters lifts: the superior system by import, companies by hand, or both (EQ-01, EQ-03). */
      enteredBy: z.enum(['superior_system', 'company', 'both']),
    })
    .default({ enteredBy: 'both' }),
  /** How a lift's position is confirmed on site: by one technician or two, so many metres apart at most (EQ-03). */
  position: z
    .object({ confirmations: z.number().int().min(1).max(2), agreeMetres: z.number().positive() })
    .default({ confirmations: 2, agreeMetres: 60 }),
  /** Who opens the accounts of units' administrators: the regulator, or units themselves (ORG-02, DECISIONS 31). */
  accounts: z.object({ openedBy: z.enum(['regulator', 'company']) }).default({ openedBy: 'regulator' }),
  /** Days laid over the State Council's holiday notices: a year not yet in this release, or a correction (PLAN-09). */
  calendar: z
    .object({ daysOff: z.array(Day).max(400), workingDays: z.array(Day).max(400) })
    .refine(({ daysOff, workingDays }) => !daysOff.some((day) => workingDays.includes(day)), {
      message: 'a day is either off or worked',
    })
    .default({ daysOff: [], workingDays: [] }),
  plan: z
    .object({
      /** Water protection of escalators is done before the rainy season, step heating before winter (PLAN-11). */
      rainySeasonOn: MonthAndDay,
      winterOn: MonthAndDay,
      /** So many days before the season, or before the inspection, the work counts for it. */
      aheadDays: z.number().int().min(1).max(180),
      /** Reminders so many days before the planned day, and the hour at which they go (PLAN-08). */
      remindDays: z.array(z.number().int().min(0).max(15)),
      remindHour: z.number().int().min(0).max(23),
      /** Reminders so many days before a periodic item (governor, season, self-inspection) falls due. */
      periodicRemindDays: z.array(z.number().int().min(0).max(90)).default([30, 7, 0]),
      /** So many days after the due day has passed one level higher is told, up to the city (DECISIONS 30). */
      escalateDays: z.array(z.number().int().min(1).max(60)),
      /** Minutes that the planner reckons with at one lift, and for two people a day. */
      minutesOnSite: perClass(60, 90, 120, 180),
      minutesADay: z.number().int().min(60).max(720).default(420),
    })
    .default({
      rainySeasonOn: '04-01',
      winterOn: '12-01',
      aheadDays: 90,
      remindDays: [3, 1, 0],
      remindHour: 8,
      periodicRemindDays: [30, 7, 0],
      escalateDays: [1, 3, 7],
      minutesOnSite: { half_month: 60, quarter: 90, half_year: 120, year: 180 },
      minutesADay: 420,
    }),
  /** When a record nobody answered counts as confirmed, for owners who agreed to that (SIG-03, SIG-04). */
  signing: z
    .object({
      /** Hours after the end of the completion day. */
      defaultAfterHours: z.number().min(0).max(720),
      /** Counts working days instead, until the end of the last; null: hours by the clock. */
      defaultAfterWorkingDays: z.number().int().min(1).max(30).nullable(),
    })
    .default({ defaultAfterHours: 24, defaultAfterWorkingDays: null }),
  /** Monthly packages: when they are prepared, when units are reminded, until when they are taken (RET-03, RET-04). */
  archives: z
    .object({
      remindDays: z.array(z.number().int().min(1).max(28)).min(1),
      dueDay: z.number().int().min(1).max(28),
      /** Days for taking a package that comes after the usual time. */
      lateDays: z.number().int().min(1).max(28),
      prepareHour: z.number().int().min(0).max(23),
      /** How long a link for downloading is good. */
      linkMinutes: z.number().int().min(5).max(1440),
    })
    .default({ remindDays: [5, 8, 10], dueDay: 10, lateDays: 5, prepareHour: 2, linkMinutes: 60 }),
  /** Records called up as evidence: how long they stay open, and how long a running case is not shown (SUP-05). */
  evidence: z
    .object({
      openDays: z.number().int().min(1).max(365),
      hiddenDays: z.number().int().min(0).max(730),
      /** Of one call-up; more is a call-up of its own. */
      recordsAtMost: z.number().int().min(1).max(1000),
    })
    .default({ openDays: 30, hiddenDays: 180, recordsAtMost: 200 }),
  /** A record declared invalid may be appealed against for so many days (CHK-16). */
  validity: z.object({ appealDays: z.number().int().min(1).max(90) }).default({ appealDays: 15 }),
  /** Whether and on what footing companies may stop paper records (REC-10, DECISIONS 31). */
  paper: z
    .object({
      /** Paper is kept until the regulator has confirmed that it may stop; otherwise electronic records hold at once. */
      stopNeedsConfirmation: z.boolean(),
      /** So many days before today are looked at when an application says how complete the electronic records are. */
      completeDays: z.number().int().min(15).max(730),
    })
    .default({ stopNeedsConfirmation: true, completeDays: 90 }),
  /** Until when a record is corrected without the district's word, and how long its owner is waited for (IMM-02). */
  amendment: z
    .object({
      withinDays: z.number().int().min(1).max(1460),
      ownerWorkingDays: z.number().int().min(1).max(30),
    })
    .default({ withinDays: 30, ownerWorkingDays: 3 }),
  /** 急修: when it is late, and how many faults in how many days make a lift one to look at (REP-01, REP-07, REP-08). */
  callOuts: z
    .object({
      acceptMinutes: z.number().int().min(1).max(1440),
      arriveMinutes: z.number().int().min(5).max(2880),
      /** So long nobody has accepted: one office more hears of it, and again after each further term. */
      unansweredHours: z.number().int().min(1).max(168),
      /** A lift that is not stopped by notice is repaired within. */
      repairHours: z.number().int().min(1).max(720),
      /** The owner answers within so many days. */
      confirmDays: z.number().int().min(1).max(30),
      focusFaults: z.number().int().min(2).max(30),
      focusDays: z.number().int().min(7).max(365),
    })
    .default({
      acceptMinutes: 30,
      arriveMinutes: 120,
      unansweredHours: 24,
      repairHours: 48,
      confirmDays: 3,
      focusFaults: 3,
      focusDays: 30,
    }),
  /** The monthly test of each phone of duty (EMG-12). */
  duty: z
    .object({
      /** From this day of the month on. */
      testDay: z.number().int().min(1).max(28),
      /** Whoever picks up enters the number within. */
      answerMinutes: z.number().int().min(5).max(240),
    })
    .default({ testDay: 5, answerMinutes: 30 }),
  /** What the public reports: terms in working days, how much one device may send, how long its token is good (PUB-02). */
  publicReports: z
    .object({
      acceptWorkingDays: z.number().int().min(1).max(10),
      replyWorkingDays: z.number().int().min(1).max(60),
      appealDays: z.number().int().min(1).max(90),
      perDeviceADay: z.number().int().min(1).max(100),
      perAddressADay: z.number().int().min(5).max(10_000),
      tokenDays: z.number().int().min(30).max(1460),
    })
    .default({
      acceptWorkingDays: 1,
      replyWorkingDays: 7,
      appealDays: 15,
      perDeviceADay: 10,
      perAddressADay: 200,
      tokenDays: 365,
    }),
  rescue: RescueParameters,
  checkpointSeconds: z.number().max(60).default(30),
});
export type CityParameters = z.infer<typeof CityParameters>;
