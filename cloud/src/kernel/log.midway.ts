import { format } from 'node:util';
import { type BaseTransportOptions, type LoggerLevel, type LogMeta, Transport } from '@midwayjs/logger';
import { log } from './log';
import { scrub } from './log.scrub';

type Say = (event: string, fields: { text: string }, error?: unknown) => void;

const saying: Record<string, Say> = { error: log.error, warn: log.warn, info: log.info };

// Errors may come from another realm, where `instanceof Error` is false.
const isError = (value: unknown): boolean => typeof value === 'object' && value !== null && 'stack' in value;

/** What the framework says about itself goes into the same lines, scrubbed like everything we did not write. */
export function sayForFramework(level: string | false, args: readonly unknown[]): void {
  const error = args.find(isError);
  const words = args.filter((arg) => !isError(arg));
  const say: Say = saying[level || 'info'] ?? log.debug;
  say('framework', { text: scrub(format(...words)) }, error);
}

/** Where Midway's loggers write to. */
export class LogTransport extends Transport<BaseTransportOptions> {
  log(level: LoggerLevel | false, _meta: LogMeta, ...args: unknown[]): void {
    sayForFramework(level, args);
  }

  close(): void {}
}

/** Midway's bootstrap wants a logger before there is a configuration. */
export const bootstrapLogger = {
  info: (...args: unknown[]): void => sayForFramework('info', args),
  debug: (...args: unknown[]): void => sayForFramework('debug', args),
  warn: (...args: unknown[]): void => sayForFramework('warn', args),
  error: (...args: unknown[]): void => sayForFramework('error', args),
};
