/** How a city compares faces (parameters `face.*`). */
export interface MatchPolicy {
  accept: number;
  review: number;
  coldStartPeople: number;
}

export interface Match {
  outcome: 'accepted' | 'in_review' | 'rejected';
  /** Why a person must decide, or why it was refused, in words. */
  reason: string | null;
}

/** Cohort faces most like the one in question; the share of strangers that could be mistaken for it. */
const nearest = 30;
/** Below this spread the cohort says nothing and a score would explode. */
const spreadFloor = 0.004;

export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

/** Several pictures of one face as one vector of length one. */
export function meanEmbedding(embeddings: readonly ArrayLike<number>[]): Float32Array {
  const sum = new Float32Array(embeddings[0]?.length ?? 0);
  for (const embedding of embeddings) {
    for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] ?? 0) + (embedding[at] ?? 0);
  }
  const length = Math.sqrt(cosine(sum, sum)) || 1;
  return sum.map((value) => value / length);
}

function againstCohort(score: number, face: ArrayLike<number>, cohort: readonly ArrayLike<number>[]): number {
  const top = cohort
    .map((other) => cosine(face, other))
    .sort((a, b) => b - a)
    .slice(0, nearest);
  const mean = top.reduce((sum, value) => sum + value, 0) / top.length;
  const variance = top.reduce((sum, value) => sum + (value - mean) ** 2, 0) / top.length;
  return (score - mean) / Math.max(Math.sqrt(variance), spreadFloor);
}

/**
 * Adaptive s-norm: how much more alike two pictures are than each is to its nearest strangers. One threshold then
 * fits every population, which a plain cosine does not: there the false matches of East Asian faces were up to
 * sixty times as many (docs/adr/0010-small-cohorts-ask-for-more.md). Null without anybody to compare with.
 */
export function normalisedScore(
  probe: ArrayLike<number>,
  template: ArrayLike<number>,
  cohort: readonly ArrayLike<number>[],
): number | null {
  if (cohort.length === 0) return null;
  const score = cosine(probe, template);
  return (againstCohort(score, probe, cohort) + againstCohort(score, template, cohort)) / 2;
}

export interface MatchFacts {
  score: number | null;
  /** Enrolled people of the same population, this one included. */
  enrolled: number;
  /** A colleague's template is closer to the picture than the person's own. */
  colleagueCloser: boolean;
}

/** From so many enrolled people on the thresholds of DECISIONS 15 mean what they meant when they were measured. */
const largeCohort = 500;
const smallCohort = 100;

/**
 * What is added to the acceptance threshold while the cohort is small. Its nearest thirty are then no near
 * neighbours: with 20 to 100 enrolled people 1.5–3.1 % of strangers passed 2.0, but only 0.4 % passed 3.0, and
 * 90–99.9 % of the right people still did; the rest goes to a person, nobody is refused (docs/adr/0010-small-cohorts-ask-for-more.md).
 */
export const smallCohortMargin = (enrolled: number): number =>
  Math.min(1, Math.max(0, (largeCohort - enrolled) / (largeCohort - smallCohort)));

/**
 * Accept, let a person decide, or refuse. Doubt is decided by people, never by the machine.
 * @basis 人脸识别技术应用安全管理办法 第四条 (FACE-01: least impact); DECISIONS 15, parameters `face.*`
 */
export function decideMatch(facts: MatchFacts, policy: MatchPolicy): Match {
  if (facts.score === null || facts.enrolled < policy.coldStartPeople) {
    return {
      outcome: 'in_review',
      reason: `本单位登记的人脸不足 ${policy.coldStartPeople} 人，比对结果由人工确认。`,
    };
  }
  if (facts.score < policy.review)
    return { outcome: 'rejected', reason: '与登记的人脸不符。请本人重试，或改用其他方式。' };
  if (facts.colleagueCloser) return { outcome: 'in_review', reason: '照片与另一位同事更接近，由人工确认。' };
  if (facts.score < policy.accept + smallCohortMargin(facts.enrolled))
    return { outcome: 'in_review', reason: '比对结果不够明确，由人工确认。' };
  return { outcome: 'accepted', reason: null };
}
