import { createHash } from 'node:crypto';
import {
  ArchiveManifest,
  ArchiveSignature,
  archiveText,
  checkPackage,
  EvidenceManifest,
  isSignedBy,
  KeyHandover,
  keysFrom,
  ProofPackage,
} from './shared.mjs';

import { UsageError } from './usage-error.mjs';
import { Zip } from './zip.mjs';

const manifestName = 'manifest.json';
const signatureName = 'manifest.signature.json';
const isRecord = (path) => /^lifts\/.+\.json$/.test(path);
/** Of an evidence file: that its records were called up, by whom and what for. */
const isProof = (path) => isRecord(path) || path === 'call-up.json';
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

export const isArchive = (file) => /\.zip$/i.test(file);

function read(zip, name, shape) {
  const bytes = zip.content(name);
  if (!bytes) return null;
  try {
    return shape.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    return null;
  }
}

const whatOf = ({ format, month, unit, version, reference, organisation }) =>
  format === 'lifttrust/evidence/v1'
    ? `called up by ${organisation.name}, ${reference}`
    : `${month}, ${unit.name}, version ${version}`;

/** What is broken in a monthly package or an evidence file: needs neither database nor server, nor anything that lies in the package. */
export function checkArchive(file, { publicKeys }, say) {
  const zip = new Zip(file);
  const broken = [];
  const bad = (name, text) => broken.push({ subject: `${file}, ${name}`, text });
  try {
    const manifest = read(zip, manifestName, ArchiveManifest) ?? read(zip, manifestName, EvidenceManifest);
    if (!manifest) throw new UsageError(`${file} is no package of ours: it has no readable ${manifestName}.`);
    checkSignature(zip, publicKeys, bad);
    const records = checkFiles(zip, manifest, publicKeys, bad);
    if (records !== manifest.records)
      bad(manifestName, `it names ${manifest.records} records, ${records} are there.`);
    say(
      `${file}: ${whatOf(manifest)}: ${manifest.files.length} files, ${records} records, ` +
        `log of ${manifest.logSize} entries.`,
    );
    return broken;
  } finally {
    zip.close();
  }
}

function checkSignature(zip, publicKeys, bad) {
  const signature = read(zip, signatureName, ArchiveSignature);
  if (!signature) return bad(signatureName, 'the signature is missing or unreadable.');
  const handovers = handoversOf(zip);
  const key = keysFrom(publicKeys, handovers).get(signature.keyId);
  const isGood =
    key !== undefined &&
    (key.until === null || signature.at <= key.until) &&
    isSignedBy(key.publicKey, archiveText(signature), signature.signature);
  if (!isGood) bad(signatureName, 'the manifest is not signed by the given key.');
  if (signature.manifest !== sha256(zip.content(manifestName) ?? Buffer.alloc(0)))
    bad(manifestName, 'the manifest was changed after it was signed.');
}

/** The records themselves carry them, so that nothing else in the package has to be believed. */
function handoversOf(zip) {
  const first = [...zip.entries.keys()].find(isRecord);
  const pkg = first && read(zip, first, ProofPackage);
  return (pkg?.handovers ?? []).filter((handover) => KeyHandover.safeParse(handover).success);
}

function checkFiles(zip, manifest, publicKeys, bad) {
  let records = 0;
  const known = new Set([manifestName, signatureName]);
  for (const { path, bytes, sha256: expected } of manifest.files) {
    known.add(path);
    if (!zip.entries.has(path)) {
      bad(path, 'the file is missing.');
      continue;
    }
    const content = zip.content(path);
    if (!content || content.length !== bytes || sha256(content) !== expected)
      bad(path, 'the file was changed.');
    if (!isProof(path)) continue;
    if (isRecord(path)) records += 1;
    checkRecord(path, content, manifest, publicKeys, bad);
  }
  for (const name of zip.entries.keys())
    if (!known.has(name)) bad(name, 'the manifest does not name this file.');
  return records;
}

function checkRecord(path, content, manifest, publicKeys, bad) {
  let pkg;
  try {
    pkg = ProofPackage.parse(JSON.parse(content.toString('utf8')));
  } catch {
    return bad(path, 'it is no proof package.');
  }
  for (const { name, broken } of checkPackage(pkg, publicKeys).filter(({ good }) => !good))
    bad(path, `${name} does not hold${broken.length > 0 ? ` (entry ${broken.join(', ')})` : ''}.`);
  const isUnderManifest =
    pkg.checkpoint?.size === manifest.logSize && pkg.checkpoint.logId === manifest.logId;
  if (!isUnderManifest) bad(path, 'it is proven under another checkpoint than the manifest says.');
  if (pkg.entries.some(({ inclusion }) => inclusion === null))
    bad(path, 'an entry has no proof of inclusion.');
}
