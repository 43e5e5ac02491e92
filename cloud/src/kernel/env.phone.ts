import { z } from '@lifttrust/shared-types/kernel/zod';

const Template = z.strictObject({
  /** Number of the approved template in the provider's console. */
  id: z.string().regex(/^\d{1,20}$/, 'the number of an approved template'),
  /** What fills {1}, {2} … : labels of the card's facts, or 标题 or 正文. */
  parameters: z.array(z.string().min(1).max(20)).max(12),
});
export type PhoneTemplate = z.output<typeof Template>;

const shapeOfTemplates = 'one JSON object: message kind → {"id": "…", "parameters": ["…"]}';

const Templates = z
  .string()
  .default('')
  .transform((text, context): Record<string, PhoneTemplate> => {
    const parsed = z.record(z.string(), Template).safeParse(readJson(text || '{}'));
    if (parsed.success) return parsed.data;
    context.addIssue({ code: 'custom', path: [], message: shapeOfTemplates });
    return z.NEVER;
  });

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Text messages and calls through Tencent Cloud, under the key of LIFTTRUST_TENCENT_SECRET_ID. */
export const phoneVariables = {
  /** Application of the SMS console; empty: text messages are not connected. */
  LIFTTRUST_SMS_APP_ID: z.string().default(''),
  /** The approved signature, its words and not its number. */
  LIFTTRUST_SMS_SIGN: z.string().default(''),
  LIFTTRUST_SMS_TEMPLATES: Templates,
  /** Application of the voice console; empty: calls are not connected. */
  LIFTTRUST_VOICE_APP_ID: z.string().default(''),
  LIFTTRUST_VOICE_TEMPLATES: Templates,
  /** How long to wait for the provider's answer to one message, milliseconds. */
  LIFTTRUST_PHONE_TIMEOUT: z.coerce.number().int().min(100).max(30_000).default(5000),
};

const Raw = z.object({ ...phoneVariables, LIFTTRUST_TENCENT_SECRET_ID: z.string() });
type Raw = z.output<typeof Raw>;

export interface PhoneApp {
  appId: string;
  /** By kind of message. */
  templates: Record<string, PhoneTemplate>;
}

export interface PhoneEnv {
  sms: (PhoneApp & { sign: string }) | null;
  voice: PhoneApp | null;
  phoneTimeoutMs: number;
}

/** What is missing or contradicts itself; each names the variable to mend. */
export function phoneProblems(raw: Raw): { path: string; message: string }[] {
  const problems: { path: string; message: string }[] = [];
  if (!raw.LIFTTRUST_SMS_APP_ID !== !raw.LIFTTRUST_SMS_SIGN)
    problems.push({ path: 'LIFTTRUST_SMS_SIGN', message: 'application and signature belong together' });
  if ((raw.LIFTTRUST_SMS_APP_ID || raw.LIFTTRUST_VOICE_APP_ID) && !raw.LIFTTRUST_TENCENT_SECRET_ID)
    problems.push({
      path: 'LIFTTRUST_TENCENT_SECRET_ID',
      message: 'needed by LIFTTRUST_SMS_APP_ID and LIFTTRUST_VOICE_APP_ID',
    });
  return problems;
}

export function readPhone(raw: Raw): PhoneEnv {
  const { LIFTTRUST_SMS_APP_ID: smsApp, LIFTTRUST_VOICE_APP_ID: voiceApp } = raw;
  return {
    sms: smsApp
      ? { appId: smsApp, sign: raw.LIFTTRUST_SMS_SIGN, templates: raw.LIFTTRUST_SMS_TEMPLATES }
      : null,
    voice: voiceApp ? { appId: voiceApp, templates: raw.LIFTTRUST_VOICE_TEMPLATES } : null,
    phoneTimeoutMs: raw.LIFTTRUST_PHONE_TIMEOUT,
  };
}
