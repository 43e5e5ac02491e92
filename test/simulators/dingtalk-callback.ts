import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

export interface Callback {
  query: { msg_signature: string; timestamp: string; nonce: string };
  body: { encrypt: string };
}

/** What DingTalk puts into a callback, and how it reads the answer: written from its documentation, not from ours. */
export class DingtalkCallbacks {
  constructor(
    readonly token = 'exampletoken',
    readonly aesKey = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
    readonly owner = 'dingexamplekey',
  ) {}

  seal(event: unknown, at = Date.now(), nonce = randomBytes(4).toString('hex')): Callback {
    const encrypt = this.encrypt(typeof event === 'string' ? event : JSON.stringify(event));
    const timestamp = String(at);
    return {
      query: { msg_signature: this.sign(timestamp, nonce, encrypt), timestamp, nonce },
      body: { encrypt },
    };
  }

  /** The word in an answer; throws when its signature or shape is not as DingTalk expects it. */
  read(answer: { msg_signature: string; timeStamp: string; nonce: string; encrypt: string }): string {
    if (this.sign(answer.timeStamp, answer.nonce, answer.encrypt) !== answer.msg_signature)
      throw new Error('signature of the answer');
    const decipher = createDecipheriv('aes-256-cbc', this.key, this.key.subarray(0, 16)).setAutoPadding(
      false,
    );
    const plain = Buffer.concat([decipher.update(answer.encrypt, 'base64'), decipher.final()]);
    const text = plain.subarray(0, plain.length - plain.readUInt8(plain.length - 1));
    const length = text.readUInt32BE(16);
    if (text.subarray(20 + length).toString() !== this.owner) throw new Error('owner of the answer');
    return text.subarray(20, 20 + length).toString();
  }

  /** Delivers one callback as DingTalk does. */
  async post(address: string, callback: Callback): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${address}?${new URLSearchParams(callback.query)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(callback.body),
    });
    return { status: response.status, body: await response.json() };
  }

  private get key(): Buffer {
    return Buffer.from(`${this.aesKey}=`, 'base64');
  }

  private encrypt(text: string): string {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(Buffer.byteLength(text));
    const plain = Buffer.concat([randomBytes(16), length, Buffer.from(text + this.owner)]);
    const fill = 32 - (plain.length % 32);
    const cipher = createCipheriv('aes-256-cbc', this.key, this.key.subarray(0, 16)).setAutoPadding(false);
    return (
      cipher.update(Buffer.concat([plain, Buffer.alloc(fill, fill)])).toString('base64') +
      cipher.final('base64')
    );
  }

  private sign(timestamp: string, nonce: string, encrypt: string): string {
    return createHash('sha1').update([this.token, timestamp, nonce, encrypt].sort().join('')).digest('hex');
  }
}
