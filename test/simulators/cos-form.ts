import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';
import { CosRefusal } from './cos-error';
import { type CosKey, hmac, isSame, keyFor, sha1 } from './cos-signature';

export interface PostedForm {
  fields: Record<string, string>;
  bytes: Buffer;
}

/** The form of a POST Object: fields first, the file last. */
export function readForm(request: IncomingMessage): Promise<PostedForm> {
  return new Promise((resolve, reject) => {
    const broken = () => reject(new CosRefusal('MalformedPOSTRequest'));
    const fields: Record<string, string> = {};
    const chunks: Buffer[] = [];
    let hasFile = false;
    let parser: busboy.Busboy;
    try {
      parser = busboy({ headers: request.headers });
    } catch {
      broken();
      return;
    }
    parser.on('field', (name, value) => {
      // What comes after the file is not read.
      if (!hasFile) fields[name] = value;
    });
    parser.on('file', (name, stream) => {
      hasFile = name === 'file';
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', broken);
    });
    parser.on('error', broken);
    parser.on('close', () => (hasFile ? resolve({ fields, bytes: Buffer.concat(chunks) }) : broken()));
    request.on('aborted', broken);
    request.pipe(parser);
  });
}

type Condition = Record<string, string> | [string, string | number, string | number];

function policyOf(text: string): { expiration: number; conditions: Condition[] } {
  try {
    const { expiration, conditions } = JSON.parse(text) as { expiration: string; conditions: Condition[] };
    if (!Array.isArray(conditions) || Number.isNaN(Date.parse(expiration))) throw new Error();
    return { expiration: Date.parse(expiration) / 1000, conditions };
  } catch {
    throw new CosRefusal(
      'InvalidPolicyDocument',
      'You must provide condition if you specify a policy in post object request.',
    );
  }
}

function mustMeet(condition: Condition, known: Record<string, string>, size: number): void {
  const differs = (name: string, value: unknown) =>
    new CosRefusal('AccessDenied', `Condition key ${name} doesn't match the value ${String(value)}`);
  if (!Array.isArray(condition)) {
    for (const [name, value] of Object.entries(condition)) {
      if (known[name.toLowerCase()] !== value) throw differs(name, value);
    }
    return;
  }
  const [kind, first, second] = condition;
  if (kind === 'content-length-range') {
    if (size > Number(second)) throw new CosRefusal('EntityTooLarge');
    if (size < Number(first)) throw new CosRefusal('EntityTooSmall');
    return;
  }
  const name = String(first).replace(/^\$/, '');
  const value = known[name.toLowerCase()] ?? '';
  const isMet = kind === 'starts-with' ? value.startsWith(String(second)) : kind === 'eq' && value === second;
  if (!isMet) throw differs(name, second);
}

/** Signature, expiry and conditions of a form's policy, which a private bucket demands. */
export function verifyPolicy(
  keys: readonly CosKey[],
  bucket: string,
  { fields, bytes }: PostedForm,
  now: number,
): CosKey {
  const { policy = '', 'q-key-time': keyTime = '' } = fields;
  if (fields['q-sign-algorithm'] !== 'sha1') throw new CosRefusal('AccessDenied', 'q-sign-algorithm');
  const key = keyFor(keys, fields['q-ak'], fields['x-cos-security-token'], now);
  const text = Buffer.from(policy, 'base64').toString('utf8');
  if (!isSame(hmac(hmac(key.secretKey, keyTime), sha1(text)), fields['q-signature'] ?? ''))
    throw new CosRefusal('SignatureDoesNotMatch', 'The Signature you specified is invalid.');
  const { expiration, conditions } = policyOf(text);
  const [from = Number.NaN, until = Number.NaN] = keyTime.split(';').map(Number);
  if (!(now >= from && now <= until)) throw new CosRefusal('AccessDenied', 'Request has expired');
  if (now > expiration)
    throw new CosRefusal(
      'AccessDenied',
      `You post object request has been expired, expiration time: ${expiration} but the time now : ${now}`,
    );
  const named = new Set(conditions.flatMap((one) => (Array.isArray(one) ? [] : Object.keys(one))));
  for (const must of ['q-sign-algorithm', 'q-ak', 'q-sign-time']) {
    if (!named.has(must)) throw new CosRefusal('InvalidPolicyDocument', `missing condition ${must}`);
  }
  const given = Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value]);
  const known = Object.fromEntries([...given, ['bucket', bucket], ['q-sign-time', keyTime]]);
  for (const condition of conditions) mustMeet(condition, known, bytes.length);
  return key;
}
