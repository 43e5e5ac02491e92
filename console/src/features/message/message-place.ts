const places: readonly [RegExp, (subjectId: string) => string][] = [
  [/^record\.(returned|dispute_)/, (id) => `/disputes?record=${id}`],
  [/^delay\./, (id) => `/delays/${id}`],
  [/^record\./, (id) => `/records/${id}`],
  [/^contract\.(to_confirm|decided|expiring)$/, (id) => `/contracts/${id}`],
  [/^contract\.(gap|overlap)$/, () => '/lifts-without-company'],
  [/^contract\.entry$/, () => '/late-entries'],
  [/^contract\.defects$/, (id) => `/lifts/${id}`],
  [/^(factor\.|session\.wechat)/, () => '/security'],
  [/^face\./, () => '/reviews'],
  [/^quality\./, (id) => `/quality?check=${id}`],
  [/^paperless\.to_decide$/, (id) => `/changes?change=${id}`],
  [/^paperless\./, () => '/paper-stops'],
  [/^plan\.overdue$/, () => '/plan?state=overdue'],
  [/^plan\.periodic$/, () => '/plan?list=periodic'],
  [/^plan\./, () => '/plan'],
  [/^task\.late$/, () => '/tasks?late=true'],
];

/** The page of this console that a message is about; null where it has none. */
export const placeOf = (kind: string, subjectId: string): string | null =>
  places.find(([pattern]) => pattern.test(kind))?.[1](subjectId) ?? null;
