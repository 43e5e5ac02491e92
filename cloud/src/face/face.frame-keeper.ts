import { createHash } from 'node:crypto';
import type { SeenFrame } from '@lifttrust/shared-types/face/face.frame';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { z } from '@lifttrust/shared-types/kernel/zod';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, IsNull } from 'typeorm';
import { FileService } from '../file/file.service';
import type { StoredFile } from '../file/stored-file.entity';
import { Cipher } from '../kernel/cipher';
import { newId } from '../kernel/new-id';
import type { Transaction } from '../kernel/unit-of-work';
import { FaceFrame } from './face-frame.entity';

const SealedAnalysis = z.object({
  readable: z.boolean(),
  faceCount: z.number(),
  modelVersion: z.string(),
  face: z
    .object({
      yawDegrees: z.number(),
      pitchDegrees: z.number(),
      embedding: z
        .array(z.number())
        .transform((values) => Float32Array.from(values))
        .nullable(),
      facePixels: z.number(),
      brightness: z.number(),
      sharpness: z.number(),
      confidence: z.number(),
    })
    .nullable(),
});

/** Pictures of faces: taken once, encrypted while needed, gone when decided. */
@Singleton()
export class FrameKeeper {
  @Inject() fileService: FileService;
  @Inject() cipher: Cipher;

  /** The same bytes never count twice, whoever sends them and whatever for. */
  async refuseReplay(manager: EntityManager, file: Pick<StoredFile, 'sha256'>): Promise<void> {
    if (await this.isTaken(manager, file))
      throw AppError.conflict('face.frame_replayed', '这张照片已经用过，请现场重新拍一张。');
  }

  isTaken(manager: EntityManager, { sha256 }: Pick<StoredFile, 'sha256'>): Promise<boolean> {
    return manager.existsBy(FaceFrame, { sha256 });
  }

  async take(
    tx: Transaction,
    frame: { subjectId: string; direction: string; file: StoredFile; analysis: SeenFrame | null },
  ): Promise<void> {
    await this.refuseReplay(tx.manager, frame.file);
    await tx.manager.insert(FaceFrame, {
      id: newId(),
      subjectId: frame.subjectId,
      direction: frame.direction,
      fileId: frame.file.id,
      sha256: frame.file.sha256,
      analysisSealed: frame.analysis && this.seal(frame.analysis),
      pictureSealed: null,
      at: tx.at,
      deletedAt: null,
    });
  }

  /** A picture that a provider took, for a reviewer's eyes; the same one twice is refused like any other. */
  async takeFromPage(tx: Transaction, subjectId: string, jpeg: Buffer): Promise<void> {
    const sha256 = createHash('sha256').update(jpeg).digest('hex');
    await this.refuseReplay(tx.manager, { sha256 });
    await tx.manager.insert(FaceFrame, {
      id: newId(),
      subjectId,
      direction: 'centre',
      fileId: '',
      sha256,
      analysisSealed: null,
      pictureSealed: this.cipher.encryptBytes(jpeg).toString('base64'),
      at: tx.at,
      deletedAt: null,
    });
  }

  async framesOf(manager: EntityManager, subjectId: string) {
    const rows = await manager.find(FaceFrame, { where: { subjectId }, order: { id: 'ASC' } });
    return rows.map((row) => ({
      direction: row.direction,
      fileId: row.fileId,
      analysis: row.analysisSealed ? this.open(row.analysisSealed) : null,
    }));
  }

  /** Is any of its pictures still there? */
  lies(manager: EntityManager, subjectId: string): Promise<boolean> {
    return manager.existsBy(FaceFrame, { subjectId, deletedAt: IsNull() });
  }

  /** Mean light of what was measured, rounded; null where nothing was. */
  async brightnessOf(manager: EntityManager, subjectId: string): Promise<number | null> {
    const lights = (await this.framesOf(manager, subjectId)).flatMap(
      ({ analysis }) => analysis?.face?.brightness ?? [],
    );
    if (lights.length === 0) return null;
    return Math.round(lights.reduce((sum, light) => sum + light, 0) / lights.length);
  }

  /** What is still there, as data addresses for a reviewer's page. */
  async picturesOf(manager: EntityManager, subjectId: string): Promise<string[]> {
    const rows = await manager.find(FaceFrame, {
      where: { subjectId, deletedAt: IsNull() },
      order: { id: 'ASC' },
    });
    return Promise.all(rows.map(async (row) => toDataAddress(await this.bytesOf(row))));
  }

  private async bytesOf({ pictureSealed, fileId }: FaceFrame): Promise<Buffer> {
    if (pictureSealed) return this.cipher.decryptBytes(Buffer.from(pictureSealed, 'base64'));
    return this.fileService.readBytes(fileId);
  }

  /** Deletes pictures and measurements of one subject; the hashes stay (FACE-05). */
  async forget(tx: Transaction, subjectId: string): Promise<void> {
    const rows = await tx.manager.findBy(FaceFrame, { subjectId, deletedAt: IsNull() });
    for (const row of rows) if (row.fileId) await this.fileService.forget(tx, row.fileId);
    await tx.manager.update(
      FaceFrame,
      { subjectId, deletedAt: IsNull() },
      { analysisSealed: null, pictureSealed: null, deletedAt: tx.at },
    );
  }

  private seal(analysis: SeenFrame): string {
    const { face } = analysis;
    const embedding = face?.embedding ? [...face.embedding] : null;
    return this.cipher.encrypt(JSON.stringify({ ...analysis, face: face && { ...face, embedding } }));
  }

  private open(sealed: string): SeenFrame {
    return SealedAnalysis.parse(JSON.parse(this.cipher.decrypt(sealed)));
  }
}

export const toDataAddress = (jpeg: Buffer): string => `data:image/jpeg;base64,${jpeg.toString('base64')}`;
