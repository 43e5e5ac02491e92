import type { Command } from './command';

const firstPauseMs = 15_000;
const longestPauseMs = 5 * 60_000;

/**
 * Sends again by itself what could not be sent, while a network is there and the service is not: after a quarter of a
 * minute, then after twice as long each time. Phones of a whole city do not come back in the same second.
 */
export class Repeater {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private pauseMs = firstPauseMs;

  constructor(private readonly sendAll: () => Promise<void>) {}

  /** Called after every change of what waits. */
  look(commands: Command[]): void {
    const waits = commands.some(
      ({ state, attempts, delay }) => state === 'queued' && (attempts > 0 || delay?.by === 'network'),
    );
    if (!waits) {
      if (commands.every(({ state }) => state === 'refused')) this.pauseMs = firstPauseMs;
      return;
    }
    if (this.timer !== null) return;
    this.timer = setTimeout(() => this.again(), this.pauseMs * (0.8 + 0.4 * Math.random()));
  }

  private again(): void {
    this.timer = null;
    this.pauseMs = Math.min(longestPauseMs, this.pauseMs * 2);
    void this.sendAll();
  }
}
