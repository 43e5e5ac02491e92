import { Inject, Middleware } from '@midwayjs/core';
import type { Context, NextFunction } from '@midwayjs/koa';
import { comesFromTrustedProxy } from './client-address';
import { templateOf } from './handles';
import { Requests } from './requests';

const ownFiles = /^\/(console|app\/(?:dd|weapp))(?:\/|$)/;
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** First of all: a number for the request, and its place among those under way. */
@Middleware()
export class RequestMiddleware {
  @Inject() requests: Requests;

  resolve() {
    return async (koa: Context, next: NextFunction): Promise<unknown> => {
      const given = koa.get('x-request-id');
      if (/^[\w-]{8,40}$/.test(given) && comesFromTrustedProxy(koa)) koa.state.requestId = given;
      this.requests.begin(koa, () => template(koa));
      return next();
    };
  }
}

/** Raw routes are named by the router; what no route takes is one endpoint, however many addresses are tried. */
function template(koa: Context): string {
  const routed: unknown = koa._matchedRoute;
  if (typeof routed === 'string' && routed.includes('/') && !routed.includes('(')) return routed;
  const folder = ownFiles.exec(koa.path)?.[1];
  if (folder) return `/${folder}/*`;
  return (methods.has(koa.method) && templateOf(koa.path, koa.method)) || 'unknown';
}
