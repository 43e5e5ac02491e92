import { endpoint } from '../kernel/endpoint';
import { Instant, Sha256 } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { Receipt } from '../record/record.contract';

/** A signed statement about the whole log: its size and the root over all its leaves (RFC 6962). */
export const Checkpoint = z.object({
  version: z.literal(1),
  logId: z.string(),
  keyId: z.string(),
  size: z.number().int(),
  root: Sha256,
  at: Instant,
  signature: z.string(),
});
export type Checkpoint = z.infer<typeof Checkpoint>;

/**
 * One sealed entry as anyone may hold it: the open part in full, the closed part (names of witnesses, positions…)
 * only by its salted hash; its holder may add `closed` to check that too. Version 1 was numbered before it was hashed;
 * version 2 is hashed and promised first, and has no place in the log until it is sequenced (docs/adr/0014).
 */
export const SealedEntry = z.object({
  version: z.union([z.literal(1), z.literal(2)]),
  seq: z.number().int().nullable(),
  kind: z.string(),
  liftId: Ulid,
  liftSeq: z.number().int().nullable(),
  /** Leaf of the lift's previous entry, 64 zeros for its first. */
  previous: Sha256.nullable(),
  at: Instant,
  /** Canonical JSON (RFC 8785), exactly as hashed. */
  open: z.string(),
  closedHash: Sha256,
  closed: z.string().optional(),
  /** What the receipt promises; in version 1 also the leaf of the log. */
  hash: Sha256,
});
export type SealedEntry = z.infer<typeof SealedEntry>;

/** The signing key of a log is succeeded by another; signed by both (docs/proof.md). */
export const KeyHandover = z.object({
  version: z.literal(1),
  logId: z.string(),
  fromKey: z.string().describe('base64，Ed25519'),
  toKey: z.string().describe('base64，Ed25519'),
  /** From this instant the new key signs. */
  at: Instant,
  signature: z.string().describe('旧钥的签名'),
  countersignature: z.string().describe('新钥的签名'),
});
export type KeyHandover = z.infer<typeof KeyHandover>;

export const ProofPackage = z.object({
  version: z.literal(1),
  entries: z.array(
    z.object({
      entry: SealedEntry,
      receipt: Receipt,
      inclusion: z.array(Sha256).nullable().describe('到检查点的路径，检查点之前为空'),
    }),
  ),
  checkpoint: Checkpoint.nullable(),
  publicKey: z.string().describe('base64，Ed25519'),
  handovers: z.array(KeyHandover).optional().describe('签名公钥的历次更换'),
});
export type ProofPackage = z.infer<typeof ProofPackage>;

export const ledgerApi = {
  checkpoint: endpoint({
    method: 'GET',
    path: '/log/checkpoint',
    summary: '存证日志最新的检查点与公钥。',
    access: 'public',
    response: z.object({
      checkpoint: Checkpoint.nullable(),
      publicKey: z.string(),
      keyId: z.string(),
      handovers: z.array(KeyHandover).optional(),
    }),
  }),
  consistency: endpoint({
    method: 'GET',
    path: '/log/consistency',
    summary: '两个检查点之间只增不改的证明。',
    access: 'public',
    query: z.object({ from: z.coerce.number().int().min(1), to: z.coerce.number().int().min(1) }),
    response: z.object({ from: z.number(), to: z.number(), path: z.array(Sha256) }),
  }),
};
