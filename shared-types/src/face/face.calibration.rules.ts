import { decideMatch, type MatchPolicy, type Nearness, type ScoreParts, scoreFrom } from './face.match.rules';

/** How many checks the machine would accept, hand to a person, or refuse. */
export interface Lanes {
  accepted: number;
  inReview: number;
  rejected: number;
}

export interface CalibrationEffect {
  checks: number;
  before: Lanes;
  after: Lanes;
  /** Checks that would have gone another way. */
  moved: number;
}

/** A check as it was scored: the score it was decided by, and what that was made of. */
export interface ScoredCheck {
  score: number;
  parts: ScoreParts;
}

const lanes = { accepted: 'accepted', in_review: 'inReview', rejected: 'rejected' } as const;
const noLanes = (): Lanes => ({ accepted: 0, inReview: 0, rejected: 0 });

/**
 * What the same checks would have come to under other general values. Nothing is decided anew: a person sees the effect
 * before anything is applied.
 * @basis 人脸识别技术应用安全管理办法 第四条 (FACE-01); DECISIONS 15
 */
export function calibrationEffect(
  checks: readonly ScoredCheck[],
  after: Nearness,
  policy: MatchPolicy,
): CalibrationEffect {
  const effect: CalibrationEffect = { checks: checks.length, before: noLanes(), after: noLanes(), moved: 0 };
  for (const { score, parts } of checks) {
    const was = decideMatch({ ...parts, score }, policy).outcome;
    const would = decideMatch({ ...parts, score: scoreFrom(parts, after) }, policy).outcome;
    effect.before[lanes[was]] += 1;
    effect.after[lanes[would]] += 1;
    if (was !== would) effect.moved += 1;
  }
  return effect;
}

/** Smaller changes move no score by more than a twentieth: nobody needs to look at them. */
const worthSaying = 0.05;

/** Has the population drifted so far from the values in force that a person should look? */
export const isWorthApplying = (inForce: Nearness | null, found: Nearness): boolean =>
  inForce === null ||
  Math.abs(found.mean - inForce.mean) > worthSaying * inForce.spread ||
  Math.abs(found.spread - inForce.spread) > worthSaying * inForce.spread;

/** The model's version with the calibration that was in force, as scores are kept with it. */
export const calibratedModel = (modelVersion: string, calibration: number | null): string =>
  calibration === null ? modelVersion : `${modelVersion}+c${calibration}`;
