import {
  cohortOf,
  cosine,
  isPossibleDouble,
  meanEmbedding,
  partsWithin,
  type ScoreParts,
  scoreFrom,
} from '@lifttrust/shared-types/face/face.match.rules';
import { z } from '@lifttrust/shared-types/kernel/zod';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, Not } from 'typeorm';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { CalibrationStore } from './face.calibration.store';
import { Gallery } from './face.gallery';
import { FaceTemplate } from './face-template.entity';

/** Enough strangers to compare with; more would only cost time. */
const cohortSize = 600;
/** Rows opened between two breaths of the service. */
const openedAtOnce = 200;
/** Clocks of several processes differ by less. */
const lookBackMs = 600_000;
const Embeddings = z.array(z.array(z.number()));

export interface Compared {
  score: number | null;
  parts: ScoreParts | null;
  enrolled: number;
  colleagueCloser: boolean;
  /** Version of the calibration that the score leans on; null: the cohort of the moment. */
  calibration: number | null;
}

/** Templates in memory, decrypted once: a comparison needs those of all colleagues. */
@Singleton()
export class TemplateStore {
  @Inject() cipher: Cipher;
  @Inject() database: Database;
  @Inject() calibrations: CalibrationStore;

  private readonly galleries = new Map<string, { gallery: Gallery; since: number }>();
  private reading: Promise<unknown> = Promise.resolve();

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

  /** From now on nothing is compared with it; its numbers are overwritten. */
  forget(templateId: string): void {
    for (const { gallery } of this.galleries.values()) gallery.remove(templateId);
  }

  /** How well a face fits its claimed template, seen against everybody else's (DECISIONS 15). */
  async compare(probe: Float32Array, template: FaceTemplate): Promise<Compared> {
    const gallery = await this.galleryOf(template.modelVersion);
    const { personId } = template;
    const own = gallery.face(template.id) ?? this.open(template);
    const others = gallery.latest(cohortSize, personId);
    const enrolled = this.othersIn(gallery, template) + 1;
    const closest = gallery.nearest(probe, personId)?.cosine ?? -1;
    const colleagueCloser = closest > cosine(probe, own);
    const cohort = cohortOf(others);
    const inForce = await this.calibrations.inForce(template.modelVersion);
    const found = partsWithin(cohort, probe, own);
    const parts = found && { ...found, enrolled, colleagueCloser };
    const score = parts && scoreFrom(parts, inForce ?? cohort.general);
    return { score, parts, enrolled, colleagueCloser, calibration: inForce?.version ?? null };
  }

  /** Whose account looks like this face's, among everybody enrolled in this city by the same model. */
  async doubleOf(face: Float32Array, personId: string, modelVersion: string): Promise<string | null> {
    const gallery = await this.galleryOf(modelVersion);
    const nearest = gallery.nearest(face, personId);
    const closest = nearest && gallery.face(nearest.templateId);
    if (!nearest || !closest) return null;
    const rest = gallery.latest(cohortSize, personId).filter((other) => cosine(other, closest) < 0.9999);
    return isPossibleDouble(face, closest, rest) ? nearest.personId : null;
  }

  /** Everybody else enrolled by the same model. */
  async othersThan(personId: string, modelVersion: string): Promise<number> {
    const gallery = await this.galleryOf(modelVersion);
    const own = await this.database.reader.manager.countBy(FaceTemplate, {
      personId,
      state: 'enrolled',
      modelVersion,
    });
    return gallery.size - own;
  }

  /** The faces that scores lean on now. */
  async cohort(modelVersion: string): Promise<Float32Array[]> {
    return (await this.galleryOf(modelVersion)).latest(cohortSize, null);
  }

  private othersIn(gallery: Gallery, { id }: FaceTemplate): number {
    return gallery.size - (gallery.has(id) ? 1 : 0);
  }

  /** Everybody who is enrolled now: what came or went elsewhere is taken over before anything is compared. */
  async galleryOf(modelVersion: string): Promise<Gallery> {
    const turn = this.reading.then(() => this.refreshed(modelVersion));
    this.reading = turn.catch(() => undefined);
    return turn;
  }

  private async refreshed(modelVersion: string): Promise<Gallery> {
    const known = this.galleries.get(modelVersion) ?? { gallery: new Gallery(), since: 0 };
    this.galleries.set(modelVersion, known);
    const { manager } = this.database.reader;
    const where = { state: 'enrolled', modelVersion };
    if (known.since > 0) await this.take(known, await this.idsSince(modelVersion, known.since - lookBackMs));
    if ((await manager.countBy(FaceTemplate, where)) === known.gallery.size) return known.gallery;
    const rows = await manager.find(FaceTemplate, { select: { id: true }, where });
    const ids = new Set(rows.map(({ id }) => id));
    for (const id of known.gallery.ids()) if (!ids.has(id)) known.gallery.remove(id);
    await this.take(known, [...ids]);
    return known.gallery;
  }

  private async idsSince(modelVersion: string, since: number): Promise<string[]> {
    const rows = await this.database.reader.manager
      .createQueryBuilder(FaceTemplate, 'template')
      .select('template.id', 'id')
      .where("template.state = 'enrolled' AND template.modelVersion = :modelVersion", { modelVersion })
      .andWhere('template.decidedAt >= :since', { since })
      .getRawMany<{ id: string }>();
    return rows.map(({ id }) => id);
  }

  private async take(known: { gallery: Gallery; since: number }, ids: readonly string[]): Promise<void> {
    const unknown = ids.filter((id) => !known.gallery.has(id));
    for (let at = 0; at < unknown.length; at += openedAtOnce) {
      const rows = await this.database.reader.manager.findBy(FaceTemplate, {
        id: In(unknown.slice(at, at + openedAtOnce)),
        state: 'enrolled',
      });
      for (const row of rows) {
        if (!row.embeddingsSealed) continue;
        known.gallery.add(row.id, row.personId, this.open(row));
        known.since = Math.max(known.since, row.decidedAt ?? 0);
      }
      await new Promise((breath) => setImmediate(breath));
    }
  }

  private open(template: FaceTemplate): Float32Array {
    return meanEmbedding(Embeddings.parse(JSON.parse(this.cipher.decrypt(template.embeddingsSealed ?? ''))));
  }
}
