import { createHash } from 'node:crypto';

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const byHash = (folder: string, hash: string) => `${folder}/${hash.slice(0, 2)}/${hash}`;

/** As a phone sends it; nothing is believed about it yet. */
export const incomingKey = (fileId: string): string => `incoming/${fileId}`;
/** Evidence lies under its own hash, so that finding it and checking it are one. */
export const evidenceKey = (hash: string): string => byHash('evidence', hash);
/** The copy for people's eyes, under the copy's own hash. */
export const watermarkKey = (hash: string): string => byHash('watermarked', hash);
/** A picture of a face, encrypted. */
export const sealedKey = (fileId: string): string => `sealed/${fileId}`;

/** The hash an object must have by its key; null when the key says none (copies of earlier releases, faces). */
export const hashInKey = (key: string): string | null => /\/([0-9a-f]{64})$/.exec(key)?.[1] ?? null;
