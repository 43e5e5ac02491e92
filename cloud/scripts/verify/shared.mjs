import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
export const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/**
 * The very code that phones and service use. A clone compiles its sources on the spot, so that what is verified with
 * never lags behind what one can read; a production build has only the compiled files.
 */
function loader() {
  const sources = join(root, 'shared-types/src');
  if (!existsSync(sources)) return (path) => require(`@lifttrust/shared-types/${path}`);
  require('../typescript.cjs').runSources();
  return (path) => require(join(sources, `${path}.ts`));
}

const load = loader();

export const { LogAudit } = load('proof/proof.audit');
export const { checkPackage } = load('proof/proof.package');
export const { isReceiptBelieved, keysFrom, handoverText } = load('proof/proof.keys');
export const { isSignedBy, keyIdOf, receiptText } = load('proof/proof.signature');
export const { archiveText } = load('archive/archive.signature');
export const { ArchiveManifest, ArchiveSignature } = load('archive/archive.contract');
export const { EvidenceManifest } = load('evidence/evidence.contract');
export const { recordChange, submittedColumns } = load('record/record.projection');
export const { Checkpoint, KeyHandover, ProofPackage } = load('ledger/ledger.contract');
export const { Receipt } = load('record/record.contract');
