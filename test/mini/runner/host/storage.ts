import { isDingTalk } from './package';

const prefix = 'mini/';
/** Both clients hold 10 MB in all; one key 200 kB on DingTalk, 1 MB on WeChat. */
const keyLimit = isDingTalk ? 200 * 1024 : 1024 * 1024;
let allLimit = 10 * 1024 * 1024;

/** A phone that has less room than it should, until it is told otherwise. */
export function leaveRoom(bytes: number | null): void {
  allLimit = bytes === null ? 10 * 1024 * 1024 : used() + bytes;
}

function used(): number {
  return Object.keys(localStorage).reduce((sum, key) => sum + (localStorage.getItem(key)?.length ?? 0), 0);
}

export const kept = {
  read(key: string): unknown {
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
