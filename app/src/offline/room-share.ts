/** Bytes on the phone: pictures not sent yet, pictures kept to be shown, and the sealed store. */
export interface Held {
  waiting: number;
  sent: number;
  store: number;
}

export interface Room extends Held {
  filesLimit: number;
  storeLimit: number;
  /** Share of whichever is nearer its limit, 0 to 1. */
  share: number;
  state: 'ample' | 'short' | 'full';
}

/** WeChat gives an app 200 MB of files and 10 MB of values; DingTalk 10 MB of values and names no limit for files. */
const filesLimit = 180_000_000;
const storeLimit = 9_000_000;
const shortFrom = 0.8;
/** One more picture is at most half a megabyte. */
const fullFrom = 0.97;

export function roomOf(held: Held): Room {
  // What is kept only to be shown gives way by itself, so it counts for nothing here.
  const share = Math.max(held.waiting / filesLimit, held.store / storeLimit);
  const state = share >= fullFrom ? 'full' : share >= shortFrom ? 'short' : 'ample';
  return { ...held, filesLimit, storeLimit, share, state };
}
