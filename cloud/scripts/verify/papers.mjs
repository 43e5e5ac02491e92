import { existsSync, readFileSync } from 'node:fs';
import { checkPackage, isReceiptBelieved, ProofPackage, Receipt } from './shared.mjs';
import { UsageError } from './usage-error.mjs';

const words = {
  key: ['it carries the given key', 'it carries another key than the given one'],
  content: ['the content is the one that was sealed', 'the content was changed'],
  closed: ['the closed part is the one that was sealed', 'the closed part was changed'],
  chain: [
    'each entry follows the previous one of its lift',
    'an entry does not follow the previous one of its lift',
  ],
  receipt: [
    'the receipts are signed by the service',
    'a receipt is not signed by the service or is for something else',
  ],
  checkpoint: ['the checkpoint is signed by the service', 'the checkpoint is not signed by the service'],
  inclusion: ['the entries are in the signed log, or promised to be', 'an entry is not in the signed log'],
};

/** Reads a receipt or a proof package from a file. */
export function readPaper(file) {
  if (!existsSync(file)) throw new UsageError(`There is no file ${file}.`);
  let value;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new UsageError(`${file} is not JSON.`);
  }
  const receipt = Receipt.safeParse(value?.receipt ?? value);
  if (receipt.success) return { file, receipt: receipt.data };
  const pkg = ProofPackage.safeParse(value);
  if (pkg.success) return { file, pkg: pkg.data };
  throw new UsageError(`${file} is neither a receipt nor a proof package.`);
}

/** What is broken in a receipt or package; needs neither database nor server. */
export function checkPaper({ file, receipt, pkg }, { publicKeys, ring }, say) {
  if (receipt) {
    const good = isReceiptBelieved(receipt, ring);
    if (good) {
      say(
        `${file}: receipt for ${receipt.version === 1 ? `entry ${receipt.seq}` : 'an entry'}, hash ` +
          `${receipt.entryHash}, ${new Date(receipt.at).toISOString()}; whether the log holds it, --database tells.`,
      );
      return [];
    }
    return [{ subject: file, text: 'the receipt is not signed by the given key.' }];
  }
  const checks = checkPackage(pkg, publicKeys);
  for (const { name, good } of checks.filter((check) => check.good)) {
    say(`${file}: ok, ${words[name][good ? 0 : 1]}.`);
  }
  return checks
    .filter(({ good }) => !good)
    .map(({ name, broken }) => ({
      subject: broken.length > 0 ? `${file}, ${broken.map((seq) => `entry ${seq}`).join(', ')}` : file,
      text: `${words[name][1]}.`,
    }));
}
