import { createRequire } from 'node:module';

/** Milliseconds of one statement, middle and 99th of a hundred, on a connection of its own. */
export async function timed(connection, text, parameters, times = 100) {
  const took = [];
  for (let count = 0; count < times; count += 1) {
    const begun = performance.now();
    await connection.query(text, parameters);
    took.push(performance.now() - begun);
  }
  took.sort((a, b) => a - b);
  return { p50: took[Math.floor(times / 2)], p99: took[Math.floor(times * 0.99)] };
}

/** The service's own statement for overdue lifts by company. */
export function overdueStatement() {
  const load = createRequire(import.meta.url);
  return load('../../cloud/dist/src/lift/due-counter.query.js').overdueByCompanySql;
}
