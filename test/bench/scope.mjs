import { capture } from './capture.mjs';
import { tokenOf } from './names.mjs';
import { median } from './runner.mjs';

const rounds = 60;
const condition = /(\(?)([^\s(]*division_code`?) LIKE '\d+%'/g;

/**
 * What the permission scope adds to a list of 100 000 lifts: the statements of the list of a regulator for whom every
 * lift is in scope, against the same without the condition, in turn on one connection. For whoever sees a part only,
 * the condition saves work: beside it stands a regulator of one district.
 */
export async function scopeCost(connection, service) {
  const request = async () => {
    const headers = { authorization: `Bearer ${tokenOf('regulator-0')}` };
    const answer = await fetch(`${service.url}/api/lifts?page=1`, { headers });
    if (!answer.ok) throw new Error(`The list was answered ${answer.status}.`);
    return answer.json();
  };
  await request();
  const { statements } = await capture(connection, request);
  const scoped = statements.filter((text) => new RegExp(condition.source).test(text));
  if (scoped.length === 0) throw new Error('No statement of the list has a scope.');
  const everything = scoped.map((text) => text.replace(condition, "$1$2 LIKE '9%'"));
  const bare = scoped.map((text) => text.replace(condition, '$11 = 1'));
  const contenders = Object.entries({ everything, bare, district: scoped });
  const took = { everything: [], bare: [], district: [] };
  for (let round = 0; round < rounds; round += 1) {
    // Whoever begins finds colder caches.
    for (const [name, texts] of round % 2 === 0 ? contenders : [...contenders].reverse()) {
      const begun = performance.now();
      for (const text of texts) await connection.query(text);
      took[name].push(performance.now() - begun);
    }
  }
  const [withScope, without, district] = [took.everything, took.bare, took.district].map(median);
  const added = ((withScope - without) / without) * 100;
  return `The permission scope on a list of all lifts: **${added.toFixed(1)} %** (≤ 5 %; ${withScope.toFixed(1)} ms with, ${without.toFixed(1)} ms without the condition, of ${scoped.length} statements); a regulator of one of twenty districts waits ${district.toFixed(1)} ms`;
}
