import type { FrameAnalysis } from '@lifttrust/shared-types/face/face.frame';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { z } from '@lifttrust/shared-types/kernel/zod';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, IsNull } from 'typeorm';
import { FileService } from '../file/file.service';
import type { StoredFile } from '../file/stored-file.entity';
import { Cipher } from '../kernel/cipher';
import { newId } from '../kernel/new-id';
import type { Transaction } from '../kernel/unit-of-work';
import { FaceEngine } from './engine/face.engine';
import { FaceFrame } from './face-frame.entity';

const SealedAnalysis = z.object({
  readable: z.boolean(),
  faceCount: z.number(),
  modelVersion: z.string(),
  face: z
    .object({
      yawDegrees: z.number(),
      pitchDegrees: z.number(),
      embedding: z.array(z.number()).transform((values) => Float32Array.from(values)),
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
  @Inject() engine: FaceEngine;
  @Inject() fileService: FileService;
  @Inject() cipher: Cipher;

  /** Null when the engine cannot be had: a person judges instead. */
  async analyse(fileId: string): Promise<FrameAnalysis | null> {
    const bytes = await this.fileService.readBytes(fileId);
    return this.engine.analyse(bytes).catch((error: unknown) => {
      if (error instanceof AppError && error.kind === 'unavailable') return null;
      throw error;
    });
  }

  /** The same bytes never count twice, whoever sends them and whatever for. */
  async refuseReplay(manager: EntityManager, file: StoredFile): Promise<void> {
    if (await manager.existsBy(FaceFrame, { sha256: file.sha256 }))
      throw AppError.conflict('face.frame_replayed', '这张照片已经用过，请现场重新拍一张。');
  }

  async take(
    tx: Transaction,
    frame: { subjectId: string; direction: string; file: StoredFile; analysis: FrameAnalysis | null },
  ): Promise<void> {
    await this.refuseReplay(tx.manager, frame.file);
    await tx.manager.insert(FaceFrame, {
      id: newId(),
      subjectId: frame.subjectId,
      direction: frame.direction,
      fileId: frame.file.id,
      sha256: frame.file.sha256,
      analysisSealed: frame.analysis && this.seal(frame.analysis),
      at: tx.at,
      deletedAt: null,
    });
  }

  async framesOf(manager: EntityManager, subjectId: string) {
    const rows = await manager.find(FaceFrame, { where: { subjectId }, order: { id: 'ASC' } });
    return rows.map((row) => ({
      direction: row.direction,
      analysis: row.analysisSealed ? this.open(row.analysisSealed) : null,
    }));
  }

  /** What is still there, as data addresses for a reviewer's page. */
  async picturesOf(manager: EntityManager, subjectId: string): Promise<string[]> {
    const rows = await manager.find(FaceFrame, {
      where: { subjectId, deletedAt: IsNull() },
      order: { id: 'ASC' },
    });
    return Promise.all(rows.map(async (row) => toDataAddress(await this.fileService.readBytes(row.fileId))));
  }

  /** Deletes pictures and measurements of one subject; the hashes stay (FACE-05). */
  async forget(tx: Transaction, subjectId: string): Promise<void> {
    const rows = await tx.manager.findBy(FaceFrame, { subjectId, deletedAt: IsNull() });
    for (const row of rows) await this.fileService.forget(tx, row.fileId);
    await tx.manager.update(
      FaceFrame,
      { subjectId, deletedAt: IsNull() },
      { analysisSealed: null, deletedAt: tx.at },
    );
  }

  private seal(analysis: FrameAnalysis): string {
    const face = analysis.face && { ...analysis.face, embedding: [...analysis.face.embedding] };
    return this.cipher.encrypt(JSON.stringify({ ...analysis, face }));
  }

  private open(sealed: string): FrameAnalysis {
    return SealedAnalysis.parse(JSON.parse(this.cipher.decrypt(sealed)));
  }
}

export const toDataAddress = (jpeg: Buffer): string => `data:image/jpeg;base64,${jpeg.toString('base64')}`;
