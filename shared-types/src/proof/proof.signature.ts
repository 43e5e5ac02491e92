import nacl from 'tweetnacl';
import type { Checkpoint } from '../ledger/ledger.contract';
import type { Receipt } from '../record/record.contract';
import { fromBase64, utf8Bytes } from './proof.bytes';
import { canonicalJson, sha256OfBytes } from './proof.hash';

/** Names a public key: the first 16 hexadecimal digits of its SHA-256. */
export const keyIdOf = (publicKey: string): string => sha256OfBytes(fromBase64(publicKey)).slice(0, 16);

type Unsigned<T> = T extends unknown ? Omit<T, 'signature'> : never;

// The first line keeps a signature made for one purpose from being valid for another.
export function receiptText(receipt: Unsigned<Receipt>): string {
  const { version, logId, keyId, entryHash, at } = receipt;
  const promised =
    receipt.version === 1
      ? { version, logId, keyId, seq: receipt.seq, entryHash, at }
      : { version, logId, keyId, entryHash, at };
  return `lifttrust/receipt/v${version}\n${canonicalJson(promised)}`;
}

type Statement = Omit<Checkpoint, 'signature'>;

const statement = (purpose: string, said: Statement): string =>
  `lifttrust/${purpose}/v1\n${canonicalJson({
    version: said.version,
    logId: said.logId,
    keyId: said.keyId,
    size: said.size,
    root: said.root,
    at: said.at,
  })}`;

export const checkpointText = (checkpoint: Statement): string => statement('checkpoint', checkpoint);

/** What the sequencer says of the log after each batch; kept in the database, so that only it can renumber the tail. */
export const headText = (head: Statement): string => statement('head', head);

/** Ed25519 (RFC 8032); anything malformed is simply not a signature. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  try {
    return nacl.sign.detached.verify(utf8Bytes(text), fromBase64(signature), fromBase64(publicKey));
  } catch {
    return false;
  }
}

const isOfKey = (keyId: string, publicKey: string): boolean => {
  try {
    return keyIdOf(publicKey) === keyId;
  } catch {
    return false;
  }
};

export const isReceiptGood = (receipt: Receipt, publicKey: string): boolean =>
  isOfKey(receipt.keyId, publicKey) && isSignedBy(publicKey, receiptText(receipt), receipt.signature);

export const isCheckpointGood = (checkpoint: Checkpoint, publicKey: string): boolean =>
  isOfKey(checkpoint.keyId, publicKey) &&
  isSignedBy(publicKey, checkpointText(checkpoint), checkpoint.signature);
