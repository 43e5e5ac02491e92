import { planMonth } from './plan.planner';
import { companyInAnyState } from './testing/chaos';
import { breaches } from './testing/law';

declare const process: { env: Record<string, string | undefined> };

/** Ten lifts each; `LIFTTRUST_LONG=1` runs ten thousand histories. */
const companies = process.env.LIFTTRUST_LONG ? 1000 : 100;

test(`in ${companies * 10} random histories no proposed day breaks the law`, () => {
  const wrong: string[] = [];
  for (let seed = 1; seed <= companies; seed += 1) {
    const facts = companyInAnyState(seed);
    wrong.push(...breaches(facts, planMonth(facts)).map((what) => `seed ${seed}: ${what}`));
  }
  expect(wrong).toEqual([]);
});

test('the same facts give the same plan, in whatever order they come', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const facts = companyInAnyState(seed);
    const plan = planMonth(facts);
    expect(
      planMonth({ ...facts, lifts: [...facts.lifts].reverse(), fixed: [...facts.fixed].reverse() }),
    ).toEqual(plan);
  }
});
