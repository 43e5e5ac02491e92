import { createHash, createHmac } from 'node:crypto';
import type { CosAccess } from '../../kernel/env.storage';
import type { UploadGrant, UploadWish } from './port';

const hmac = (key: string, text: string) => createHmac('sha1', key).update(text).digest('hex');
const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');
/** Our clock and the vendor's may differ this much before a fresh grant is refused as not yet good. */
const earlySeconds = 300;

const address = ({ domain, protocol, bucket, region }: CosAccess): string => {
  const host = (domain ?? '{Bucket}.cos.{Region}.myqcloud.com')
    .replaceAll('{Bucket}', bucket)
    .replaceAll('{Region}', region);
  return `${protocol}//${host.replace(/\/$/, '')}/`;
};

/**
 * A form by which exactly one object may be posted: this key, this type, this many bytes, until then. The signature
 * covers every field, so that a phone can change none (POST Object, signature protection).
 */
export function postGrant(access: CosAccess, wish: UploadWish): UploadGrant {
  const from = Math.floor(wish.from / 1000) - earlySeconds;
  const keyTime = `${from};${Math.floor(wish.until / 1000)}`;
  const fields: Record<string, string> = {
    key: wish.key,
    'Content-Type': wish.contentType,
    // 204, the default, is a failure to some phones' clients.
    success_action_status: '200',
    'q-sign-algorithm': 'sha1',
    'q-ak': access.secretId,
    ...(access.token ? { 'x-cos-security-token': access.token } : {}),
  };
  const policy = JSON.stringify({
    expiration: new Date(wish.until).toISOString(),
    conditions: [
      { bucket: access.bucket },
      ...Object.entries(fields).map(([name, value]) => ({ [name]: value })),
      { 'q-sign-time': keyTime },
      ['content-length-range', wish.bytes, wish.bytes],
    ],
  });
  return {
    url: access.uploadUrl ?? address(access),
    name: 'file',
    fields: {
      ...fields,
      policy: Buffer.from(policy).toString('base64'),
      'q-key-time': keyTime,
      'q-signature': hmac(hmac(access.secretKey, keyTime), sha1(policy)),
    },
  };
}
