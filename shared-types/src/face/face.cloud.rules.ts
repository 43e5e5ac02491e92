import type { QualityLimits } from './face.enrolment.rules';
import type { Match } from './face.match.rules';

/** The only place in which a provider's scores are given a meaning (docs/adr/0012-faces-behind-a-port.md). */

/** A decision with the code that lists and logs show; null when accepted. */
export interface CloudMatch extends Match {
  code: string | null;
}

/**
 * Tencent IAI, model 3.0. Likeness of two faces, 0–100: 40, 50 and 60 are passed by one stranger in 1 000, 10 000 and
 * 100 000 (CompareFace). Liveness of one picture, 0–100: thresholds 5, 10, 40, 70, 90, recommended 40
 * (DetectLiveFaceAccurate).
 */
export const iaiScale = { stranger: 40, sure: 60, remade: 10, alive: 40 } as const;

/** Model versions as results, records and logs name them. */
export const iaiModel = 'iai-3.0';
export const faceidModel = 'faceid';

/** IAI's own words for light (30 dark, 70 bright) and sharpness (below 60 blurred); DetectFace, FaceQualityInfo. */
export const iaiLimits: QualityLimits = {
  facePixels: 120,
  darkest: 30,
  brightest: 70,
  sharpness: 60,
  yawDegrees: 20,
};

export interface IaiFacts {
  /** The straight picture against the enrolled portrait. */
  likeness: number;
  /** The straight picture against the turned ones, the lesser. */
  sameness: number;
  liveness: number;
  /** Enrolled people, this one included. */
  enrolled: number;
}

interface ColdStart {
  coldStartPeople: number;
}

const rejected = (code: string, reason: string): CloudMatch => ({ outcome: 'rejected', code, reason });
const forPeople = (code: string, reason: string): CloudMatch => ({ outcome: 'in_review', code, reason });

const remade = rejected(
  'face.not_live',
  '照片像是翻拍的，不是本人现场拍摄。请本人对着手机再试一次，或改用其他方式。',
);
const stranger = rejected('face.no_match', '与登记的人脸不符。请本人重试，或改用其他方式。');
const early = ({ coldStartPeople }: ColdStart) =>
  forPeople('face.cold_start', `已登记的人不足 ${coldStartPeople} 人，比对结果由人工确认。`);
const unsure = forPeople('face.unsure', '比对结果不够明确，由人工确认。');

/**
 * Accept, let a person decide, or refuse, from what IAI answered. Refused is what only one stranger in a thousand is
 * not; accepted is what one in a hundred thousand is; between the two a person decides.
 * @basis 人脸识别技术应用安全管理办法 第四条 (FACE-01: least impact); DECISIONS 15
 */
export function decideIai(facts: IaiFacts, policy: ColdStart): CloudMatch {
  if (facts.sameness < iaiScale.stranger)
    return rejected('face.different_people', '几张照片不是同一个人，请本人独立完成。');
  if (facts.liveness < iaiScale.remade) return remade;
  if (facts.likeness < iaiScale.stranger) return stranger;
  if (facts.enrolled < policy.coldStartPeople) return early(policy);
  if (facts.liveness < iaiScale.alive)
    return forPeople('face.liveness_unsure', '看不准照片是不是现场拍摄，由人工确认。');
  return facts.likeness < iaiScale.sure ? unsure : { outcome: 'accepted', code: null, reason: null };
}

/** Tencent FaceID: similarity 0–100; 70 and 80 are passed by one stranger in 1 000 and 10 000. */
export const faceidScale = { stranger: 70, sure: 80 } as const;

export interface FaceidFacts {
  /** Outcome of the whole flow; 0 success, 17 or null not finished. */
  result: number | null;
  /** Outcome of the liveness video; 0 success. */
  live: number | null;
  similarity: number | null;
  enrolled: number;
}

const unfinished = 17;
const notAlive = 1002;
const unlike = 2016;
/** The flow failed on their side: busy engine, lost video, missing authorisation (product/1007/31082). */
const theirTrouble = new Set([
  1, 2, 3, 4, 8, 10, 12, 13, 201, 202, 203, 204, 1001, 1006, 1007, 1008, 2001, 2004,
]);

/** `unfinished`: nothing to decide yet. `unavailable`: it failed on their side, a person judges pictures instead. */
export type FaceidDecision = CloudMatch | 'unfinished' | 'unavailable';

/**
 * The same lanes from FaceID's result. Liveness is seen on video there, hence one stranger in ten thousand suffices.
 * @basis 人脸识别技术应用安全管理办法 第四条 (FACE-01: least impact); DECISIONS 15
 */
export function decideFaceid(facts: FaceidFacts, policy: ColdStart): FaceidDecision {
  const { result, live, similarity } = facts;
  if (result === null || result === unfinished) return 'unfinished';
  if (theirTrouble.has(result) || theirTrouble.has(live ?? 0)) return 'unavailable';
  if (live === notAlive || result === notAlive) return remade;
  if (result === unlike || (similarity !== null && similarity < faceidScale.stranger)) return stranger;
  if (result !== 0 || live !== 0)
    return rejected('face.page_failed', '这一次核验没有通过。请露出整张脸、光线好一些再试，或改用其他方式。');
  if (similarity === null) return 'unavailable';
  if (facts.enrolled < policy.coldStartPeople) return early(policy);
  return similarity < faceidScale.sure ? unsure : { outcome: 'accepted', code: null, reason: null };
}

/** What a score must reach to be accepted, and below what it is refused. */
export interface ScoreLimits {
  accept: number;
  review: number;
}

/** The limits of the scale on which a score was given; a number alone tells nobody anything. */
export function limitsOf(modelVersion: string, own: ScoreLimits): ScoreLimits {
  if (modelVersion === iaiModel) return { accept: iaiScale.sure, review: iaiScale.stranger };
  if (modelVersion === faceidModel) return { accept: faceidScale.sure, review: faceidScale.stranger };
  return { accept: own.accept, review: own.review };
}
