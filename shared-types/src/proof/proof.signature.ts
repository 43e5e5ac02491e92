import nacl from 'tweetnacl';
import type { Checkpoint } from '../ledger/ledger.contract';
import type { Receipt } from '../record/record.contract';
import { fromBase64, utf8Bytes } from './proof.bytes';
import { canonicalJson, sha256OfBytes } from './proof.hash';

/** Names a public key: the first 16 hexadecimal digits of its SHA-256. */
export const keyIdOf = (publicKey: string): string => sha256OfBytes(fromBase64(publicKey)).slice(0, 16);

// The first line keeps a signature made for one purpose from being valid for another.
export const receiptText = (receipt: Omit<Receipt, 'signature'>): string =>
  `lifttrust/receipt/v1\n${canonicalJson({
    version: receipt.version,
    logId: receipt.logId,
    keyId: receipt.keyId,
    seq: receipt.seq,
    entryHash: receipt.entryHash,
    at: receipt.at,
  })}`;

export const checkpointText = (checkpoint: Omit<Checkpoint, 'signature'>): string =>
  `lifttrust/checkpoint/v1\n${canonicalJson({
    version: checkpoint.version,
    logId: checkpoint.logId,
    keyId: checkpoint.keyId,
    size: checkpoint.size,
    root: checkpoint.root,
    at: checkpoint.at,
  })}`;

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
