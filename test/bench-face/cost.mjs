// What a frame and a check cost, and whether the service's own loop feels it.
import { match } from './engine.mjs';
import { percentile, table } from './figures.mjs';

const ms = (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

/** CPU of one comparison with so many colleagues, on the main loop. */
function comparisonCost(cohort, size) {
  const faces = Array.from({ length: size - 1 }, (_, at) => cohort[at % cohort.length].template);
  const [{ probe, template }] = cohort;
  match.normalisedScore(probe, template, faces);
  const rounds = 20;
  const before = process.cpuUsage();
  for (let at = 0; at < rounds; at++) match.normalisedScore(probe, template, faces);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / rounds;
}

export function costSection({ start, watched, engine, cohort }) {
  const cpu = engine.frames.map((frame) => frame.cpu);
  const wall = engine.frames.map((frame) => frame.wall);
  const comparison = comparisonCost(cohort, 600);
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return [
    table(
      ['', 'median', '95 %', 'mean', 'goal'],
      [
        ['CPU per frame', ms(percentile(cpu, 50)), ms(percentile(cpu, 95)), ms(mean(cpu)), '≤ 120 ms'],
        [
          'wall time per frame, one worker',
          ms(percentile(wall, 50)),
          ms(percentile(wall, 95)),
          ms(mean(wall)),
          '',
        ],
        [
          'CPU per check (three frames and a comparison with 600)',
          ms(3 * percentile(cpu, 50) + comparison),
          ms(3 * percentile(cpu, 95) + comparison),
          ms(3 * mean(cpu) + comparison),
          '≤ 400 ms',
        ],
        ['comparison with 600 people, on the main loop', ms(comparison), '', '', ''],
      ],
    ),
    table(
      ['main loop waits', '99 %', 'longest'],
      [
        ['while pictures are analysed', ms(watched.p99), ms(watched.max)],
        ['while nothing happens, same run', ms(start.idle.p99), ms(start.idle.max)],
      ],
    ),
    `First picture, with the start of the worker and its weights: ${ms(start.first.wall)}, ${ms(start.first.cpu)} of CPU. ` +
      `Memory of the process: ${start.before.toFixed(0)} MB before, ${engine.megabytes().toFixed(0)} MB with one worker after ${cpu.length} pictures.`,
  ];
}
