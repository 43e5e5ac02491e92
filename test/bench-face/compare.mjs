// Two pictures of each person: how well does the product tell them from others, and what does that cost?
import { cpus } from 'node:os';
import { costSection } from './cost.mjs';
import { enrolment, lookAtAll, match, openEngine, policy } from './engine.mjs';
import { histogram, passing, percentile, share, table, thresholdFor } from './figures.mjs';
import { BadFolder, firstReadable, groupsOf, peopleIn } from './pictures.mjs';
import { threeFrames } from './three-frames.mjs';
import { cosines, runTrials } from './trials.mjs';

const sizes = [10, 20, 50, 100];
/** So many people at least are left as strangers, else all are enrolled. */
const fewestStrangers = 10;
/** The service compares with at most so many colleagues. */
const mostEnrolled = 600;

/** Why enrolment would have asked for another picture; the bench takes it all the same, and says so. */
function enrolmentRefusals(analyses) {
  const refused = new Map();
  for (const analysis of analyses) {
    const codes = new Set(enrolment.enrolmentProblems([analysis]).map(({ code }) => code));
    for (const code of codes) refused.set(code, (refused.get(code) ?? 0) + 1);
  }
  return [...refused].sort((a, b) => b[1] - a[1]);
}

function distributionSection(people, seed) {
  const { genuine, impostor } = cosines(people, seed);
  const values = (list) => list.map(({ value }) => value);
  const rows = [];
  for (const group of groupNames(people)) {
    const own = (list) => values(group === 'all' ? list : list.filter((one) => one.group === group));
    for (const [who, list] of [
      ['right people', own(genuine)],
      ['strangers', own(impostor)],
    ]) {
      if (list.length > 0)
        rows.push([
          group,
          who,
          list.length,
          ...[1, 5, 50, 95, 99, 99.9].map((p) => percentile(list, p).toFixed(3)),
        ]);
    }
  }
  return [
    '### Likeness before any normalisation (cosine)',
    histogram(values(genuine), values(impostor), { from: 0.6, to: 1, steps: 20, digits: 2 }),
    table(['group', 'who', 'pairs', '1 %', '5 %', '50 %', '95 %', '99 %', '99.9 %'], rows),
  ];
}

const groupNames = (people) => {
  const names = [...new Set(people.map(({ group }) => group))].filter(Boolean).sort();
  return ['all', ...names];
};

const inGroup = (group) => (trial) =>
  group === 'all' || (trial.group === group && (trial.isGenuine || trial.sameGroup));

/** Share accepted, given to a person and refused by the rule that is in force. */
function decisionRows(label, people, trials) {
  return groupNames(people).map((group) => {
    const own = trials.filter(inGroup(group));
    const [right, wrong] = [own.filter((one) => one.isGenuine), own.filter((one) => !one.isGenuine)];
    const of = (list, outcome) => share(list.filter((one) => one.outcome === outcome).length, list.length, 2);
    return [
      label,
      group,
      right.length,
      of(right, 'accepted'),
      of(right, 'in_review'),
      of(right, 'rejected'),
      wrong.length,
      of(wrong, 'accepted'),
      of(wrong, 'in_review'),
    ];
  });
}

function rateRows(label, people, trials) {
  return groupNames(people).map((group) => {
    const own = trials.filter(inGroup(group));
    const [right, wrong] = [own.filter((one) => one.isGenuine), own.filter((one) => !one.isGenuine)];
    const cells = [0.01, 0.001, 0.0001].map((rate) => {
      const threshold = thresholdFor(wrong, rate);
      return threshold === null
        ? '–'
        : `${share(passing(right, threshold), right.length)} (${threshold < -50 ? 'any' : threshold.toFixed(2)})`;
    });
    return [label, group, ...cells];
  });
}

function thresholdRows(people, trials) {
  return groupNames(people).flatMap((group) => {
    const own = trials.filter(inGroup(group));
    const [right, wrong] = [own.filter((one) => one.isGenuine), own.filter((one) => !one.isGenuine)];
    return [1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5].map((threshold) => [
      group,
      threshold.toFixed(1),
      share(passing(right, threshold), right.length),
      share(passing(wrong, threshold), wrong.length, 3),
    ]);
  });
}

