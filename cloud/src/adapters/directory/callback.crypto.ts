import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Why a callback is not believed; for the log, never for the sender. */
export type Disbelief = 'signature' | 'padding' | 'length' | 'owner';
export type Opened = { text: string } | { disbelief: Disbelief };

export interface SealedCallback {
  signature: string;
  timestamp: string;
  nonce: string;
  encrypt: string;
}

const ivBytes = 16;
const randomLength = 16;
const lengthBytes = 4;
const block = 32;

/**
 * Callbacks of DingTalk's event subscription: SHA-1 over the sorted token, timestamp, nonce and ciphertext;
 * AES-256-CBC with PKCS#7 to 32 bytes over 16 random bytes, the length (big endian), the message and its owner.
 * @basis DingTalk open platform, 配置事件订阅, 消息加解密; vector of github.com/open-dingtalk/DingTalk-Callback-Crypto
 */
export class CallbackCrypto {
  private readonly key: Buffer;

  /** `owners`: whose callbacks are ours, the application's key or the corporation's id; the first signs our answers. */
  constructor(
    private readonly token: string,
    aesKey: string,
    private readonly owners: readonly string[],
  ) {
    this.key = Buffer.from(`${aesKey}=`, 'base64');
    if (this.key.length !== 32) throw new Error('the EncodingAESKey has 43 signs of base64');
  }

  open({ signature, timestamp, nonce, encrypt }: SealedCallback): Opened {
    const expected = Buffer.from(this.sign(timestamp, nonce, encrypt));
    const given = Buffer.from(signature);
    if (expected.length !== given.length || !timingSafeEqual(expected, given))
      return { disbelief: 'signature' };
    const plain = this.decrypted(encrypt);
    if (!plain || plain.length < randomLength + lengthBytes) return { disbelief: 'padding' };
    const begin = randomLength + lengthBytes;
    const end = begin + plain.readUInt32BE(randomLength);
    if (end > plain.length) return { disbelief: 'length' };
    if (!this.owners.includes(plain.subarray(end).toString())) return { disbelief: 'owner' };
    return { text: plain.subarray(begin, end).toString() };
  }

  /** An answer as DingTalk expects it; `success` is the only one it takes for good. */
  seal(text: string, at: number) {
    const message = Buffer.from(text);
    const length = Buffer.alloc(lengthBytes);
    length.writeUInt32BE(message.length);
    const parts = [randomBytes(randomLength / 2).toString('hex'), length, message, this.owners[0] ?? ''];
    const plain = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
    const padding = block - (plain.length % block);
    const cipher = createCipheriv('aes-256-cbc', this.key, this.key.subarray(0, ivBytes)).setAutoPadding(
      false,
    );
    const padded = Buffer.concat([plain, Buffer.alloc(padding, padding)]);
    const encrypt = Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
    const [timeStamp, nonce] = [String(at), randomBytes(8).toString('hex')];
    return { msg_signature: this.sign(timeStamp, nonce, encrypt), timeStamp, nonce, encrypt };
  }

  private sign(timestamp: string, nonce: string, encrypt: string): string {
    const parts = [this.token, timestamp, nonce, encrypt].sort();
    return createHash('sha1').update(parts.join('')).digest('hex');
  }

  private decrypted(encrypt: string): Buffer | null {
    const bytes = Buffer.from(encrypt, 'base64');
    if (bytes.length === 0 || bytes.length % ivBytes !== 0) return null;
    const iv = this.key.subarray(0, ivBytes);
    const decipher = createDecipheriv('aes-256-cbc', this.key, iv).setAutoPadding(false);
    const padded = Buffer.concat([decipher.update(bytes), decipher.final()]);
    const padding = padded[padded.length - 1] ?? 0;
    return padding < 1 || padding > block ? null : padded.subarray(0, padded.length - padding);
  }
}
