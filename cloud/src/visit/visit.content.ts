import { createHash } from 'node:crypto';
import type { Item, Photo } from '@lifttrust/shared-types/visit/visit.contract';
import canonicalize from 'canonicalize';
import type { Visit } from './visit.entity';

/** Exactly what a technician signs: the work, not yet the check-out that follows it. */
export function signedContent({ visit, items, photos }: { visit: Visit; items: Item[]; photos: Photo[] }) {
  return {
    visitId: visit.id,
    liftId: visit.liftId,
    class: visit.class,
    templateEdition: visit.templateEdition,
    items: items.map(({ code, name, result, note, reading, fileIds }) => ({
      code,
      name,
      result,
      note,
      reading,
      fileIds,
    })),
    photos: photos.map(({ fileId, slot, sha256 }) => ({ fileId, slot, sha256 })),
    grade: visit.grade,
    gradeReason: visit.gradeReason,
  };
}

/** SHA-256 (hex) of the canonical content: changes with every answer, photograph and grade. */
export const contentHashOf = (content: { visit: Visit; items: Item[]; photos: Photo[] }): string =>
  createHash('sha256')
    .update(canonicalize(signedContent(content)) ?? '')
    .digest('hex');
