import pino, { type Logger } from 'pino';
import { env } from './env';
import { prettyLines } from './log.pretty';
import { loggedError } from './log.scrub';

/** Fields of a line. Words from our own code and numbers only; never what a person wrote or is called. */
export type LogFields = Record<string, string | number | boolean | null | undefined>;

let current: { level: string; format: string; logger: Logger } | undefined;

function logger(): Logger {
  const { logLevel: level, logFormat: format } = env();
  if (current?.level === level && current.format === format) return current.logger;
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const made =
    format === 'pretty'
      ? pino(options, prettyLines(process.stdout))
      : pino(options, pino.destination({ dest: 1, sync: false }));
  current = { level, format, logger: made };
  return made;
}

type Level = 'debug' | 'info' | 'warn' | 'error';

function write(level: Level, event: string, fields: LogFields, error?: unknown): void {
  const described = error === undefined ? {} : { error: loggedError(error) };
  logger()[level]({ event, ...fields, ...described });
}

/** The service's own log: one JSON object per line on standard output (docs/operations.md). */
export const log = {
  debug: (event: string, fields: LogFields = {}): void => write('debug', event, fields),
  info: (event: string, fields: LogFields = {}): void => write('info', event, fields),
  warn: (event: string, fields: LogFields = {}, error?: unknown): void => write('warn', event, fields, error),
  error: (event: string, fields: LogFields = {}, error?: unknown): void =>
    write('error', event, fields, error),
};
