import { load } from '../service-code.mjs';
import { seal, sha256, unseal } from './seal.mjs';
import { objectKeys } from './source.mjs';

const { hashInKey } = load('file/object.keys');
const atOnce = 8;
const copyOf = (key) => `objects/${key}`;

async function inParallel(keys, work) {
  const waiting = [...keys];
  const workers = Array.from({ length: atOnce }, async () => {
    for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) await work(key);
  });
  await Promise.all(workers);
}

/** Evidence says by its key what it must be. */
const isRight = (key, bytes) => {
  const hash = hashInKey(key);
  return hash === null || hash === sha256(bytes);
};

/**
 * Objects that the place does not have yet, each sealed by itself. `absent` counts what the store no longer has, or has
 * with other bytes: the backup goes on without, and the next one asks again.
 */
export async function copyObjects(query, { main, store, since }) {
  const found = { looked: 0, added: 0, bytes: 0, absent: 0 };
  for await (const keys of objectKeys(query, since))
    await inParallel(keys, async (key) => {
      found.looked += 1;
      if (await store.head(copyOf(key))) return;
      const bytes = await main.get(key);
      if (!bytes || !isRight(key, bytes)) {
        found.absent += 1;
        return;
      }
      await store.put(copyOf(key), seal(copyOf(key), bytes));
      found.added += 1;
      found.bytes += bytes.length;
    });
  return found;
}

/** The object as it was, from the first place that has it right; null when none has. */
export async function readCopy(stores, key) {
  for (const store of stores) {
    const sealed = await store.get(copyOf(key)).catch(() => null);
    if (!sealed) continue;
    try {
      const bytes = unseal(copyOf(key), sealed);
      if (isRight(key, bytes)) return bytes;
    } catch {
      // Damaged here; the other place may have it.
    }
  }
  return null;
}

/** Puts back what the object store does not have; tombstones of files are obeyed. */
export async function bringObjects(query, { main, stores, buried }) {
  const found = { looked: 0, brought: 0, absent: 0 };
  for await (const keys of objectKeys(query, 0))
    await inParallel(
      keys.filter((key) => !buried.has(key)),
      async (key) => {
        found.looked += 1;
        if (await main.head(key)) return;
        const bytes = await readCopy(stores, key);
        if (!bytes) {
          found.absent += 1;
          return;
        }
        await main.put(key, bytes);
        found.brought += 1;
      },
    );
  return found;
}

/** What the law wanted gone goes from the place as well. */
export async function removeBuried(store, keys) {
  for (const key of keys) await store.remove(copyOf(key));
}

/** Evidence as the verifier asks for it, straight from the places. */
export const evidenceIn = (stores) => ({
  async hash(hash) {
    const bytes = await readCopy(stores, `evidence/${hash.slice(0, 2)}/${hash}`);
    return bytes && sha256(bytes);
  },
});
