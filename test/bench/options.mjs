import { parseArgs } from 'node:util';

const help = `npm run bench -- [options]
  --records N      maintenance records in the database: 240000 (default), 2400000, 9600000
  --quick          a tiny data set and short rounds: proves that the bench works, says nothing about speed
  --only a,b       scan, submission, lists, overdue, scope, history, memory, readiness;
                   directory, sign-in, identify, due, plan, packages, restore, live,
                   blackout, public-page, import (with a service of their own; only when named)
  --rounds N       interleaved rounds of service and floor (default 5)
  --seconds N      length of one reading round (default 3)
  --visits N       submissions of one round at 32 connections (default 160)
  --dir PATH       where the database lies between runs (default .cache/bench)
  --fresh          builds the data set anew
  --keep           takes the data set as it is, though tables or its making have changed since
  --write          writes the table into docs/benchmarks.md
  --profile PATH   CPU profile of the service into this folder`;

/** What to measure and how long; ends the process with the list of options when one is unknown. */
export function readOptions(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        records: { type: 'string' },
        quick: { type: 'boolean', default: false },
        only: { type: 'string' },
        rounds: { type: 'string' },
        seconds: { type: 'string' },
        visits: { type: 'string' },
        dir: { type: 'string', default: '.cache/bench' },
        fresh: { type: 'boolean', default: false },
        keep: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
        profile: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) throw new Error('');
    const { quick } = values;
    const number = (name, usual, small) => {
      const value = Number(values[name] ?? (quick ? small : usual));
      if (!(value > 0)) throw new Error(`--${name} needs a positive number.`);
      return value;
    };
    return {
      ...values,
      records: number('records', 240_000, 960),
      lifts: quick ? 200 : 100_000,
      rounds: number('rounds', 5, 1),
      seconds: number('seconds', 3, 0.5),
      visits: number('visits', 160, 8),
      only: values.only ? new Set(values.only.split(',')) : null,
    };
  } catch (error) {
    console.error(`${error.message}\n${help}`.trim());
    process.exit(1);
  }
}
