import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Destroy, Inject, Singleton } from '@midwayjs/core';
import { env } from '../kernel/env';
import { log } from '../kernel/log';
import { MetricsService } from './metrics.service';

/**
 * /metrics on a port of its own: the public port has no such address, so no mistake in a reverse proxy can publish it
 * (docs/operations.md).
 */
@Singleton()
export class MetricsServer {
  @Inject() metricsService: MetricsService;

  private server: Server | undefined;

  /** Does nothing unless a port is configured; gives the port it listens on. */
  async start(): Promise<number | null> {
    const { port, host } = env().metrics;
    if (port === 0 || this.server) return null;
    this.metricsService.open();
    const server = createServer((request, response) => {
      this.answer(request, response).catch((error: unknown) => {
        log.error('metrics.failed', {}, error);
        response.writeHead(500).end();
      });
    });
    this.server = server;
    await new Promise<void>((ready, failed) => {
      server.once('error', failed);
      server.listen(port, host, ready);
    });
    return (server.address() as AddressInfo).port;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url !== '/metrics' || request.method !== 'GET') return end(response, 404);
    if (!isAllowed(request.headers.authorization ?? '')) return end(response, 401);
    const text = await this.metricsService.text();
    response.writeHead(200, { 'content-type': this.metricsService.contentType }).end(text);
  }

  @Destroy()
  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
}

const end = (response: ServerResponse, status: number): void => {
  response.writeHead(status).end();
};

function isAllowed(header: string): boolean {
  const { token } = env().metrics;
  if (token === '') return true;
  const given = Buffer.from(header);
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