function decisionSections(people, options) {
  const largest = Math.min(people.length, mostEnrolled);
  const wanted = [...sizes.filter((size) => size + fewestStrangers <= people.length), largest];
  const runs = wanted.map((size) => ({
    size,
    label: `${size}${size === people.length ? ' (all)' : ''}${size < policy.coldStartPeople ? ', cold start' : ''}`,
    // Where all are enrolled each stranger has a cohort of their own, which takes its time.
    trials: runTrials(people, size, {
      trials: size === people.length ? options.trials / 4 : options.trials,
      seed: options.seed,
    }),
  }));
  const last = runs[runs.length - 1];
  const scores = (isGenuine) =>
    last.trials.filter((trial) => trial.isGenuine === isGenuine).map(({ score }) => score);
  return [
    '### Decisions of the product',
    'Who is enrolled is drawn by lot, repeatedly; strangers are not enrolled themselves; where all are, the stranger alone is taken out. Rows of a group count strangers of the same group only. Below 20 enrolled people a person decides on all that is not refused.',
    table(
      [
        'enrolled',
        'group',
        'right people',
        'accepted',
        'to a person',
        'refused',
        'strangers',
        'accepted',
        'to a person',
      ],
      runs.flatMap(({ label, trials }) => decisionRows(label, people, trials)),
    ),
    '### Right people accepted (TAR) at a given share of strangers accepted (FAR), and the threshold it takes',
    table(
      ['enrolled', 'group', 'FAR 1 %', 'FAR 0.1 %', 'FAR 0.01 %'],
      runs.flatMap(({ label, trials }) => rateRows(label, people, trials)),
    ),
    `### Score with ${last.label} enrolled`,
    histogram(scores(true), scores(false), { from: -6, to: 12, steps: 24, digits: 2 }),
    table(['group', 'threshold', 'TAR', 'FAR'], thresholdRows(people, last.trials)),
  ];
}

/**
 * @param {{ folderA: string, folderB: string, groupsFile?: string, trials: number, seed: number, turned: number }} options
 * @param {(text: string) => void} say
 * @returns {Promise<string>} a part of a Markdown page
 */
export async function compare(options, say) {
  const found = peopleIn(options.folderA, options.folderB);
  const groups = groupsOf(options.groupsFile, found.people);
  const engine = openEngine();
  try {
    const paths = found.people.flatMap(({ first, second }) => [first, second]);
    const start = await engine.start(await firstReadable(paths));
    engine.frames.length = 0;
    const watched = await lookAtAll(engine, paths, say);
    const seen = watched.result;
    const usable = [];
    found.people.forEach((person, at) => {
      const [one, other] = [seen[2 * at], seen[2 * at + 1]];
      if (one?.face && other?.face)
        usable.push({
          ...person,
          group: groups.get(person.name) ?? '',
          template: match.meanEmbedding([one.face.embedding]),
          probe: match.meanEmbedding([other.face.embedding]),
        });
    });
    const unreadable = seen.filter(({ readable }) => !readable).length;
    const faceless = seen.filter(({ readable, face }) => readable && !face).length;
    if (usable.length < 3) {
      throw new BadFolder(
        `A face was found in both pictures of ${usable.length} people only (${unreadable} pictures unreadable, ${faceless} without a face).`,
      );
    }
    const cost = costSection({ start, watched, engine, cohort: usable });
    say('deciding');
    const decisions = decisionSections(usable, options);
    const three = options.turned > 0 ? await threeFrames(engine, usable, options, say) : [];
    const refusals = enrolmentRefusals(seen.filter((_, at) => at % 2 === 0));
    return [
      `${usable.length} people with a face in both pictures; ${found.alone} pictures without a partner, ${unreadable} unreadable, ${faceless} without a face.` +
        ` ${groups.size > 0 ? `${groups.size} people have a group.` : 'No groups were given.'} Model ${seen[0].modelVersion}, seed ${options.seed}.`,
      refusals.length > 0
        ? `Enrolment would have asked for another picture of some (the figures take them all the same): ${refusals.map(([code, count]) => `${count} × ${code}`).join(', ')}.`
        : 'Enrolment would have taken every picture of the first folder.',
      ...distributionSection(usable, options.seed),
      ...decisions,
      ...three,
      `### Cost (${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.versions.node})`,
      ...cost,
    ].join('\n\n');
  } finally {
    await engine.close();
  }
}
