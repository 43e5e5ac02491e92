import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from '@lifttrust/shared-types/kernel/zod';

const Port = z.coerce.number().int().min(0).max(65_535);
const Limit = z.coerce.number().int().min(0).max(1_000_000);

/** Variables of running the service: network, limits, logs, metrics (docs/operations.md). */
export const operationVariables = {
  /** Address to listen on; empty: all of them. */
  LIFTTRUST_HOST: z.string().default(''),
  /** Put into the address of LIFTTRUST_DATABASE, so that the password may be a file of its own. */
  LIFTTRUST_DATABASE_PASSWORD: z.string().default(''),
  /** `redis://host:6379`: limits are then counted by all processes together. Empty: each counts for itself. */
  LIFTTRUST_REDIS: z
    .string()
    .regex(/^(rediss?:\/\/\S+)?$/, 'an address such as redis://host:6379')
    .default(''),
  LIFTTRUST_REDIS_PASSWORD: z.string().default(''),
  /** How many processes of the service share the database; told, not counted. */
  LIFTTRUST_PROCESSES: z.coerce.number().int().min(1).max(1000).default(1),
  /** Addresses or networks (10.0.0.0/8), separated by commas, whose X-Forwarded-For and X-Request-Id are believed. */
  LIFTTRUST_TRUSTED_PROXY: z.string().default(''),
  /** Failed sign-ins of one address in a quarter of an hour; 0: no limit. */
  LIFTTRUST_LIMIT_SIGN_IN: Limit.optional(),
  /** Codes and verification codes of one address that were not found in a quarter of an hour; 0: no limit. */
  LIFTTRUST_LIMIT_LOOK_UP: Limit.optional(),
  /** Writes and uploads of one session in a minute; 0: no limit. */
  LIFTTRUST_LIMIT_WRITES: Limit.optional(),
  /** Sockets that one address may hold open at a time; 0: no limit. */
  LIFTTRUST_LIMIT_SOCKETS: Limit.optional(),
  /** Port of /metrics, of its own so that it is never published by accident; 0: none. */
  LIFTTRUST_METRICS_PORT: Port.default(0),
  LIFTTRUST_METRICS_HOST: z.string().default('127.0.0.1'),
  /** Asked for as `Authorization: Bearer …`; needed where metrics leave this machine. */
  LIFTTRUST_METRICS_TOKEN: z.string().default(''),
  LIFTTRUST_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent', '']).default(''),
  /** `json`: one object per line. `pretty`: for eyes, the default in development. */
  LIFTTRUST_LOG_FORMAT: z.enum(['json', 'pretty', '']).default(''),
  /** Seconds between "not ready" and closing the door, so that a load balancer notices. */
  LIFTTRUST_DRAIN_SECONDS: z.coerce.number().min(0).max(300).optional(),
};

const Raw = z.object(operationVariables);
type Raw = z.output<typeof Raw>;
type Mode = 'development' | 'production' | 'test';

/** How much is too much; null: no limit. */
export interface LimitsEnv {
  signIn: number | null;
  lookUp: number | null;
  writes: number | null;
  sockets: number | null;
}

export interface OperationEnv {
  host: string;
  redis: string;
  processes: number;
  trustedProxies: string[];
  limits: LimitsEnv;
  metrics: { port: number; host: string; token: string };
  logLevel: string;
  logFormat: 'json' | 'pretty';
  drainMs: number;
}

const networks = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

/** What is missing or contradicts itself; each names the variable to mend. */
export function operationProblems(raw: Raw): { path: string; message: string }[] {
  return networks(raw.LIFTTRUST_TRUSTED_PROXY)
    .filter((network) => !isNetwork(network))
    .map((network) => ({
      path: 'LIFTTRUST_TRUSTED_PROXY',
      message: `${network} is neither an address nor a network such as 10.0.0.0/8`,
    }));
}

// Generous: a whole company may share one address, and a phone that was offline for a day sends all at once.
const usualLimits = { signIn: 100, lookUp: 100, writes: 1200, sockets: 500 };

/** Limits guard installations; whoever develops or measures sets them by name. */
function limitsOf(raw: Raw, mode: Mode): LimitsEnv {
  const usual = mode === 'production' ? usualLimits : { signIn: 0, lookUp: 0, writes: 0, sockets: 0 };
  return {
    signIn: (raw.LIFTTRUST_LIMIT_SIGN_IN ?? usual.signIn) || null,
    lookUp: (raw.LIFTTRUST_LIMIT_LOOK_UP ?? usual.lookUp) || null,
    writes: (raw.LIFTTRUST_LIMIT_WRITES ?? usual.writes) || null,
    sockets: (raw.LIFTTRUST_LIMIT_SOCKETS ?? usual.sockets) || null,
  };
}

export function readOperation(raw: Raw, mode: Mode): OperationEnv {
  return {
    host: raw.LIFTTRUST_HOST,
    redis: raw.LIFTTRUST_REDIS && withPassword(raw.LIFTTRUST_REDIS, raw.LIFTTRUST_REDIS_PASSWORD),
    processes: raw.LIFTTRUST_PROCESSES,
    trustedProxies: networks(raw.LIFTTRUST_TRUSTED_PROXY),
    limits: limitsOf(raw, mode),
    metrics: {
      port: raw.LIFTTRUST_METRICS_PORT,
      host: raw.LIFTTRUST_METRICS_HOST,
      token: raw.LIFTTRUST_METRICS_TOKEN,
    },
    logLevel: raw.LIFTTRUST_LOG_LEVEL || (mode === 'test' ? 'error' : 'info'),
    logFormat: raw.LIFTTRUST_LOG_FORMAT || (mode === 'development' ? 'pretty' : 'json'),
    drainMs: (raw.LIFTTRUST_DRAIN_SECONDS ?? (mode === 'production' ? 5 : 0)) * 1000,
  };
}

/** An address with its password, as drivers want it; an address without one stays as it is. */
export function withPassword(address: string, password: string): string {
  if (password === '' || address === '' || address.startsWith('sqlite:')) return address;
  const url = new URL(address);
  url.password = encodeURIComponent(password);
  return url.href;
}

/**
 * `X_FILE` stands for the content of a file wherever there is a variable `X`, so that secrets need not stand in the
 * environment, where every child process and every crash report can read them.
 */
export function withSecretFiles(
  source: Record<string, string | undefined>,
  names: readonly string[],
): Record<string, string | undefined> {
  const read: Record<string, string> = {};
  for (const name of names) {
    const file = source[`${name}_FILE`];
    if (!file) continue;
    if (source[name]) throw new Error(`Configuration cannot be used: ${name} and ${name}_FILE are both set`);
    try {
      read[name] = readFileSync(file, 'utf8').trim();
    } catch {
      throw new Error(`Configuration cannot be used: ${name}_FILE: the file ${file} cannot be read`);
    }
  }
  return { ...source, ...read };
}
