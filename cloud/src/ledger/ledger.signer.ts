import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import type { Checkpoint, KeyHandover } from '@lifttrust/shared-types/ledger/ledger.contract';
import {
  isCheckpointBelieved,
  isHeadBelieved,
  isReceiptBelieved,
  type KeyRing,
  keysFrom,
} from '@lifttrust/shared-types/proof/proof.keys';
import { keyIdOf } from '@lifttrust/shared-types/proof/proof.signature';
import type { Receipt } from '@lifttrust/shared-types/record/record.contract';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { Clock } from '../kernel/clock';
import { env } from '../kernel/env';
import { VersionedKeys } from '../kernel/key.folder';
import { readHandovers } from './handover.folder';

const newKey = () =>
  Buffer.from(generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }));

/** A key of the log, ready to sign; what it signs names its id. */
export interface SigningKey {
  keyId: string;
  /** base64 of the 32 bytes. */
  publicKey: string;
  sign(text: string): string;
}

/**
 * Signs receipts and checkpoints with a key that is not in the database (DECISIONS 10). A successor `log-2.key` signs
 * from the instant that its handover names, the same in every process; what earlier keys signed stays good.
 */
@Singleton()
export class LedgerSigner {
  @Inject() clock: Clock;

  private readonly files = new VersionedKeys('log', newKey);
  private from: ReadonlyMap<number, Buffer> | undefined;
  private signing: SigningKey[] = [];
  private believed: KeyRing = new Map();
  private known: readonly KeyHandover[] = [];

  @Init()
  open(): void {
    this.refresh();
  }

  /** The key that signs now. Ask once for everything that must carry the same key id. */
  current(): SigningKey {
    this.refresh();
    const now = this.clock.now();
    const [oldest, ...later] = this.signing;
    const maySignAlready = (key: SigningKey) =>
      this.known.some((handover) => handover.toKey === key.publicKey && handover.at <= now);
    const key = later.filter(maySignAlready).at(-1) ?? oldest;
    if (!key) throw new Error('There is no key to sign the log with.');
    return key;
  }

  get publicKey(): string {
    return this.current().publicKey;
  }

  get keyId(): string {
    return this.current().keyId;
  }

  /** Every key in the folder, the current one's predecessors and waiting successors included. */
  get keys(): readonly SigningKey[] {
    this.refresh();
    return this.signing;
  }

  /** How the keys followed one another, for whoever checks. */
  get handovers(): readonly KeyHandover[] {
    this.refresh();
    return this.known;
  }

  isReceiptOurs(receipt: Receipt): boolean {
    return isReceiptBelieved(receipt, this.ringWith(receipt.keyId), isSigned);
  }

  isCheckpointOurs(checkpoint: Checkpoint): boolean {
    return isCheckpointBelieved(checkpoint, this.ringWith(checkpoint.keyId), isSigned);
  }

  isHeadOurs(head: Checkpoint): boolean {
    return isHeadBelieved(head, this.ringWith(head.keyId), isSigned);
  }

  /** Another process may already sign with a key that was put there a moment ago. */
  private ringWith(keyId: string): KeyRing {
    this.refresh();
    if (!this.believed.has(keyId)) this.load(this.files.read());
    return this.believed;
  }

  private refresh(): void {
    const files = this.files.all();
    if (files !== this.from) this.load(files);
  }

  private load(files: ReadonlyMap<number, Buffer>): void {
    this.from = files;
    this.signing = [...files.values()].map(toSigningKey);
    this.known = readHandovers(env().checkpointDir);
    this.believed = keysFrom(
      this.signing.map((key) => key.publicKey),
      this.known,
      isSigned,
    );
  }
}

function toSigningKey(pem: Buffer): SigningKey {
  const key = createPrivateKey(pem);
  // The last 32 bytes of the SPKI form are the key itself.
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  const publicKey = spki.subarray(-32).toString('base64');
  return {
    keyId: keyIdOf(publicKey),
    publicKey,
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), key).toString('base64'),
  };
}

const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');
const verifying = new Map<string, KeyObject>();

/** Ed25519 by OpenSSL: a hundred times faster than the phone's. */
function isSigned(publicKey: string, text: string, signature: string): boolean {
  let key = verifying.get(publicKey);
  if (!key) {
    const der = Buffer.concat([spkiHead, Buffer.from(publicKey, 'base64')]);
    key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    verifying.set(publicKey, key);
  }
  return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64'));
}
