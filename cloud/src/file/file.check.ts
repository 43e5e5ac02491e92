import { createHash } from 'node:crypto';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { instantInWords } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { LocalObjectStore } from '../adapters/object-store/local';
import type { Ctx } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { visitOfFile } from './file.query';
import { perceptualHash, pictureFacts, watermarked } from './picture';
import type { StoredFile } from './stored-file.entity';

type Kept = Pick<StoredFile, 'objectKey' | 'watermarkKey' | 'perceptualHash'>;

const formats: Record<string, string> = { jpeg: 'image/jpeg', png: 'image/png' };

/** What the server finds out about received bytes before it believes anything (DECISIONS 12). */
@Singleton()
export class FileCheck {
  @Inject() database: Database;
  @Inject() store: LocalObjectStore;
  @Inject() cipher: Cipher;

  /** Checks hash and picture, stores the original under its hash (or sealed), and the watermarked copy beside it. */
  async keep(file: StoredFile, bytes: Buffer, ctx: Ctx): Promise<Kept> {
    const hash = createHash('sha256').update(bytes).digest('hex');
    if (hash !== file.sha256) {
      throw AppError.broken([
        { code: 'file.hash_mismatch', message: '收到的内容与登记的摘要不一致，请重新上传。' },
      ]);
    }
    if (file.contentType.startsWith('image/')) await this.mustBePicture(file, bytes);
    if (file.isSealed) {
      const objectKey = `sealed/${file.id}`;
      await this.store.put(objectKey, this.cipher.encryptBytes(bytes));
      return { objectKey, watermarkKey: null, perceptualHash: null };
    }
    const objectKey = `evidence/${hash.slice(0, 2)}/${hash}`;
    await this.store.put(objectKey, bytes);
    if (file.purpose !== 'photo') return { objectKey, watermarkKey: null, perceptualHash: null };
    const watermarkKey = `watermarked/${file.id}`;
    await this.store.remove(watermarkKey);
    await this.store.put(watermarkKey, await watermarked(bytes, await this.words(file, ctx)));
    return { objectKey, watermarkKey, perceptualHash: await perceptualHash(bytes) };
  }

  private async mustBePicture(file: StoredFile, bytes: Buffer): Promise<void> {
    const facts = await pictureFacts(bytes);
    if (!facts || formats[facts.format] !== file.contentType) {
      throw AppError.broken([
        { code: 'file.not_a_picture', message: '收到的不是完整的照片，请重新拍摄后上传。' },
      ]);
    }
  }

  private async words(file: StoredFile, ctx: Ctx): Promise<string[]> {
    const visit = file.visitId ? await visitOfFile(this.database.reader.manager, file.visitId) : null;
    const when = `${instantInWords(ctx.at)}（服务器时间）`;
    return [
      when,
      visit ? `${visit.place} · ${visit.rescueCode}` : '',
      `${visit?.companyName ?? ''} · ${ctx.actor?.personName ?? ''}`,
    ];
  }
}
