import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { instantInWords } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { ObjectStores } from '../adapters/object-store/object-stores';
import { ObjectDiffers } from '../adapters/object-store/port';
import type { Ctx } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { env } from '../kernel/env';
import { FileBytes } from './file.bytes';
import { visitOfFile } from './file.query';
import { FileScan } from './file.scan';
import { whileKeeping } from './file.trouble';
import { evidenceKey, sealedKey, sha256Of, watermarkKey } from './object.keys';
import { perceptualHash, pictureFacts, watermarked } from './picture';
import type { StoredFile } from './stored-file.entity';

type Kept = Pick<StoredFile, 'objectKey' | 'watermarkKey' | 'perceptualHash'> & {
  scanVerdict?: string | null;
};

const formats: Record<string, string> = { jpeg: 'image/jpeg', png: 'image/png' };
const dayMs = 86_400_000;

/** Until when evidence is locked, where the store can lock. */
export const keepUntil = (at: number): number => at + env().evidenceDays * dayMs;

/** What the server finds out about received bytes before it believes anything (DECISIONS 12). */
@Singleton()
export class FileCheck {
  @Inject() database: Database;
  @Inject() stores: ObjectStores;
  @Inject() cipher: Cipher;
  @Inject() fileBytes: FileBytes;
  @Inject() fileScan: FileScan;

  /** Checks hash and picture, stores the original under its hash (or sealed), and the watermarked copy beside it. */
  async keep(file: StoredFile, bytes: Buffer, ctx: Ctx): Promise<Kept> {
    const hash = sha256Of(bytes);
    if (hash !== file.sha256) {
      throw AppError.broken([
        { code: 'file.hash_mismatch', message: '收到的内容与登记的摘要不一致，请重新上传。' },
      ]);
    }
    if (file.purpose === 'paper') {
      const scanVerdict = await this.fileScan.verdict(file, bytes);
      return { ...(await this.keepSealed(file, bytes)), scanVerdict };
    }
    if (file.contentType.startsWith('image/')) await this.mustBePicture(file, bytes);
    return file.isSealed ? this.keepSealed(file, bytes) : this.keepEvidence(file, hash, bytes, ctx);
  }

  private async keepEvidence(file: StoredFile, hash: string, bytes: Buffer, ctx: Ctx): Promise<Kept> {
    const objectKey = evidenceKey(hash);
    const locked = { contentType: file.contentType, keepUntil: keepUntil(ctx.at) };
    await whileKeeping(this.stores.main.put(objectKey, bytes, locked));
    if (file.purpose !== 'photo') return { objectKey, watermarkKey: null, perceptualHash: null };
    const shown = await watermarked(bytes, await this.words(file, ctx));
    const shownKey = watermarkKey(sha256Of(shown));
    await whileKeeping(this.stores.main.put(shownKey, shown, { contentType: 'image/jpeg' }));
    return { objectKey, watermarkKey: shownKey, perceptualHash: await perceptualHash(bytes) };
  }

  private async keepSealed(file: StoredFile, bytes: Buffer): Promise<Kept> {
    const kept = { objectKey: sealedKey(file.id), watermarkKey: null, perceptualHash: null };
    const sealed = this.cipher.encryptBytes(bytes);
    try {
      await this.stores.main.put(kept.objectKey, sealed);
    } catch (error) {
      if (!(error instanceof ObjectDiffers)) await whileKeeping(Promise.reject(error));
      // An earlier report was interrupted: the same picture lies there, encrypted another time.
      await this.fileBytes.original({ ...file, ...kept });
    }
    return kept;
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
