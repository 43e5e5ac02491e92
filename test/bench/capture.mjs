/** What runs beside requests: events on their way, entries that get their numbers, checkpoints. */
const background =
  /(SELECT|UPDATE|DELETE)[\s\S]*`?(outbox_event|ledger_head|ledger_checkpoint)`?|SELECT[\s\S]*`ledger_entry`[\s\S]*`seq` IS NULL/;
const opens = /^(START TRANSACTION|BEGIN)/i;
const closes = /^(COMMIT|ROLLBACK)/i;

/** Statements of each transaction or alone, without those of the background and without what frames them. */
function foreground(rows) {
  const kept = [];
  const running = new Map();
  for (const { thread_id: thread, text } of rows) {
    if (opens.test(text)) running.set(thread, []);
    else if (closes.test(text)) {
      const texts = running.get(thread) ?? [];
      kept.push(...withoutBackground(texts));
      running.delete(thread);
      // A write has its answer stored with it; what follows is somebody else's.
      if (texts.some((each) => each.startsWith('INSERT INTO `request_key`'))) return kept;
    } else if (/^SET /i.test(text)) continue;
    else if (running.has(thread)) running.get(thread).push(text);
    else kept.push(...withoutBackground([text]));
  }
  return kept;
}

const withoutBackground = (texts) => (texts.some((text) => background.test(text)) ? [] : texts);

/**
 * The statements of one request, as the database's general log has seen them, in the order of their arrival; they
 * are what the floor replays. Statements that only frame transactions are left out.
 */
export async function capture(connection, request) {
  const [[{ id }]] = await connection.query('SELECT CONNECTION_ID() AS id');
  await connection.query('TRUNCATE mysql.general_log');
  await connection.query('SET GLOBAL general_log = 1');
  let reply;
  try {
    reply = await request();
  } finally {
    await connection.query('SET GLOBAL general_log = 0');
  }
  const [rows] = await connection.query(
    `SELECT thread_id, command_type, CONVERT(argument USING utf8mb4) AS text FROM mysql.general_log
     WHERE command_type IN ('Query', 'Execute') AND thread_id <> ? ORDER BY event_time`,
    [id],
  );
  const statements = foreground(rows);
  if (statements.length === 0) throw new Error('The general log shows no statement of the request.');
  return { statements, reply };
}

/**
 * Unique indices per table, the primary key among them: what a replayed insert needs new values for.
 * @returns {Promise<Record<string, string[][]>>} columns of each index
 */
export async function uniqueIndices(connection) {
  const [rows] = await connection.query(
    `SELECT table_name AS tab, index_name AS name, column_name AS col FROM information_schema.statistics
     WHERE table_schema = DATABASE() AND non_unique = 0 ORDER BY table_name, index_name, seq_in_index`,
  );
  const indices = {};
  for (const { tab, name, col } of rows) {
    indices[tab] ??= {};
    indices[tab][name] ??= [];
    indices[tab][name].push(col);
  }
  return Object.fromEntries(Object.entries(indices).map(([tab, named]) => [tab, Object.values(named)]));
}
