// node test/bench-face/identify.mjs [people]: how long it takes to find whose face this is among so many enrolled.
import { createRequire } from 'node:module';
import { install, refuseOldNode } from '../../cloud/scripts/prepare.mjs';
import { percentile } from './figures.mjs';

refuseOldNode();
await install();
const require = createRequire(import.meta.url);
require('../../cloud/scripts/typescript.cjs').runSources();
const { Gallery, embeddingLength } = require('../../cloud/src/face/face.gallery.ts');
const { cohortOf, meanEmbedding, partsWithin } = require('../../shared-types/src/face/face.match.rules.ts');

const people = Number(process.argv[2] ?? 20_000);
const rounds = 200;

/** As near to each other as faces are: one direction and a tenth of noise. */
const face = () => meanEmbedding([Float32Array.from({ length: embeddingLength }, () => 1 + Math.random())]);

const gallery = new Gallery();
const heapBefore = process.memoryUsage();
for (let at = 0; at < people; at += 1)
  gallery.add(`template-${String(at).padStart(8, '0')}`, `person-${at}`, face());
const heapAfter = process.memoryUsage();

function timed(work) {
  for (let at = 0; at < 20; at += 1) work();
  const times = [];
  const before = process.cpuUsage();
  for (let at = 0; at < rounds; at += 1) {
    const begun = process.hrtime.bigint();
    work();
    times.push(Number(process.hrtime.bigint() - begun) / 1e6);
  }
  const { user, system } = process.cpuUsage(before);
  return { times: times.sort((one, other) => one - other), cpu: (user + system) / 1000 / rounds };
}

const probe = face();
const own = gallery.face('template-00000001');
const search = timed(() => gallery.nearest(probe, 'nobody'));
const cohort = timed(() => {
  const faces = gallery.latest(600, 'person-1');
  return partsWithin(cohortOf(faces), probe, own);
});
const removal = timed(() => {
  gallery.remove('template-00000005');
  gallery.add('template-00000005', 'person-5', probe);
});
const ms = (found, share) => `${percentile(found.times, share).toFixed(2)} ms`;
const megabytes = (value) => `${(value / 1e6).toFixed(1)} MB`;
console.log(`${people} enrolled, ${rounds} rounds, Node ${process.version}`);
console.log(
  `nearest of all: median ${ms(search, 50)}, 95 % ${ms(search, 95)}, 99 % ${ms(search, 99)}; CPU ${search.cpu.toFixed(2)} ms`,
);
console.log(
  `score beside 600 strangers: median ${ms(cohort, 50)}, 99 % ${ms(cohort, 99)}; CPU ${cohort.cpu.toFixed(2)} ms`,
);
console.log(`deletion and addition of one: median ${ms(removal, 50)}, 99 % ${ms(removal, 99)}`);
console.log(`numbers of the faces: ${megabytes(people * embeddingLength * 4)}`);
console.log(`memory outside the heap: ${megabytes(heapAfter.arrayBuffers - heapBefore.arrayBuffers)}`);
