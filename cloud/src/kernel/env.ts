import { resolve } from 'node:path';
import { z } from '@lifttrust/shared-types/kernel/zod';
import { type ChatEnv, chatProblems, chatVariables, readChat } from './env.chat';
import { type DingtalkAccess, dingtalkProblems, dingtalkVariables, readDingtalk } from './env.dingtalk';
import {
  type OperationEnv,
  operationProblems,
  operationVariables,
  readOperation,
  withPassword,
  withSecretFiles,
} from './env.operation';
import { type PhoneEnv, phoneProblems, phoneVariables, readPhone } from './env.phone';
import { readScan, type ScanEnv, scanVariables } from './env.scan';
import { readStorage, type StorageEnv, storageProblems, storageVariables } from './env.storage';
import { readTencent, type TencentEnv, tencentProblems, tencentVariables } from './env.tencent';

const Environment = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  LIFTTRUST_PORT: z.coerce.number().int().min(0).max(65_535).default(7001),
  /** Everything the service writes by default: database, objects, keys, checkpoints. */
  LIFTTRUST_DATA_DIR: z.string().default('data'),
  /** `sqlite:<file>`, `mysql://…` or `mariadb://…`. */
  LIFTTRUST_DATABASE: z.string().default(''),
  /** Keys and exported checkpoints lie outside the database, in production on another disk (DECISIONS 10). */
  LIFTTRUST_KEY_DIR: z.string().default(''),
  LIFTTRUST_CHECKPOINT_DIR: z.string().default(''),
  LIFTTRUST_CITY_FILE: z.string().default(''),
  /** Address printed into codes and links. */
  LIFTTRUST_PUBLIC_URL: z.string().default(''),
  LIFTTRUST_FACE_WORKERS: z.coerce.number().int().min(0).max(16).default(1),
  /** Folder with `console/` and `app/` builds to serve; empty: none. */
  LIFTTRUST_WEB_DIR: z.string().default(''),
  ...dingtalkVariables,
  /** The city's WeChat mini-program; empty: that way of signing in is not connected. */
  LIFTTRUST_WECHAT_APP_ID: z.string().default(''),
  LIFTTRUST_WECHAT_APP_SECRET: z.string().default(''),
  LIFTTRUST_WECHAT_API: z.url().default('https://api.weixin.qq.com'),
  /** The file by which WeChat sees that the addresses `/l/…` are ours: its name, and what it says. */
  LIFTTRUST_WECHAT_LINK_FILE: z
    .string()
    .regex(/^([\w-]{1,80}\.txt)?$/, 'is the name of the file that WeChat gives out, ending in .txt')
    .default(''),
  LIFTTRUST_WECHAT_LINK_TEXT: z.string().trim().max(500).default(''),
  /** How long to wait for a platform's answer, milliseconds. */
  LIFTTRUST_PLATFORM_TIMEOUT: z.coerce.number().int().min(100).max(60_000).default(5000),
  ...chatVariables,
  ...tencentVariables,
  ...phoneVariables,
  ...storageVariables,
  ...scanVariables,
  ...operationVariables,
});

/** Every variable there is; a secret `X` may also come as `X_FILE`, the name of a file that holds it. */
export const environmentNames: readonly string[] = Object.keys(Environment.shape);

/** Credentials come in pairs: one without the other is a mistake, not a choice. */
const Checked = Environment.refine(
  (raw) => !raw.LIFTTRUST_WECHAT_APP_ID === !raw.LIFTTRUST_WECHAT_APP_SECRET,
  { path: ['LIFTTRUST_WECHAT_APP_SECRET'], message: 'id and secret belong together' },
)
  .refine((raw) => !raw.LIFTTRUST_WECHAT_LINK_FILE === !raw.LIFTTRUST_WECHAT_LINK_TEXT, {
    path: ['LIFTTRUST_WECHAT_LINK_TEXT'],
    message: 'name and text of the file belong together',
  })
  .superRefine((raw, found) => {
    for (const { path, message } of [
      ...dingtalkProblems(raw),
      ...chatProblems(raw),
      ...tencentProblems(raw),
      ...phoneProblems(raw),
      ...storageProblems(raw),
      ...operationProblems(raw),
    ])
      found.addIssue({ code: 'custom', path: [path], message });
  });

export interface WechatAccess {
  appId: string;
  appSecret: string;
  api: string;
}

export interface Env extends ChatEnv, TencentEnv, PhoneEnv, ScanEnv, StorageEnv, OperationEnv {
  mode: 'development' | 'production' | 'test';
  port: number;
  dataDir: string;
  database: string;
  keyDir: string;
  checkpointDir: string;
  cityFile: string;
  publicUrl: string;
  faceWorkers: number;
  webDir: string;
  dingtalk: DingtalkAccess | null;
  wechat: WechatAccess | null;
  wechatLinkFile: { name: string; text: string } | null;
  platformTimeoutMs: number;
}

/** Reads and checks the environment; throws one sentence that names every wrong variable. */
export function readEnv(source: Record<string, string | undefined>): Env {
  const parsed = Checked.safeParse(withSecretFiles(source, environmentNames));
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
    database:
      withPassword(raw.LIFTTRUST_DATABASE, raw.LIFTTRUST_DATABASE_PASSWORD) ||
      `sqlite:${resolve(dataDir, 'lifttrust.sqlite')}`,
    keyDir: resolve(raw.LIFTTRUST_KEY_DIR || `${dataDir}-keys`),
    checkpointDir: resolve(raw.LIFTTRUST_CHECKPOINT_DIR || `${dataDir}-checkpoints`),
    cityFile: raw.LIFTTRUST_CITY_FILE,
    publicUrl: raw.LIFTTRUST_PUBLIC_URL || `http://127.0.0.1:${raw.LIFTTRUST_PORT}`,
    faceWorkers: raw.LIFTTRUST_FACE_WORKERS,
    webDir: raw.LIFTTRUST_WEB_DIR,
    ...platforms(raw),
    ...readChat(raw),
    ...readTencent(raw),
    ...readPhone(raw),
    ...readStorage(raw, dataDir),
    ...readScan(raw),
    ...readOperation(raw, raw.NODE_ENV),
  };
}

function platforms(
  raw: z.output<typeof Environment>,
): Pick<Env, 'dingtalk' | 'wechat' | 'wechatLinkFile' | 'platformTimeoutMs'> {
  const { LIFTTRUST_WECHAT_APP_ID: appId, LIFTTRUST_WECHAT_LINK_FILE: name } = raw;
  const wechat = { appId, appSecret: raw.LIFTTRUST_WECHAT_APP_SECRET, api: raw.LIFTTRUST_WECHAT_API };
  return {
    dingtalk: readDingtalk(raw),
    wechat: appId ? wechat : null,
    wechatLinkFile: name ? { name, text: raw.LIFTTRUST_WECHAT_LINK_TEXT } : null,
    platformTimeoutMs: raw.LIFTTRUST_PLATFORM_TIMEOUT,
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
