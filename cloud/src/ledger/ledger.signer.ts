import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { keyIdOf } from '@lifttrust/shared-types/proof/proof.signature';
import { Init, Singleton } from '@midwayjs/core';
import { keyFile } from '../kernel/cipher';

const newKey = () =>
  Buffer.from(generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }));

/** Signs receipts and checkpoints with a key that is not in the database (DECISIONS 10). */
@Singleton()
export class LedgerSigner {
  private key: KeyObject;
  /** base64 of the 32 bytes. */
  publicKey: string;
  keyId: string;

  @Init()
  open(): void {
    this.key = createPrivateKey(keyFile('log-1.key', newKey));
    // The last 32 bytes of the SPKI form are the key itself.
    const spki = createPublicKey(this.key).export({ format: 'der', type: 'spki' });
    this.publicKey = spki.subarray(-32).toString('base64');
    this.keyId = keyIdOf(this.publicKey);
  }

  sign(text: string): string {
    return sign(null, Buffer.from(text, 'utf8'), this.key).toString('base64');
  }
}
