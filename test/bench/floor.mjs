import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { createPool } from 'mysql2/promise';
import { Replay } from './replay.mjs';

/**
 * The floor: what the same work costs with node:http and mysql2 alone. It runs the statements that the service was
 * seen to run and sends the service's own answer, cut to the contract as the service cuts it; nothing is cached.
 */
const plan = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const pool = createPool({ uri: plan.database, connectionLimit: 20, supportBigNumbers: true, timezone: 'Z' });

// The compiled form, as the service itself loads it.
const load = createRequire(import.meta.url);
const contract = ({ module, table, name }) => load(`@lifttrust/shared-types/${module}`)[table][name].response;

const reads = new Map();
for (const read of plan.reads) reads.set(read.path, { ...read, shape: contract(read.contract) });

let replay;
let submitShape;
function useSubmission(submission) {
  replay = new Replay(submission.statements, submission.sample, submission.indices, submission.firstNumber);
}
if (plan.submission) {
  useSubmission(plan.submission);
  submitShape = contract(plan.submission.contract);
}

async function read({ statements, reply, shape }) {
  for (const text of statements) await pool.query(text);
  return shape.parse(reply);
}

async function submit(number) {
  const statements = replay.of(number);
  const connection = await pool.getConnection();
  try {
    await connection.beginTransaction();
    for (const text of statements) await connection.query(text);
    await connection.commit();
  } catch (error) {
    await connection.rollback();
    throw error;
  } finally {
    connection.release();
  }
  return submitShape.parse(plan.submission.reply);
}

async function bareInsert(number) {
  await pool.query('INSERT INTO bench_insert (id, body) VALUES (?, ?)', [`${number}`, plan.insertBody]);
  return { id: number };
}

function work(url) {
  const known = reads.get(url);
  if (known) return read(known);
  const [, act, number] = /^\/floor\/(submission|insert)\/(\d+)$/.exec(url) ?? [];
  if (act === 'submission') return submit(Number(number));
  if (act === 'insert') return bareInsert(Number(number));
  throw new Error(`no such case: ${url}`);
}

const server = createServer((request, response) => {
  request.resume();
  request.on('end', async () => {
    try {
      const body = JSON.stringify(await work(request.url));
      response.writeHead(200, {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
        'cache-control': 'no-store',
      });
      response.end(body);
    } catch (error) {
      response.writeHead(500).end(String(error));
      process.send?.({ error: String(error) });
    }
  });
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: server.address().port }));
process.on('disconnect', () => process.exit(0));
