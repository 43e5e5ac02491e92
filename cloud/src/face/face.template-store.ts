import { cosine, meanEmbedding, normalisedScore } from '@lifttrust/shared-types/face/face.match.rules';
import { z } from '@lifttrust/shared-types/kernel/zod';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, Not } from 'typeorm';
import { Cipher } from '../kernel/cipher';
import { FaceTemplate } from './face-template.entity';

/** Enough strangers to compare with; more would only cost time. */
const cohortSize = 600;
const Embeddings = z.array(z.array(z.number()));

export interface Compared {
  score: number | null;
  enrolled: number;
  colleagueCloser: boolean;
}

/** Templates in memory, decrypted once: a comparison needs those of all colleagues. */
@Singleton()
export class TemplateStore {
  @Inject() cipher: Cipher;

  private readonly opened = new Map<string, Float32Array>();

  sealEmbeddings(embeddings: readonly Float32Array[]): string {
    return this.cipher.encrypt(JSON.stringify(embeddings.map((embedding) => [...embedding])));
  }

  /** The portrait of an enrolment, JPEG; only for those that have one. */
  portraitOf(template: FaceTemplate): Buffer {
    return this.cipher.decryptBytes(Buffer.from(template.portraitSealed ?? '', 'base64'));
  }

  /** Enrolled people whatever model saw them, this person counted in. */
  async enrolledWith(manager: EntityManager, personId: string): Promise<number> {
    const others = await manager.countBy(FaceTemplate, { state: 'enrolled', personId: Not(personId) });
    return others + 1;
  }

  forget(templateId: string): void {
    this.opened.delete(templateId);
  }

  /** How well a face fits its claimed template, seen against everybody else's (DECISIONS 15). */
  async compare(manager: EntityManager, probe: Float32Array, template: FaceTemplate): Promise<Compared> {
    const others = await this.othersThan(manager, template.personId, template.modelVersion);
    const own = this.open(template);
    const closest = Math.max(-1, ...others.map((other) => cosine(probe, other)));
    return {
      score: normalisedScore(probe, own, others),
      enrolled: others.length + 1,
      colleagueCloser: closest > cosine(probe, own),
    };
  }

  /** Everybody else enrolled in this city, by the same model; the latest are enough. */
  async othersThan(manager: EntityManager, personId: string, modelVersion: string): Promise<Float32Array[]> {
    const rows = await manager
      .createQueryBuilder(FaceTemplate, 'template')
      .where("template.state = 'enrolled' AND template.modelVersion = :modelVersion", { modelVersion })
      .andWhere('template.personId <> :personId', { personId })
      .orderBy('template.id', 'DESC')
      .limit(cohortSize)
      .getMany();
    return rows.map((row) => this.open(row));
  }

  private open(template: FaceTemplate): Float32Array {
    const known = this.opened.get(template.id);
    if (known) return known;
    const rows = Embeddings.parse(JSON.parse(this.cipher.decrypt(template.embeddingsSealed ?? '')));
    const mean = meanEmbedding(rows);
    this.opened.set(template.id, mean);
    return mean;
  }
}
