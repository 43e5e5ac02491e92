import { randomId } from '../lib/random-id';
import { device } from '../platform/device';
import { storage } from '../platform/storage';
import { begin, type ClockState, type Counted, countOn, type Reading } from './phone-clock';

const key = 'clock';
/** Often enough that a jump is seen while it is one, rarely enough that nobody notices. */
const beatMs = 5_000;
const keepEveryMs = 30_000;

const run = randomId(Date.now());
let state: ClockState | null = null;
let hidden = false;
let keptAt = 0;

const reading = (): Reading => ({ wall: device.now(), steady: device.steady() });

const isState = (value: unknown): value is ClockState =>
  typeof value === 'object' && value !== null && 'elapsedMs' in value && 'last' in value && 'run' in value;

function counted(): ClockState {
  const now = reading();
  if (!state) {
    const kept = storage.read(key);
    state = isState(kept) ? kept : begin(now, run);
  }
  const moved = countOn(state, now, run, hidden);
  const jumped = moved.jumpMs !== state.jumpMs;
  hidden = false;
  state = moved;
  if (jumped || Math.abs(now.wall - keptAt) >= keepEveryMs) keep(moved);
  return moved;
}

function keep(moved: ClockState): void {
  keptAt = moved.last.wall;
  try {
    storage.write(key, moved);
  } catch {
    // A full phone: the clock counts on in memory, and what is refused for want of room is said elsewhere.
  }
}

/** Time as this phone counts it, with the jumps of its wall clock (CHK-14). */
export const phoneClock = {
  read(): Counted {
    const { elapsedMs, jumpMs } = counted();
    return { elapsedMs, jumpMs };
  },
  /** Written down at once: a command was given on the strength of it. */
  readAndKeep(): Counted {
    const moved = counted();
    keep(moved);
    return { elapsedMs: moved.elapsedMs, jumpMs: moved.jumpMs };
  },
  /** Called once, by the app. */
  start(): void {
    counted();
    setInterval(() => void counted(), beatMs);
  },
  /** The app goes out of sight: whatever passes until the next look may have been sleep. */
  hide(): void {
    counted();
    hidden = true;
  },
};
