import { isDingTalk } from './package';

const prefix = 'mini/';
/** Both clients hold 10 MB in all; one key 200 kB on DingTalk, 1 MB on WeChat. */
const keyLimit = isDingTalk ? 200 * 1024 : 1024 * 1024;
let allLimit = 10 * 1024 * 1024;

/** A phone that has less room than it should, until it is told otherwise. */
export function leaveRoom(bytes: number | null): void {
  allLimit = bytes === null ? 10 * 1024 * 1024 : used() + bytes;
}

/** Values that are there without taking the browser's own room, which is half of what the clients promise. */
const ballast = new Map<string, number>();

/** Whoever is signed in holds so many bytes more, in values that stand in the app's own list of what it holds. */
export function holdMore(bytes: number): void {
  ballast.clear();
  const index = Object.keys(localStorage).find((key) => key.startsWith(`${prefix}sealed-index/`));
  if (!index) throw new Error('nobody has stored anything yet');
  const names: string[] = JSON.parse(localStorage.getItem(index) ?? '[]');
  const added: string[] = [];
  for (let left = bytes; left > 0; left -= keyLimit) {
    added.push(`ballast-${added.length}`);
    const key = `sealed/${index.slice(index.lastIndexOf('/') + 1)}/${added.at(-1)}`;
    ballast.set(prefix + key, Math.min(left, keyLimit));
  }
  const own = names.filter((name) => !name.startsWith('ballast-'));
  localStorage.setItem(index, JSON.stringify([...own, ...added]));
}

const used = (): number =>
  Object.keys(localStorage).reduce((sum, key) => sum + (localStorage.getItem(key)?.length ?? 0), 0) +
  [...ballast.values()].reduce((sum, bytes) => sum + bytes, 0);

export const kept = {
  read(key: string): unknown {
    const heavy = ballast.get(prefix + key);
    if (heavy !== undefined) return 'x'.repeat(heavy);
    const text = localStorage.getItem(prefix + key);
    return text === null ? undefined : JSON.parse(text);
  },
  write(key: string, value: unknown): void {
    const text = JSON.stringify(value);
    if (text === undefined) return;
    if (text.length > keyLimit) throw new Error('exceed the limit of one key');
    if (used() + text.length > allLimit) throw new Error('exceed storage max size 10Mb');
    localStorage.setItem(prefix + key, text);
  },
  remove: (key: string) => localStorage.removeItem(prefix + key),
  clear: () => localStorage.clear(),
};
