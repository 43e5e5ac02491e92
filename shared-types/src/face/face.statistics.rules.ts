/** What became of one check. */
export interface CheckFate {
  outcome: string;
  /** State of the question to a person; null when the machine decided. */
  reviewState: string | null;
}

export interface CheckCounts {
  name: string;
  checks: number;
  accepted: number;
  refused: number;
  toPeople: number;
  acceptedByPeople: number;
  refusedByPeople: number;
}

function count(into: CheckCounts, { outcome, reviewState }: CheckFate): void {
  into.checks += 1;
  if (reviewState === null) {
    if (outcome === 'accepted') into.accepted += 1;
    if (outcome === 'rejected') into.refused += 1;
    return;
  }
  into.toPeople += 1;
  if (reviewState === 'accepted') into.acceptedByPeople += 1;
  if (reviewState === 'rejected') into.refusedByPeople += 1;
}

/**
 * Counts by name, most checks first; a check may belong to several names or to none. Never by groups of people.
 * @basis 人脸识别技术应用安全管理办法 第四条 (FACE-01); docs/adr/0006
 */
export function groupChecks<C extends CheckFate>(
  checks: readonly C[],
  namesOf: (check: C) => readonly string[],
): CheckCounts[] {
  const groups = new Map<string, CheckCounts>();
  for (const check of checks) {
    for (const name of namesOf(check)) {
      const group = groups.get(name) ?? {
        name,
        checks: 0,
        accepted: 0,
        refused: 0,
        toPeople: 0,
        acceptedByPeople: 0,
        refusedByPeople: 0,
      };
      groups.set(name, group);
      count(group, check);
    }
  }
  return [...groups.values()].sort(
    (one, other) => other.checks - one.checks || one.name.localeCompare(other.name),
  );
}

/** Mean light of the face, 0–255, in words. */
export function lightOf(brightness: number | null): string {
  if (brightness === null) return '未测';
  if (brightness < 70) return '暗';
  if (brightness > 190) return '强光';
  return '正常';
}

/** The middle value; null of nothing. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((one, other) => one - other);
  const half = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[sorted.length % 2 === 0 ? half - 1 : half], sorted[half]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
