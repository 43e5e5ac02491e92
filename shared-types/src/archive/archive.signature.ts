import { canonicalJson } from '../proof/proof.hash';
import type { ArchiveSignature } from './archive.contract';

/** What the log's key signs of a package; the first line keeps it from being valid for anything else. */
export function archiveText({ version, keyId, manifest, at }: Omit<ArchiveSignature, 'signature'>): string {
  return `lifttrust/archive/v${version}\n${canonicalJson({ version, keyId, manifest, at })}`;
}
