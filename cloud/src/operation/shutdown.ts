import { Server } from 'node:http';
import { HTTP_SERVER_KEY, type IMidwayContainer, Inject, Singleton } from '@midwayjs/core';
import { env } from '../kernel/env';
import { log } from '../kernel/log';
import { Outbox } from '../kernel/outbox';
import { Requests } from '../kernel/requests';
import { Checkpointer } from '../ledger/checkpointer';
import { LiveSockets } from '../live/live.sockets';
import { DailyRound } from '../round/daily-round';

/** Whoever has been let in is served, but nobody is waited for longer than this. */
export const longestWaitMs = 20_000;

/** From the first signal to a closed database, in the order in which nothing is lost. */
@Singleton()
export class Shutdown {
  @Inject() requests: Requests;
  @Inject() outbox: Outbox;
  @Inject() dailyRound: DailyRound;
  @Inject() checkpointer: Checkpointer;
  @Inject() liveSockets: LiveSockets;

  async run(container: IMidwayContainer): Promise<void> {
    // From here on `ready` answers 503 and every answer closes its connection.
    this.requests.startClosing();
    log.info('stopping', { underWay: this.requests.underWay, drainMs: env().drainMs });
    await rest(env().drainMs);
    this.liveSockets.close();
    const server = container.hasObject(HTTP_SERVER_KEY) ? container.get<unknown>(HTTP_SERVER_KEY) : null;
    if (server instanceof Server && server.listening) {
      server.close();
      server.closeIdleConnections();
    }
    if (!(await this.requests.none(longestWaitMs)))
      log.warn('stopping.cut', { underWay: this.requests.underWay });
    if (server instanceof Server) server.closeAllConnections();
    this.liveSockets.cut();
    // What the last requests caused is delivered or waits in the table; then everything sealed gets its signature.
    await this.dailyRound.close();
    await this.outbox.close();
    await this.checkpointer.stop();
    log.info('stopped');
  }
}

const rest = (ms: number) => (ms === 0 ? Promise.resolve() : new Promise((done) => setTimeout(done, ms)));
