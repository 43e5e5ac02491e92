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

/** At most so many of the cohort's faces are nearest strangers; of a small cohort half, which is the own kind. */
const nearest = { most: 30, fewest: 8 };
/** Below this spread the cohort says nothing and a score would explode. */
const spreadFloor = 0.004;
/** How many faces of the cohort tell how near strangers are to each other in general. */
const sampled = 24;
/** The general mean counts like so many strangers, the general spread like so many. */
const borrowed = { mean: 30, spread: 100 };

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

/** How near the nearest strangers of a face are: mean and spread of their cosines. */
export interface Nearness {
  mean: number;
  spread: number;
}

/** People to compare with: their faces, and what they say of how near strangers are to each other. */
export interface Cohort {
  faces: readonly ArrayLike<number>[];
  nearest: number;
  general: Nearness | null;
}

/** What a score is made of; nothing of a face can be told from it. */
export interface ScoreParts {
  cosine: number;
  /** Nearest strangers of the pictures and of the template. */
  probe: Nearness;
  template: Nearness;
  /** How many strangers each of them is drawn from. */
  count: number;
  /** Enrolled people, this one included, and whether a colleague's template was closer. */
  enrolled: number;
  colleagueCloser: boolean;
}

function nearnessOf(cosines: readonly number[], count: number): Nearness {
  // Sorted as numbers, which is many times quicker than by a comparison of ours.
  const top = Float64Array.from(cosines).sort().slice(-count);
  const mean = top.reduce((sum, value) => sum + value, 0) / top.length;
  const variance = top.reduce((sum, value) => sum + (value - mean) ** 2, 0) / top.length;
  return { mean, spread: Math.sqrt(variance) };
}

/** Each sampled face against all the others; of one or two faces nothing general can be said. */
function generalNearness(faces: readonly ArrayLike<number>[], count: number): Nearness | null {
  if (faces.length < 3) return null;
  const step = Math.max(1, faces.length / sampled);
  const each: Nearness[] = [];
  for (let at = 0; at < faces.length; at += step) {
    const one = Math.floor(at);
    const face = faces[one] ?? [];
    const cosines = faces.map((other) => cosine(face, other));
    cosines.splice(one, 1);
    each.push(nearnessOf(cosines, count));
  }
  const mean = (of: (one: Nearness) => number) => each.reduce((sum, one) => sum + of(one), 0) / each.length;
  return { mean: mean((one) => one.mean), spread: mean((one) => one.spread) };
}

function drawn(own: Nearness, count: number, general: Nearness | null): Nearness {
  if (!general) return own;
  const mean = (count * own.mean + borrowed.mean * general.mean) / (count + borrowed.mean);
  const variance =
    (count * own.spread ** 2 + borrowed.spread * general.spread ** 2) / (count + borrowed.spread);
  return { mean, spread: Math.sqrt(variance) };
}

/** The score of these parts under the general values given; null: none are known. */
export function scoreFrom(
  { cosine: score, probe, template, count }: Pick<ScoreParts, 'cosine' | 'probe' | 'template' | 'count'>,
  general: Nearness | null,
): number {
  const against = (own: Nearness) => {
    const { mean, spread } = drawn(own, count, general);
    return (score - mean) / Math.max(spread, spreadFloor);
  };
  return (against(probe) + against(template)) / 2;
}

/** A pair of faces beside the cohort; null without anybody to compare with. */
export function partsWithin(
  cohort: Cohort,
  probe: ArrayLike<number>,
  template: ArrayLike<number>,
): Pick<ScoreParts, 'cosine' | 'probe' | 'template' | 'count'> | null {
  if (cohort.faces.length === 0) return null;
  const near = (face: ArrayLike<number>) =>
    nearnessOf(
      cohort.faces.map((other) => cosine(face, other)),
      cohort.nearest,
    );
  return {
    cosine: cosine(probe, template),
    probe: near(probe),
    template: near(template),
    count: Math.min(cohort.nearest, cohort.faces.length),
  };
}

/** Worked out once when many are compared with the same people. */
export function cohortOf(faces: readonly ArrayLike<number>[]): Cohort {
  const half = Math.floor((faces.length + 1) / 2);
  const count = Math.max(nearest.fewest, Math.min(nearest.most, half));
  return { faces, nearest: count, general: generalNearness(faces, count) };
}

/**
 * Adaptive s-norm: how much more alike two pictures are than each is to its nearest strangers. One threshold then
 * fits every population, which a plain cosine does not: there the false matches of East Asian faces were up to
 * sixty times as many. Twenty strangers say little about one face, hence mean and spread of its nearest are drawn
 * towards those of the whole cohort (docs/adr/0013-a-score-that-leans-on-the-whole-cohort.md). Null without anybody
 * to compare with.
 */
export function scoreWithin(
  cohort: Cohort,
  probe: ArrayLike<number>,
  template: ArrayLike<number>,
): number | null {
  const parts = partsWithin(cohort, probe, template);
  return parts && scoreFrom(parts, cohort.general);
}

/** The same with the people given as they are. */
export const normalisedScore = (
  probe: ArrayLike<number>,
  template: ArrayLike<number>,
  faces: readonly ArrayLike<number>[],
): number | null => scoreWithin(cohortOf(faces), probe, template);

/**
 * From so much on the nearest of all colleagues may be the same person: it finds 99 of 100 second accounts and asks
 * about 2 to 12 of 100 honest people, the more the more are enrolled (docs/adr/0013-a-score-that-leans-on-the-whole-cohort.md).
 */
const likeOneself = 4;

/** Does this face look enough like its nearest colleague's for a person to ask whether one human has two accounts? */
export const isPossibleDouble = (
  face: ArrayLike<number>,
  closest: ArrayLike<number>,
  rest: readonly ArrayLike<number>[],
): boolean => (normalisedScore(face, closest, rest) ?? 0) >= likeOneself;

/** The same with the nearest one looked for among the people given. */
export function possibleDouble(face: ArrayLike<number>, others: readonly ArrayLike<number>[]): boolean {
  const cosines = others.map((other) => cosine(face, other));
  const at = cosines.indexOf(Math.max(...cosines));
  const closest = others[at];
  if (!closest) return false;
  const rest = others.filter((_, other) => other !== at);
  return isPossibleDouble(face, closest, rest);
}

export interface MatchFacts {
  score: number | null;
  /** Enrolled people of the same population, this one included. */
  enrolled: number;
  /** A colleague's template is closer to the picture than the person's own. */
  colleagueCloser: boolean;
}

/** From so many enrolled people on the thresholds of DECISIONS 15 mean what they meant when they were measured. */
const largeCohort = 1200;
const smallCohort = 20;
const mostMargin = 2.2;

/**
 * What is added to the acceptance threshold while the cohort is small, so that at most one stranger in a thousand
 * is accepted whatever its size: among few the nearest are no near neighbours. Nobody is refused by it; what lies
 * between goes to a person (docs/adr/0013-a-score-that-leans-on-the-whole-cohort.md).
 */
export const smallCohortMargin = (enrolled: number): number =>
  mostMargin * Math.min(1, Math.max(0, (largeCohort - enrolled) / (largeCohort - smallCohort)));

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
