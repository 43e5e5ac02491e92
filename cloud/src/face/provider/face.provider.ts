import type { Direction, PictureCheck } from '@lifttrust/shared-types/face/face.contract';
import type { SeenFrame } from '@lifttrust/shared-types/face/face.frame';
import type { ScoreParts } from '@lifttrust/shared-types/face/face.match.rules';
import type { Refusal } from '@lifttrust/shared-types/kernel/app-error';
import type { EntityManager } from 'typeorm';
import type { FaceTemplate } from '../face-template.entity';

// The port behind which faces are judged: the challenge, the lanes and the reviews are the same whoever judges
// (docs/adr/0012-faces-behind-a-port.md).

/** A picture of a challenge; its bytes are read when a provider asks for them. */
export interface TakenFrame {
  direction: Direction;
  analysis: SeenFrame | null;
  fileId: string;
}

/** What a check of identity came to. */
export interface Result {
  outcome: 'accepted' | 'in_review' | 'rejected';
  code: string | null;
  /** Why a person must decide, or why it was refused, in words. */
  reason: string | null;
  /** On the scale of `modelVersion`. */
  score: number | null;
  modelVersion: string | null;
  /** What the score was made of, where it was made here. */
  parts?: ScoreParts | null;
}

/** Why a person must look at an enrolment. */
export interface Doubt {
  reason: string;
  /** Whose account looks like the same person's. */
  otherPersonId: string | null;
}

/** What was measured of the three pictures of an enrolment. */
export interface Measured {
  /** Why they cannot be enrolled, all at once. */
  problems: Refusal[];
  /** Why a person must look at them, as far as the pictures tell; null when nothing is wrong. */
  doubt: string | null;
  /** Of our own engine; empty where it did not see them. */
  embeddings: Float32Array[];
  modelVersion: string;
}

/** Judges the photographs of a challenge. One that cannot be had never throws: then people judge. */
export interface PhotoJudge {
  /** One picture; null when the provider cannot be had. */
  look(jpeg: Buffer): Promise<SeenFrame | null>;
  /** Whose face is it that turned as asked? Slow; runs outside every transaction. */
  compare(manager: EntityManager, template: FaceTemplate, frames: readonly TakenFrame[]): Promise<Result>;
}

export interface EnrolmentJudge {
  /** The pictures of an enrolment. Throws `unavailable` where nothing could be enrolled without the provider. */
  measure(jpegs: readonly Buffer[]): Promise<Measured>;
  /** One of the pictures, while it can still be taken again; null when nobody can look at it now. */
  check(jpeg: Buffer): Promise<Omit<PictureCheck, 'judged'> | null>;
  /** Why a person must look at this enrolment, seen beside everybody else's, or null. */
  doubt(manager: EntityManager, personId: string, measured: Measured): Promise<Doubt | null>;
}

/** A page of the provider on which the check happens instead of by our photographs. */
export interface FacePage {
  url: string;
  token: string;
}

/** The result of such a page, its flow known to be the one begun for this challenge. */
export interface PageResult {
  outcome: Result;
  /** For a reviewer; null when the provider gave none. */
  picture: Buffer | null;
}

/** Checks identity on a page of its own. */
export interface PageJudge {
  /** Null when the provider cannot be had: photographs and people instead. */
  begin(template: FaceTemplate, challengeId: string): Promise<FacePage | null>;
  /** `unfinished`: ask again later. `unavailable`: photographs and people instead. */
  finish(
    manager: EntityManager,
    page: FacePage,
    challenge: { id: string; personId: string },
  ): Promise<PageResult | 'unfinished' | 'unavailable'>;
}

export const unavailableResult: Result = {
  outcome: 'in_review',
  code: 'face.engine_unavailable',
  reason: '人脸比对暂时不可用，照片由人工核验。',
  score: null,
  modelVersion: null,
};

/** Templates without embeddings: only the portrait can be compared. */
export const portraitOnly = 'portrait';

/** Where a provider's page sends people afterwards, often in another app's browser than they came from. */
export const returnPath = '/identity-done';
