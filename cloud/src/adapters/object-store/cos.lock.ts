import { z } from '@lifttrust/shared-types/kernel/zod';
import type COS from 'cos-nodejs-sdk-v5';
import { OutsideError } from '../outside/outside.error';
import { statusOf, toOutsideError } from './cos.trouble';

/** What a bucket can do to keep objects from being changed or deleted. */
export interface BucketLock {
  /** Objects may carry a retention of their own. */
  canLock: boolean;
  /** Objects without one get the bucket's: then nothing can be deleted, not even what the law wants gone. */
  locksEverything: boolean;
}

const Answer = z.object({
  ObjectLockConfiguration: z
    .union([
      z.literal(''),
      z.object({
        ObjectLockEnabled: z.string().optional(),
        Rule: z.object({ DefaultRetention: z.object({ Days: z.string() }).optional() }).optional(),
      }),
    ])
    .optional(),
});

/** How buckets without the function answer, besides 404. */
const unsupported = new Set([
  'InvalidRequest',
  'MethodNotAllowed',
  'NotImplemented',
  'OperationNotSupported',
]);

/** GET Bucket ObjectLockConfiguration, which the vendor's client does not know by name. */
export async function readLock(
  cos: COS,
  place: { Bucket: string; Region: string },
  service: string,
): Promise<BucketLock> {
  let answer: unknown;
  try {
    answer = await cos.request({ ...place, Method: 'GET', Action: 'object-lock' });
  } catch (error) {
    const told = toOutsideError(service, error);
    const hasNone = statusOf(error) === 404 && told.code !== 'NoSuchBucket';
    if (hasNone || unsupported.has(told.code)) return { canLock: false, locksEverything: false };
    throw told;
  }
  const parsed = Answer.safeParse(answer);
  if (!parsed.success || parsed.data.ObjectLockConfiguration === undefined)
    throw new OutsideError(service, 'temporary', 'nonsense', 'no answer about object lock');
  const configuration = parsed.data.ObjectLockConfiguration || {};
  return {
    canLock: configuration.ObjectLockEnabled === 'Enabled',
    locksEverything: configuration.Rule?.DefaultRetention !== undefined,
  };
}
