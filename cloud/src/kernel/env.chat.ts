import { z } from '@lifttrust/shared-types/kernel/zod';

const SubscribeTemplate = z.strictObject({
  /** Number of the chosen template in the mini-program's console. */
  id: z.string().min(1).max(64),
  /** Field of the template (`thing1`, `time2` …) → label of the card's facts, or 标题 or 正文. */
  fields: z.record(z.string().regex(/^[a-z_]{3,24}\d{1,3}$/), z.string().min(1).max(20)),
});
export type SubscribeTemplate = z.output<typeof SubscribeTemplate>;

/** A table by kind of message, as JSON text; empty: none. */
const byKind = <T extends z.ZodType>(shape: T, example: string) =>
  z
    .string()
    .default('')
    .transform((text, context): Record<string, z.output<T>> => {
      const parsed = z.record(z.string(), shape).safeParse(readJson(text || '{}'));
      if (parsed.success) return parsed.data;
      context.addIssue({ code: 'custom', path: [], message: `one JSON object: message kind → ${example}` });
      return z.NEVER;
    });

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Messages through the chat platforms, under the keys of sign-in. */
export const chatVariables = {
  /** AgentId of the application; empty: no work notifications and no cards. */
  LIFTTRUST_DINGTALK_AGENT_ID: z.string().regex(/^\d*$/, 'digits only').default(''),
  /** Id of the mini-program that work notifications open; empty: they show no button. */
  LIFTTRUST_DINGTALK_MINI_APP_ID: z.string().default(''),
  /** Published card templates; kinds without one go as work notifications. */
  LIFTTRUST_DINGTALK_CARDS: byKind(z.string().min(1).max(100), '"number of the card template"'),
  /** Ours, under which DingTalk signs what people press on a card; needed by cards unless events come by stream. */
  LIFTTRUST_DINGTALK_CARD_SECRET: z.string().default(''),
  LIFTTRUST_WECHAT_TEMPLATES: byKind(SubscribeTemplate, '{"id": "…", "fields": {"thing1": "标题"}}'),
  /** Which edition of the mini-program a message opens. */
  LIFTTRUST_WECHAT_STATE: z.enum(['formal', 'trial', 'developer']).default('formal'),
};

const Raw = z.object({
  ...chatVariables,
  LIFTTRUST_DINGTALK_APP_KEY: z.string(),
  LIFTTRUST_DINGTALK_STREAM: z.string().default('off'),
  LIFTTRUST_WECHAT_APP_ID: z.string(),
});
type Raw = z.output<typeof Raw>;

export interface DingtalkMessages {
  agentId: string;
  miniAppId: string;
  /** By kind of message. */
  cards: Record<string, string>;
  cardSecret: string;
}

export interface ChatEnv {
  dingtalkMessages: DingtalkMessages | null;
  wechatMessages: {
    templates: Record<string, SubscribeTemplate>;
    state: 'formal' | 'trial' | 'developer';
  } | null;
}

/** What is missing or contradicts itself; each names the variable to mend. */
export function chatProblems(raw: Raw): { path: string; message: string }[] {
  const hasCards = Object.keys(raw.LIFTTRUST_DINGTALK_CARDS).length > 0;
  const hasTemplates = Object.keys(raw.LIFTTRUST_WECHAT_TEMPLATES).length > 0;
  const agent = raw.LIFTTRUST_DINGTALK_AGENT_ID;
  return [
    agent !== '' &&
      !raw.LIFTTRUST_DINGTALK_APP_KEY && {
        path: 'LIFTTRUST_DINGTALK_APP_KEY',
        message: 'needed by LIFTTRUST_DINGTALK_AGENT_ID',
      },
    hasCards &&
      raw.LIFTTRUST_DINGTALK_STREAM !== 'on' &&
      raw.LIFTTRUST_DINGTALK_CARD_SECRET.length < 16 && {
        path: 'LIFTTRUST_DINGTALK_CARD_SECRET',
        message: 'needed by LIFTTRUST_DINGTALK_CARDS, at least 16 characters',
      },
    hasCards &&
      agent === '' && { path: 'LIFTTRUST_DINGTALK_AGENT_ID', message: 'needed by LIFTTRUST_DINGTALK_CARDS' },
    hasTemplates &&
      !raw.LIFTTRUST_WECHAT_APP_ID && {
        path: 'LIFTTRUST_WECHAT_APP_ID',
        message: 'needed by LIFTTRUST_WECHAT_TEMPLATES',
      },
  ].filter((problem) => problem !== false);
}

export function readChat(raw: Raw): ChatEnv {
  const templates = raw.LIFTTRUST_WECHAT_TEMPLATES;
  return {
    dingtalkMessages: raw.LIFTTRUST_DINGTALK_AGENT_ID
      ? {
          agentId: raw.LIFTTRUST_DINGTALK_AGENT_ID,
          miniAppId: raw.LIFTTRUST_DINGTALK_MINI_APP_ID,
          cards: raw.LIFTTRUST_DINGTALK_CARDS,
          cardSecret: raw.LIFTTRUST_DINGTALK_CARD_SECRET,
        }
      : null,
    wechatMessages:
      Object.keys(templates).length > 0 ? { templates, state: raw.LIFTTRUST_WECHAT_STATE } : null,
  };
}
