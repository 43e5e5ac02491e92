import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { root } from '../../cloud/scripts/prepare.mjs';

const [begin, end] = ['<!-- bench:begin -->', '<!-- bench:end -->'];
const fixed = (value, digits) => value.toFixed(digits);
const line = (cells) => `| ${cells.join(' | ')} |`;

/** The results as Markdown: what was measured, on what, and how to repeat it. */
export function toMarkdown({ reads, submissions, extras, options, database, took }) {
  const rows = [...reads, ...submissions].map((row) => [
    row.name,
    row.connections,
    row.statements,
    fixed(row.service.perSecond, 0),
    fixed(row.floor.perSecond, 0),
    `**${fixed(row.ratio, 2)}**${row.target ? ` (≥ ${row.target})` : ''}`,
    row.service.p50,
    row.service.p99,
    `${row.floor.p50} / ${row.floor.p99}`,
    `${fixed(row.service.processorMs, 2)} / ${fixed(row.floor.processorMs, 2)}`,
  ]);
  const inserts = submissions.map(
    (row) =>
      `- Submission to one bare insert at ${row.connections} connections: **${fixed(row.toInsert, 3)}** (goal 0.15; ${fixed(row.insert.perSecond, 0)} inserts/s)`,
  );
  const machine = `${cpus()[0]?.model ?? 'unknown CPU'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Linux ${release()}`;
  const date = new Date().toISOString().slice(0, 16).replace('T', ' ');
  return [
    `Run of ${date} UTC with ${options.records.toLocaleString('en-GB')} records, ${Math.round(took)} s; ${options.rounds} interleaved rounds, the middle one counts.`,
    '',
    `Machine: ${machine}. Node ${process.versions.node}, ${database}.`,
    `Repeat: \`npm run bench -- ${options.records === 240_000 ? '' : `--records ${options.records} `}--write\``,
    '',
    line([
      'Case',
      'Connections',
      'Statements',
      'Service/s',
      'Floor/s',
      'Ratio (target)',
      'p50 ms',
      'p99 ms',
      'Floor p50 / p99',
      'CPU ms each: service / floor',
    ]),
    line(['---', '--:', '--:', '--:', '--:', '--:', '--:', '--:', '--:', '--:']),
    ...rows.map(line),
    '',
    ...inserts,
    ...extras.map((extra) => `- ${extra}`),
  ].join('\n');
}

/** Puts the results between the markers of docs/benchmarks.md, one section per size of the data set. */
export function writeDocs(markdown, records) {
  const file = join(root, 'docs/benchmarks.md');
  const text = readFileSync(file, 'utf8');
  const [first, last] = [begin, end].map((marker) => marker.replace('bench:', `bench:${records}:`));
  const [from, to] = [text.indexOf(first), text.indexOf(last)];
  if (from < 0 || to < from) throw new Error(`docs/benchmarks.md has no place for ${records} records.`);
  writeFileSync(file, `${text.slice(0, from + first.length)}\n${markdown}\n${text.slice(to)}`);
}
