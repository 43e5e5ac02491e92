import { resolve } from 'node:path';
import { z } from '@lifttrust/shared-types/kernel/zod';

const Environment = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  LIFTTRUST_PORT: z.coerce.number().int().min(0).max(65_535).default(7001),
  /** Everything the service writes by default: database, objects, keys, checkpoints. */
  LIFTTRUST_DATA_DIR: z.string().default('data'),
  /** `sqlite:<file>`, `mysql://…` or `mariadb://…`. */
  LIFTTRUST_DATABASE: z.string().default(''),
  LIFTTRUST_OBJECT_DIR: z.string().default(''),
  /** Keys and exported checkpoints lie outside the database, in production on another disk (DECISIONS 10). */
  LIFTTRUST_KEY_DIR: z.string().default(''),
  LIFTTRUST_CHECKPOINT_DIR: z.string().default(''),
  LIFTTRUST_CITY_FILE: z.string().default(''),
  /** Address printed into codes and links. */
  LIFTTRUST_PUBLIC_URL: z.string().default(''),
  LIFTTRUST_FACE_WORKERS: z.coerce.number().int().min(0).max(16).default(1),
  /** Folder with `console/` and `app/` builds to serve; empty: none. */
  LIFTTRUST_WEB_DIR: z.string().default(''),
});

export interface Env {
  mode: 'development' | 'production' | 'test';
  port: number;
  dataDir: string;
  database: string;
  objectDir: string;
  keyDir: string;
  checkpointDir: string;
  cityFile: string;
  publicUrl: string;
  faceWorkers: number;
  webDir: string;
}

/** Reads and checks the environment; throws one sentence that names every wrong variable. */
export function readEnv(source: Record<string, string | undefined>): Env {
  const parsed = Environment.safeParse(source);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`Configuration cannot be used: ${problems.join('; ')}`);
  }
  const raw = parsed.data;
  const dataDir = resolve(raw.LIFTTRUST_DATA_DIR);
  return {
    mode: raw.NODE_ENV,
    port: raw.LIFTTRUST_PORT,
    dataDir,
    database: raw.LIFTTRUST_DATABASE || `sqlite:${resolve(dataDir, 'lifttrust.sqlite')}`,
    objectDir: resolve(raw.LIFTTRUST_OBJECT_DIR || resolve(dataDir, 'objects')),
    keyDir: resolve(raw.LIFTTRUST_KEY_DIR || `${dataDir}-keys`),
    checkpointDir: resolve(raw.LIFTTRUST_CHECKPOINT_DIR || `${dataDir}-checkpoints`),
    cityFile: raw.LIFTTRUST_CITY_FILE,
    publicUrl: raw.LIFTTRUST_PUBLIC_URL || `http://127.0.0.1:${raw.LIFTTRUST_PORT}`,
    faceWorkers: raw.LIFTTRUST_FACE_WORKERS,
    webDir: raw.LIFTTRUST_WEB_DIR,
  };
}

let current: Env | null = null;

/** The one reader of process.env; checked when first asked, which is at start. */
export function env(): Env {
  current ??= readEnv(process.env);
  return current;
}

/** Tests start several services in one process, each with its own folders. */
export function useEnv(changed: Env): void {
  current = changed;
}
