import { createHash, createPublicKey, verify } from 'node:crypto';
import { promisify } from 'node:util';
import { receiptText } from './shared.mjs';

const verifyAside = promisify(verify);
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');

/** SHA-256 by OpenSSL: many times faster than the phone's, and a second opinion on it. */
export const hashOf = (text) => createHash('sha256').update(text, 'utf8').digest('hex');

const nodePrefix = Buffer.of(1);

/** A node of the log's tree over its two halves, as `nodeHash` has it; likewise. */
export const nodeHashOf = (left, right) =>
  createHash('sha256')
    .update(nodePrefix)
    .update(left + right, 'hex')
    .digest('hex');

/** Ed25519 by OpenSSL: a hundred times faster than the phone's, and a second opinion on it. */
export class SignatureChecker {
  #keys = new Map();
  /** Answers of `ahead`, by everything that was asked: nothing is believed for anything else. */
  #known = new Map();

  isSigned = (publicKey, text, signature) => {
    const known = this.#known.get(nameOf(publicKey, text, signature));
    if (known !== undefined) return known;
    return verify(null, Buffer.from(text, 'utf8'), this.#keyOf(publicKey), Buffer.from(signature, 'base64'));
  };

  /** Looks at the receipts of the entries that come next, beside the main thread; forgets those of the last ones. */
  async ahead(entries, { logId, ring }) {
    const found = await Promise.all(
      entries.map(async ({ version, keyId, hash, at, signature }) => {
        const publicKey = ring.get(keyId)?.publicKey;
        if (version !== 2 || !publicKey) return null;
        const text = receiptText({ version: 2, logId, keyId, entryHash: hash, at });
        const bytes = [Buffer.from(text, 'utf8'), this.#keyOf(publicKey), Buffer.from(signature, 'base64')];
        return [nameOf(publicKey, text, signature), await verifyAside(null, ...bytes).catch(() => false)];
      }),
    );
    return new Map(found.filter(Boolean));
  }

  /** From here on these answers count, and no earlier ones. */
  take(known) {
    this.#known = known;
  }

  #keyOf(publicKey) {
    if (!this.#keys.has(publicKey)) {
      const spki = Buffer.concat([spkiHead, Buffer.from(publicKey, 'base64')]);
      this.#keys.set(publicKey, createPublicKey({ key: spki, format: 'der', type: 'spki' }));
    }
    return this.#keys.get(publicKey);
  }
}

const nameOf = (publicKey, text, signature) => `${publicKey}\n${signature}\n${text}`;

/** Entries in their order, a page at a time: while one lot is judged, the next is read and its receipts looked at. */
export async function* lookedAhead(entries, checker, known, lot = 125) {
  const iterator = entries[Symbol.asyncIterator]();
  const next = async () => {
    const rows = [];
    while (rows.length < lot) {
      const { done, value } = await iterator.next();
      if (done) break;
      rows.push(value);
    }
    return { rows, answers: await checker.ahead(rows, known) };
  };
  let coming = next();
  for (;;) {
    const { rows, answers } = await coming;
    if (rows.length === 0) return;
    coming = next();
    // It is waited for in the next round; until then nobody hears of its failure.
    coming.catch(() => undefined);
    checker.take(answers);
    yield* rows;
  }
}
