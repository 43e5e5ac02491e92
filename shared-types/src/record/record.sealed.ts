import { Day, Instant, Sha256 } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { Item, MaintenanceClass, Photo, Presence } from '../visit/visit.contract';
import { Finding } from './record.contract';

/**
 * Bodies of sealed entries. They are read for ever: what an edition says never changes its meaning. Edition 2 of a
 * submission says besides when it came, and what was done without a network; in edition 1 those fields are absent and
 * read as what they were then: everything online, each step as it came. `open` is what anybody may hold; `closed` is known to outsiders by its salted hash alone.
 */
export const SubmittedOpen = z.object({
  edition: z.literal([1, 2]),
  recordId: Ulid,
  visitId: Ulid,
  liftId: Ulid,
  companyId: Ulid,
  ownerId: Ulid.nullable(),
  divisionCode: z.string(),
  class: MaintenanceClass,
  startedAt: Instant,
  completedAt: Instant,
  completedOn: Day,
  /** When it was sealed, which a late upload is later than the work (REC-12); null in edition 1. */
  receivedAt: Instant.nullable().default(null),
  /** Some of it was done without a network. */
  offline: z.boolean().default(false),
  place: z.string(),
  rescueCode: z.string(),
  ownNumber: z.string(),
  companyName: z.string(),
  ownerName: z.string(),
  technicians: z.array(z.string()),
  grade: z.string(),
  exceptions: z.number().int(),
  validity: z.enum(['valid', 'suspect']),
  findingCodes: z.array(z.string()),
  nextPlannedOn: Day,
  templateEdition: z.string(),
  verificationCode: z.string(),
  /** SHA-256 of every evidence object: photographs and signatures. */
  evidence: z.array(Sha256),
});
export type SubmittedOpen = z.infer<typeof SubmittedOpen>;

export const SubmittedClosed = z.object({
  edition: z.literal([1, 2]),
  /** Master data as it stood, in words, frozen (REC-03, IMM-04). */
  snapshot: z.array(z.object({ label: z.string(), value: z.string() })),
  items: z.array(Item),
  photos: z.array(Photo),
  presences: z.array(Presence),
  gradeReason: z.string(),
  findings: z.array(Finding),
  signatures: z.array(
    z.object({
      who: z.string(),
      personId: Ulid,
      as: z.string(),
      at: Instant,
      fileId: Ulid,
      sha256: Sha256,
      contentHash: Sha256,
      deviceId: z.string().nullable(),
      /** part: over what the signer did alone (`partHash`), the colleague's part not being known to the phone. */
      scope: z.enum(['whole', 'part']).default('whole'),
      /** Where it was made without a network: when it came. */
      receivedAt: Instant.nullable().default(null),
      /** The signer had left the company by the time it came. */
      leftAt: Instant.nullable().default(null),
    }),
  ),
  /** The technicians' words on why it came on another day than the work was done. */
  lateReason: z.string().default(''),
});
export type SubmittedClosed = z.infer<typeof SubmittedClosed>;

export const AnswerOpen = z.object({
  edition: z.literal(1),
  recordId: Ulid,
  ownerAnswer: z.enum(['signed', 'returned', 'defaulted', 'signed_late']),
  evidence: z.array(Sha256),
});

export const AnswerClosed = z.object({
  edition: z.literal(1),
  by: z.string(),
  personId: Ulid,
  reason: z.string().nullable(),
  satisfaction: z.string().nullable(),
  /** The hash of the entry the owner saw and answered. */
  contentHash: Sha256,
  fileId: Ulid.nullable(),
  deviceId: z.string().nullable(),
});

export const ValidityOpen = z.object({
  edition: z.literal(1),
  recordId: Ulid,
  validity: z.enum(['valid', 'invalid']),
  evidence: z.array(Sha256),
});

export const ValidityClosed = z.object({
  edition: z.literal(1),
  by: z.string(),
  personId: Ulid.nullable(),
  reason: z.string(),
});

/** What was said about a doubt, and the appeal against “invalid” with its end (CHK-16). */
export const ReviewedOpen = z.object({
  edition: z.literal(1),
  recordId: Ulid,
  step: z.enum(['asked', 'stated', 'appealed', 'upheld', 'overturned']),
  evidence: z.array(Sha256),
});

export const ReviewedClosed = z.object({
  edition: z.literal(1),
  by: z.string(),
  personId: Ulid,
  text: z.string(),
});

/** What followed a return: answered, settled, referred to the regulator, decided by it (SIG-06). */
export const DisputeOpen = z.object({
  edition: z.literal(1),
  recordId: Ulid,
  step: z.enum(['answered', 'settled', 'referred', 'decided']),
  evidence: z.array(Sha256),
});

export const DisputeClosed = z.object({
  edition: z.literal(1),
  by: z.string(),
  personId: Ulid,
  text: z.string(),
});

/** Somebody's word for an amendment or a void, with the signature where one was written. */
const Agreement = z.object({
  who: z.string(),
  personId: Ulid.nullable(),
  as: z.string(),
  at: Instant,
  text: z.string(),
  fileId: Ulid.nullable(),
  sha256: Sha256.nullable(),
  deviceId: z.string().nullable(),
});

/** A correction of a record, a signed document of its own (IMM-02). What lists count by is in the open part. */
export const AmendedOpen = z.object({
  edition: z.literal(1),
  recordId: Ulid,
  amendmentId: Ulid,
  /** Hash of the entry that sealed the record. */
  amends: Sha256,
  /** Which amendment of this record, from 1. */
  number: z.number().int(),
  /** What the record counts with from now on. */
  grade: z.string(),
  exceptions: z.number().int(),
  evidence: z.array(Sha256),
});

export const AmendedClosed = z.object({
  edition: z.literal(1),
  reason: z.string(),
  corrections: z.array(
    z.object({ field: z.string(), label: z.string(), before: z.string(), after: z.string() }),
  ),
  /** Hash of the document that everybody agreed to. */
  contentHash: Sha256,
  agreements: z.array(Agreement),
});
export type AmendedClosed = z.infer<typeof AmendedClosed>;

/** A void: the record no longer counts for anything, and stays for everybody to read (IMM-03). */
export const VoidedOpen = AmendedOpen.omit({ grade: true, exceptions: true }).extend({
  validity: z.literal('invalid'),
  cause: z.enum(['wrong_lift', 'duplicate', 'not_done', 'other']),
});
export const VoidedClosed = AmendedClosed;
