// Numbers into words and tables.

export const share = (part, whole, digits = 1) =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(digits)} %`;

/** @param {readonly number[]} values @param {number} percent */
export function percentile(values, percent) {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor((percent / 100) * sorted.length))] ?? Number.NaN;
}

/** @param {string[]} head @param {(string | number)[][]} rows */
export const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Two distributions side by side, as bars of text. */
export function histogram(genuine, impostor, { from, to, steps, digits }) {
  const width = (to - from) / steps;
  const counted = (values) => {
    const bins = new Array(steps).fill(0);
    for (const value of values)
      bins[Math.max(0, Math.min(steps - 1, Math.floor((value - from) / width)))] += 1 / values.length;
    return bins;
  };
  const [right, wrong] = [counted(genuine), counted(impostor)];
  const most = Math.max(...right, ...wrong, 1e-9);
  const bar = (value) => '█'.repeat(Math.round((value / most) * 24)) || (value > 0 ? '·' : '');
  const rows = right.map((value, at) => {
    const low = (from + at * width).toFixed(digits).padStart(6);
    return `${low}  ${bar(wrong[at]).padEnd(25)} ${bar(value)}`;
  });
  return ['```', `from    ${'strangers'.padEnd(25)} right people`, ...rows, '```'].join('\n');
}

/** The least threshold at which at most `rate` of the strangers pass; colleagues closer never pass. */
export function thresholdFor(strangers, rate) {
  const scores = Float64Array.from(strangers, (trial) => (trial.closer ? -99 : trial.score)).sort();
  const allowed = Math.floor(rate * scores.length);
  return scores.length * rate < 5 ? null : scores[scores.length - 1 - allowed];
}

export const passing = (trials, threshold) =>
  trials.filter((trial) => !trial.closer && trial.score > threshold).length;
