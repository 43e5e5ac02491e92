import type { MidwayConfig } from '@midwayjs/core';
import { env } from '../kernel/env';
import { LogTransport } from '../kernel/log.midway';

/**
 * Longer than proxies keep their own connections (nginx: 60 s). Node's five seconds let a busy service close a
 * connection into which a request has just been written, and its sender cannot know whether it was heard.
 */
const keepAliveMs = 65_000;

export default (): MidwayConfig => ({
  // Cookies are not used; Midway still wants a key for its cookie helper.
  keys: ['no-cookies-are-used'],
  // Tests call the application without a port of their own.
  koa: {
    ...(env().mode === 'test' ? {} : { port: env().port, ...(env().host ? { hostname: env().host } : {}) }),
    serverOptions: { keepAliveTimeout: keepAliveMs },
  },
  bodyParser: { jsonLimit: '1mb', formLimit: '64kb', textLimit: '64kb', enableTypes: ['json'] },
  siteFile: { enable: false },
  midwayLogger: {
    default: {
      transports: { console: false, file: false, error: false, json: false, lifttrust: new LogTransport() },
      level: env().mode === 'test' ? 'error' : 'info',
    },
  },
});
