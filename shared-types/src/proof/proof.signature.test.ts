import { createHash, createPrivateKey, createPublicKey, randomBytes, sign } from 'node:crypto';
import { fromBase64, fromHex, toBase64, toHex, utf8Bytes } from './proof.bytes';
import { canonicalJson, isCanonical, sha256OfText } from './proof.hash';
import { checkpointText, isReceiptGood, isSignedBy, keyIdOf, receiptText } from './proof.signature';

// RFC 8032 §7.1, tests 1 to 3: secret key, public key, message, signature.
const vectors = [
  [
    '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
] as const;

const privateKeyOf = (seed: string) =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.from(seed, 'hex')]),
    format: 'der',
    type: 'pkcs8',
  });

test('signatures of RFC 8032 are accepted, and node signs the same', () => {
  for (const [seed, publicKey, message, signature] of vectors) {
    const text = Buffer.from(message, 'hex').toString('latin1');
    const key = toBase64(fromHex(publicKey));
    expect(isSignedBy(key, text, toBase64(fromHex(signature)))).toBe(true);
    expect(sign(null, Buffer.from(text), privateKeyOf(seed)).toString('hex')).toBe(signature);
    const spki = createPublicKey(privateKeyOf(seed)).export({ format: 'der', type: 'spki' });
    expect(spki.subarray(-32).toString('hex')).toBe(publicKey);
  }
});

test('a signature with one bit changed, of another text or of another key is refused', () => {
  const [[, publicKey, , signature], [, otherKey]] = vectors;
  const key = toBase64(fromHex(publicKey));
  const bytes = fromHex(signature);
  expect(isSignedBy(key, 'x', toBase64(bytes))).toBe(false);
  expect(isSignedBy(toBase64(fromHex(otherKey)), '', toBase64(bytes))).toBe(false);
  bytes[5] = (bytes[5] ?? 0) ^ 1;
  expect(isSignedBy(key, '', toBase64(bytes))).toBe(false);
});

test('what is no signature or no key at all is refused without an error', () => {
  expect(isSignedBy('', '', '')).toBe(false);
  expect(isSignedBy('not base64!', '', 'AAAA')).toBe(false);
});

test('a receipt cannot be passed off as a checkpoint', () => {
  const shared = { version: 1 as const, logId: 'log', keyId: 'key', at: 1 };
  const receipt = receiptText({ ...shared, seq: 1, entryHash: '0' });
  expect(receipt).not.toBe(checkpointText({ ...shared, size: 1, root: '0' }));
  expect(receipt.split('\n')[0]).toBe('lifttrust/receipt/v1');
});

test('a receipt that names another key than the one it is checked with is refused', () => {
  const [seed, publicKey] = vectors[0];
  const key = toBase64(fromHex(publicKey));
  const draft = { version: 1 as const, logId: 'log', keyId: keyIdOf(key), seq: 1, entryHash: 'a', at: 5 };
  const signed = (receipt: typeof draft) => ({
    ...receipt,
    signature: sign(null, Buffer.from(receiptText(receipt)), privateKeyOf(seed)).toString('base64'),
  });
  expect(isReceiptGood(signed(draft), key)).toBe(true);
  expect(isReceiptGood({ ...signed(draft), at: 6 }, key)).toBe(false);
  expect(isReceiptGood(signed({ ...draft, keyId: '0000000000000000' }), key)).toBe(false);
});

test('canonical JSON is that of RFC 8785', () => {
  // The example of RFC 8785 §3.2.2 and the property order of §3.2.3.
  expect(
    canonicalJson({
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000f\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    }),
  ).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
      '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
  const keys = Object.keys(
    JSON.parse(canonicalJson({ '\u20ac': 1, '\r': 2, '\ufb33': 3, 1: 4, '\ud83d\ude00': 5, ö: 6 })),
  );
  expect(keys).toEqual(['1', '\r', 'ö', '\u20ac', '\ud83d\ude00', '\ufb33']);
  expect(() => canonicalJson(undefined)).toThrow();
  expect(() => canonicalJson({ a: Number.NaN })).toThrow();
});

test('a text is canonical in one form only', () => {
  expect(isCanonical('{"a":1,"b":[1,2]}')).toBe(true);
  for (const text of ['{"b":1,"a":2}', '{"a": 1}', '{"a":1,"a":2}', '{"a":1.0}', '{', '']) {
    expect(isCanonical(text)).toBe(false);
  }
});

test('hashes, UTF-8, base64 and hexadecimal agree with node', () => {
  for (const text of ['', 'abc', '曳引驱动电梯 · 半月维保', 'é😀𠮷', '\ud800x\udc00']) {
    expect(toHex(utf8Bytes(text))).toBe(Buffer.from(text, 'utf8').toString('hex'));
    expect(sha256OfText(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
  }
  for (let length = 0; length < 70; length += 1) {
    const bytes = randomBytes(length);
    expect(toBase64(bytes)).toBe(bytes.toString('base64'));
    expect(toHex(fromBase64(bytes.toString('base64')))).toBe(bytes.toString('hex'));
    expect(toHex(fromHex(bytes.toString('hex')))).toBe(bytes.toString('hex'));
  }
  expect(() => fromHex('ABCD')).toThrow();
  expect(() => fromBase64('A')).toThrow();
});
