import { checkArchive, isArchive } from './verify/archive.mjs';
import { readArguments, usage } from './verify/arguments.mjs';
import { auditDatabase } from './verify/audit.mjs';
import { checkPaper, readPaper } from './verify/papers.mjs';
import { UsageError } from './verify/usage-error.mjs';

const say = (text) => console.log(text);

async function main() {
  const given = readArguments(process.argv.slice(2));
  if (given.help) {
    say(usage);
    return 0;
  }
  const papers = given.files.filter((file) => !isArchive(file)).map(readPaper);
  const broken = papers.flatMap((paper) => checkPaper(paper, given, say));
  for (const file of given.files.filter(isArchive)) broken.push(...checkArchive(file, given, say));
  if (given.database) {
    const receipts = papers.flatMap(({ receipt, pkg }) =>
      receipt ? [receipt] : pkg.entries.map((proven) => proven.receipt),
    );
    broken.push(...(await auditDatabase({ ...given, receipts }, say)));
  }
  for (const { subject, text } of broken) say(`BROKEN  ${subject}: ${text}`);
  say(
    broken.length === 0
      ? `Everything holds (${given.keyNames}).`
      : `${broken.length} broken (${given.keyNames}).`,
  );
  return broken.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof UsageError ? error.message : error);
  process.exitCode = 2;
}
