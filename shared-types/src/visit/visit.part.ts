import { canonicalJson, sha256OfText } from '../proof/proof.hash';
import type { PartContent } from './visit.contract';

const byText = <T>(list: readonly T[], text: (one: T) => string): T[] =>
  [...list].sort((a, b) => (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0));

/** The part in one order, whatever the order in which it was put together; drafts without a result are none of it. */
function inOrder(part: PartContent) {
  const answers = part.answers
    .filter(({ result }) => result !== null)
    .map(({ code, result, note, reading, photos }) => ({
      ...{ code, result, note, reading },
      photos: [...new Set(photos)].sort(),
    }));
  const { visitId, personId, templateEdition, grade } = part;
  return {
    ...{ visitId, personId, templateEdition },
    grade: grade && { grade: grade.grade, reason: grade.reason },
    answers: byText(answers, ({ code }) => code),
    photos: byText(
      part.photos.map(({ slot, sha256 }) => ({ slot, sha256 })),
      ({ slot, sha256 }) => `${slot} ${sha256}`,
    ),
    added: byText(
      part.added.map(({ code, name, requirement }) => ({ code, name, requirement })),
      ({ code }) => code,
    ),
  };
}

/**
 * SHA-256 (hex) of one technician's own part: what they sign where the whole is not known yet. Phone and service reckon
 * the same; `hashOf` because a service has a faster one than a phone.
 */
export const partHash = (part: PartContent, hashOf: (text: string) => string = sha256OfText): string =>
  hashOf(`lifttrust/part/v1\n${canonicalJson(inOrder(part))}`);
