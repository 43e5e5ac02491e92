import { z } from '@lifttrust/shared-types/kernel/zod';

/**
 * Regions of mainland China in which Tencent offers face recognition and text messages. Personal data stay there, so
 * no other region is taken (docs/law/face-processor.md).
 */
export const mainlandRegions = [
  'ap-guangzhou',
  'ap-shanghai',
  'ap-nanjing',
  'ap-beijing',
  'ap-chengdu',
  'ap-chongqing',
] as const;

/** Variables of everything that is asked of Tencent Cloud, face providers included. */
export const tencentVariables = {
  /** One key for IAI, FaceID, text messages and voice; give it those products only. */
  LIFTTRUST_TENCENT_SECRET_ID: z.string().default(''),
  LIFTTRUST_TENCENT_SECRET_KEY: z.string().default(''),
  /** Only with temporary credentials. */
  LIFTTRUST_TENCENT_TOKEN: z.string().default(''),
  LIFTTRUST_TENCENT_REGION: z
    .enum(mainlandRegions, { error: `one of ${mainlandRegions.join(', ')}: data stay in mainland China` })
    .default('ap-guangzhou'),
  /**
   * Where the service is reached; `{service}` stands for iai, faceid, sms … Without `{service}` it is a gateway that is
   * dialled instead, while requests stay addressed to and signed for {service}.tencentcloudapi.com.
   */
  LIFTTRUST_TENCENT_API: z
    .string()
    .regex(/^https?:\/\/[^/\s]+\/?$/, 'an address such as https://{service}.tencentcloudapi.com')
    .default('https://{service}.tencentcloudapi.com'),
  /** Who compares faces: our own engine, Tencent's face recognition, or Tencent's face verification page. */
  LIFTTRUST_FACE_PROVIDER: z.enum(['local', 'iai', 'faceid']).default('local'),
  /** How long to wait for one answer about a face, milliseconds; four of them must fit into a phone's patience (30 s). */
  LIFTTRUST_FACE_TIMEOUT: z.coerce.number().int().min(100).max(6000).default(4000),
  /**
   * Whether IAI's positive yaw means the person's own left (`left`) or right. Its documentation does not say; the first
   * checks with real pictures do: if honest ones come to review as left and right exchanged, it is the other.
   */
  LIFTTRUST_IAI_YAW: z.enum(['left', 'right']).default('left'),
  /** The business flow (业务流程) of the FaceID console. */
  LIFTTRUST_FACEID_RULE_ID: z.string().default(''),
};

const Raw = z.object(tencentVariables);
type Raw = z.output<typeof Raw>;

export interface TencentAccess {
  secretId: string;
  secretKey: string;
  /** Null with a permanent key. */
  token: string | null;
  region: string;
  api: string;
}

export type FaceProviderName = Raw['LIFTTRUST_FACE_PROVIDER'];

export interface TencentEnv {
  /** Null without a key: nothing is asked of Tencent Cloud. */
  tencent: TencentAccess | null;
  faceProvider: FaceProviderName;
  faceTimeoutMs: number;
  iaiYaw: 'left' | 'right';
  faceidRuleId: string;
}

/** A gateway on the same machine may be spoken to in plain HTTP. */
const isPlainAbroad = (api: string) => /^http:\/\/(?!(127\.0\.0\.1|localhost)(:|\/|$))/.test(api);

/** What is missing or contradicts itself; each names the variable to mend. */
export function tencentProblems(raw: Raw): { path: string; message: string }[] {
  const problems: { path: string; message: string }[] = [];
  if (!raw.LIFTTRUST_TENCENT_SECRET_ID !== !raw.LIFTTRUST_TENCENT_SECRET_KEY)
    problems.push({ path: 'LIFTTRUST_TENCENT_SECRET_KEY', message: 'id and key belong together' });
  if (isPlainAbroad(raw.LIFTTRUST_TENCENT_API))
    problems.push({
      path: 'LIFTTRUST_TENCENT_API',
      message: 'plain http would carry faces and numbers unencrypted: https, or a gateway on this machine',
    });
  if (raw.LIFTTRUST_FACE_PROVIDER !== 'local' && !raw.LIFTTRUST_TENCENT_SECRET_ID)
    problems.push({
      path: 'LIFTTRUST_TENCENT_SECRET_ID',
      message: `needed by LIFTTRUST_FACE_PROVIDER=${raw.LIFTTRUST_FACE_PROVIDER}`,
    });
  if (raw.LIFTTRUST_FACE_PROVIDER === 'faceid' && !raw.LIFTTRUST_FACEID_RULE_ID)
    problems.push({
      path: 'LIFTTRUST_FACEID_RULE_ID',
      message: 'needed by LIFTTRUST_FACE_PROVIDER=faceid',
    });
  return problems;
}

export function readTencent(raw: Raw): TencentEnv {
  const access = {
    secretId: raw.LIFTTRUST_TENCENT_SECRET_ID,
    secretKey: raw.LIFTTRUST_TENCENT_SECRET_KEY,
    token: raw.LIFTTRUST_TENCENT_TOKEN || null,
    region: raw.LIFTTRUST_TENCENT_REGION,
    api: raw.LIFTTRUST_TENCENT_API,
  };
  return {
    tencent: access.secretId ? access : null,
    faceProvider: raw.LIFTTRUST_FACE_PROVIDER,
    faceTimeoutMs: raw.LIFTTRUST_FACE_TIMEOUT,
    iaiYaw: raw.LIFTTRUST_IAI_YAW,
    faceidRuleId: raw.LIFTTRUST_FACEID_RULE_ID,
  };
}
