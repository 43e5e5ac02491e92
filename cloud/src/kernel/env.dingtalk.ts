import { z } from '@lifttrust/shared-types/kernel/zod';

/** The city's DingTalk application: sign-in, address book, events. */
export const dingtalkVariables = {
  LIFTTRUST_DINGTALK_APP_KEY: z.string().default(''),
  LIFTTRUST_DINGTALK_APP_SECRET: z.string().default(''),
  LIFTTRUST_DINGTALK_API: z.url().default('https://api.dingtalk.com'),
  LIFTTRUST_DINGTALK_OAPI: z.url().default('https://oapi.dingtalk.com'),
  /** The corporation whose address book is the book of accounts; empty: the address book is not connected. */
  LIFTTRUST_DINGTALK_CORP_ID: z.string().default(''),
  /** Calls a second that the corporation's edition allows for one application: 20 standard, 40 professional. */
  LIFTTRUST_DINGTALK_RATE: z.coerce.number().positive().max(1000).default(20),
  /** Signature token and EncodingAESKey of the HTTP event subscription; empty: events come by stream or not at all. */
  LIFTTRUST_DINGTALK_EVENT_TOKEN: z.string().default(''),
  LIFTTRUST_DINGTALK_EVENT_KEY: z.string().default(''),
  /** `on`: events come over a connection that we open (Stream mode). */
  LIFTTRUST_DINGTALK_STREAM: z.enum(['on', 'off']).default('off'),
};

type Raw = { [name in keyof typeof dingtalkVariables]: z.output<(typeof dingtalkVariables)[name]> };

export interface DingtalkAccess {
  appKey: string;
  appSecret: string;
  api: string;
  oapi: string;
  corpId: string;
  /** Calls a second. */
  rate: number;
  /** Null: no HTTP event subscription. */
  events: { token: string; aesKey: string } | null;
  hasStream: boolean;
}

/** Credentials come in pairs: one without the other is a mistake, not a choice. */
export function dingtalkProblems(raw: Raw): { path: string; message: string }[] {
  const { LIFTTRUST_DINGTALK_EVENT_KEY: key, LIFTTRUST_DINGTALK_EVENT_TOKEN: token } = raw;
  return [
    !raw.LIFTTRUST_DINGTALK_APP_KEY !== !raw.LIFTTRUST_DINGTALK_APP_SECRET && {
      path: 'LIFTTRUST_DINGTALK_APP_SECRET',
      message: 'key and secret belong together',
    },
    !key !== !token && { path: 'LIFTTRUST_DINGTALK_EVENT_KEY', message: 'token and key belong together' },
    key !== '' &&
      !/^[0-9A-Za-z]{43}$/.test(key) && {
        path: 'LIFTTRUST_DINGTALK_EVENT_KEY',
        message: 'the EncodingAESKey has 43 letters and digits',
      },
  ].filter((problem) => problem !== false);
}

export function readDingtalk(raw: Raw): DingtalkAccess | null {
  const { LIFTTRUST_DINGTALK_EVENT_TOKEN: token, LIFTTRUST_DINGTALK_EVENT_KEY: aesKey } = raw;
  if (!raw.LIFTTRUST_DINGTALK_APP_KEY) return null;
  return {
    appKey: raw.LIFTTRUST_DINGTALK_APP_KEY,
    appSecret: raw.LIFTTRUST_DINGTALK_APP_SECRET,
    api: raw.LIFTTRUST_DINGTALK_API,
    oapi: raw.LIFTTRUST_DINGTALK_OAPI,
    corpId: raw.LIFTTRUST_DINGTALK_CORP_ID,
    rate: raw.LIFTTRUST_DINGTALK_RATE,
    events: token ? { token, aesKey } : null,
    hasStream: raw.LIFTTRUST_DINGTALK_STREAM === 'on',
  };
}
