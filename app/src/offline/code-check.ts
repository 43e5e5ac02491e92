import { utf8Bytes } from '@lifttrust/shared-types/proof/proof.bytes';
import type { VisitPack } from '@lifttrust/shared-types/visit/visit.contract';
import { tokenFrom } from '../features/code/code-token';
import { sha256OfBytes } from '../platform/sha256';

/**
 * Is what the scanner read a code of this lift? Also true where the pack brought no codes: then only the service can say.
 */
export function isOurCode({ offline }: Pick<VisitPack, 'offline'>, scanned: string): boolean {
  const hashes = offline?.codeHashes ?? [];
  if (hashes.length === 0) return true;
  return hashes.includes(sha256OfBytes(utf8Bytes(tokenFrom(scanned) ?? scanned)));
}
