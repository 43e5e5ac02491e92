import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { keyIdOf } from '@lifttrust/shared-types/proof/proof.signature';
import { Init, Singleton } from '@midwayjs/core';
import { keyFile } from '../kernel/cipher';

const newKey = () =>
  Buffer.from(generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }));

/** Signs receipts and checkpoints with a key that is not in the database (DECISIONS 10). */
@Singleton()
export class LedgerSigner {
  private key: KeyObject;
  private verifyingKey: KeyObject;
  /** base64 of the 32 bytes. */
  publicKey: string;
  keyId: string;

  @Init()
  open(): void {
    this.key = createPrivateKey(keyFile('log-1.key', newKey));
    this.verifyingKey = createPublicKey(this.key);
    // The last 32 bytes of the SPKI form are the key itself.
    const spki = this.verifyingKey.export({ format: 'der', type: 'spki' });
    this.publicKey = spki.subarray(-32).toString('base64');
    this.keyId = keyIdOf(this.publicKey);
  }

  isSigned(text: string, signature: string): boolean {
    return verify(null, Buffer.from(text, 'utf8'), this.verifyingKey, Buffer.from(signature, 'base64'));
  }

  sign(text: string): string {
    return sign(null, Buffer.from(text, 'utf8'), this.key).toString('base64');
  }
}
