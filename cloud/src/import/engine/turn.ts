import type { MessagePort } from 'node:worker_threads';

/** The service is being stopped; the run goes on at its next start. */
export class Stopped extends Error {}

/** What the service answers when a worker asks for the writer's turn. */
export interface TurnAnswer {
  go: boolean;
  /** The service's time, epoch ms. */
  at: number;
}

/**
 * A worker thread writes only while the service has lent it the writer's turn, and gives it back after each chunk:
 * other writes then wait for one chunk at most, and never inside the database engine.
 */
export class Turn {
  at = 0;

  constructor(private readonly port: MessagePort) {}

  async take<T>(work: () => Promise<T>): Promise<T> {
    const { go, at } = await this.asked();
    if (!go) throw new Stopped();
    this.at = at;
    try {
      return await work();
    } finally {
      this.port.postMessage('done');
    }
  }

  private asked(): Promise<TurnAnswer> {
    return new Promise((answered) => {
      this.port.once('message', answered);
      this.port.postMessage('turn');
    });
  }
}
