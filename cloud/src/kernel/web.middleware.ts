import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { Middleware } from '@midwayjs/core';
import type { Context, NextFunction } from '@midwayjs/koa';
import { env } from './env';

const isFile = async (path: string) => (await stat(path).catch(() => null))?.isFile() ?? false;
const served = /^\/(console|app\/(dd|weapp))(\/|$)/;
const hashed = /[.-][0-9A-Za-z_-]{8}\.(js|css|png|svg|woff2)$/;

/** Null: an address that says nothing in UTF-8, or that hides its end from the file system. */
function readable(path: string): string | null {
  try {
    const text = decodeURIComponent(path);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

/** Serves the web forms: the console and the H5 apps. Unknown paths of the console are its own routes. */
@Middleware()
export class WebMiddleware {
  resolve() {
    return async (koa: Context, next: NextFunction): Promise<unknown> => {
      const part = served.exec(koa.path)?.[1];
      if (env().webDir === '' || !part || koa.method !== 'GET') return next();
      if (koa.path === `/${part}`) return koa.redirect(`/${part}/${koa.search}`);
      const folder = join(env().webDir, part);
      const path = readable(koa.path);
      if (path === null) return next();
      const wanted = normalize(join(env().webDir, path));
      const inside = wanted.startsWith(folder + sep) && (await isFile(wanted));
      if (!inside && extname(koa.path) !== '') return next();
      const file = inside ? wanted : join(folder, 'index.html');
      if (!(await isFile(file))) return next();
      koa.type = extname(file);
      koa.set('cache-control', hashed.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache');
      koa.body = createReadStream(file);
      return undefined;
    };
  }
}
