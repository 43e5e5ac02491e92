/**
 * When was something done that reached the service later? The service gives a phone its own time as an **anchor**; the
 * phone says with each command how long after that anchor it was done. No clock in here.
 * @basis CHK-14, CHK-15; 广州市监局 2021-04-08 四(一) (same-day upload counts from completion); docs/adr/0025
 */

/** Header of every command of a visit: `<at>.<mac>.<elapsedMs>.<jumpMs>`. */
export const madeHeader = 'x-made';

/** The service's word, given to one person, that it was `at` (epoch ms) o'clock. */
export interface Anchor {
  at: number;
  /** Hex, 32 characters; only the service can make or check it. */
  mac: string;
}

/** What a phone says of one command. */
export interface MadeClaim extends Anchor {
  /** Since the anchor, by the phone's best clock. */
  elapsedMs: number;
  /** Sum of the jumps of its wall clock that the phone noticed; positive: set forward. */
  jumpMs: number;
}

/** What the service goes by. */
export interface Made {
  /** When it was done, as far as can be believed; between the anchor and the receipt. */
  at: number;
  receivedAt: number;
  /** Null where the phone gave none that counts. */
  anchorAt: number | null;
  /** Done noticeably before it came; online acts count as done when they come. */
  offline: boolean;
  /** The phone's word could not be checked: counted as done when it came, and marked. */
  untrusted: boolean;
  jumpMs: number;
}

export interface OfflineParameters {
  /** Commands that come so soon after they were made were made online. */
  onlineWithinSeconds: number;
  /** What was fetched is good for so long without a network. */
  packHours: number;
}

const longestMs = 400 * 86_400_000;
const claimPattern = /^(\d{12,14})\.([0-9a-f]{32})\.(-?\d{1,13})\.(-?\d{1,13})$/;

export const anchorText = ({ at, mac }: Anchor): string => `${at}.${mac}`;

/** The header for one command; figures are rounded to whole milliseconds. */
export const madeText = (anchor: string, elapsedMs: number, jumpMs: number): string =>
  `${anchor}.${Math.round(elapsedMs)}.${Math.round(jumpMs)}`;

/** Null for what is no such header. */
export function readMade(text: string): MadeClaim | null {
  const [, at, mac, elapsed, jump] = claimPattern.exec(text.trim()) ?? [];
  if (at === undefined || mac === undefined) return null;
  return { at: Number(at), mac, elapsedMs: Number(elapsed), jumpMs: Number(jump) };
}

/** Done now, in the service's sight. */
export const madeNow = (receivedAt: number): Made => ({
  at: receivedAt,
  receivedAt,
  anchorAt: null,
  offline: false,
  untrusted: false,
  jumpMs: 0,
});

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);

/**
 * The instant that counts. A claim can move it nowhere but between the service's own two times: the anchor it gave and
 * the moment the command came. What cannot be checked is never refused, since work must not be lost: it counts as done
 * when it came, and is marked. Time that a phone counts beyond the receipt is a clock set forward like any other jump.
 * @basis CHK-14, CHK-15 (parameters `offline.onlineWithinSeconds`, `offline.packHours`)
 */
export function madeAt(
  claim: MadeClaim,
  receivedAt: number,
  isGenuine: boolean,
  parameters: OfflineParameters,
): Made {
  const jumpMs = clamp(claim.jumpMs, -longestMs, longestMs);
  const isTooOld = receivedAt - claim.at > parameters.packHours * 3_600_000;
  // Two instances of the service may differ by a moment.
  const isAhead = claim.at - receivedAt >= parameters.onlineWithinSeconds * 1000;
  if (!isGenuine || isTooOld || isAhead) return { ...madeNow(receivedAt), untrusted: true, jumpMs };
  const claimed = claim.at + claim.elapsedMs;
  const at = clamp(claimed, claim.at, receivedAt);
  const overrun = claimed - at;
  const noticed = Math.abs(overrun) > Math.abs(jumpMs) ? clamp(overrun, -longestMs, longestMs) : jumpMs;
  const offline = receivedAt - at >= parameters.onlineWithinSeconds * 1000;
  return {
    at: offline ? at : receivedAt,
    receivedAt,
    anchorAt: claim.at,
    offline,
    untrusted: false,
    // A second or two is the network's, not the clock's.
    jumpMs: Math.abs(noticed) < parameters.onlineWithinSeconds * 1000 ? jumpMs : noticed,
  };
}

/** Steps of one person come one after the other: none is earlier than the one before it. */
export const notBefore = (made: Made, earlier: number | null): Made =>
  earlier !== null && made.at < earlier ? { ...made, at: Math.min(earlier, made.receivedAt) } : made;

/** The more telling of two sums of clock jumps. */
export const largerJump = (one: number, other: number): number =>
  Math.abs(other) > Math.abs(one) ? other : one;
