import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';

/** Hex SHA-256; mini-programs have no `crypto.subtle`. */
export const sha256Of = (buffer: ArrayBuffer): string => sha256OfBytes(new Uint8Array(buffer));

export const sha256OfBytes = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));
