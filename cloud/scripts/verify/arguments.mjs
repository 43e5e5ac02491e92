import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readHandovers } from './folders.mjs';
import { bucketOf, folderOf } from './objects.mjs';
import { keyIdOf, keysFrom } from './shared.mjs';
import { UsageError } from './usage-error.mjs';

export const usage = `Checks what LiftTrust has sealed.

  npm run verify -- <receipt.json|package.json> … --key K
      needs no database: is it signed, unchanged and in the log?
  npm run verify -- <archive.zip> --key K      also: --package <archive.zip>
      a monthly package: is every file the one that was packed, and every record sealed and in the log?
  npm run verify -- --database [file|mysql://…] --checkpoints DIR --key K [--objects DIR] [receipt.json …]
      reads the whole log and compares it with the exported checkpoints, the evidence and the record table.

  --key K            public key: base64, or a file that holds it (*.pub); take it from where you trust it; may be
                     given several times. Keys that it has handed over to, or that handed over to it, are found
                     by their *.handover.json in --checkpoints
  --database [D]     SQLite file or mysql:// address; default: LIFTTRUST_DATABASE, else data/lifttrust.sqlite
  --checkpoints DIR  default: LIFTTRUST_CHECKPOINT_DIR, else data-checkpoints
  --objects DIR      folder of the evidence objects, or \`cos\` or \`cos-copy\`: the bucket of LIFTTRUST_COS_… or the
                     one of its second copies; default: as LIFTTRUST_OBJECT_STORE says, else data/objects

Exit code 0: everything holds. 1: something is broken, each named. 2: the check could not be made.`;

const looksLikeDatabase = (text) => /^(sqlite|mysql|mariadb):|\.(sqlite3?|db)$/.test(text);

/** `--database` may stand alone; parseArgs knows no optional values. */
function takeDatabase(args) {
  const at = args.findIndex((arg) => arg === '--database' || arg.startsWith('--database='));
  if (at < 0) return { rest: args, database: null };
  const inline = args[at].split('=').slice(1).join('=');
  const next = args[at + 1] ?? '';
  const isNext = !inline && looksLikeDatabase(next);
  const rest = [...args.slice(0, at), ...args.slice(at + (isNext ? 2 : 1))];
  return { rest, database: inline || (isNext ? next : defaultDatabase()) };
}

const dataDir = () => resolve(process.env.LIFTTRUST_DATA_DIR || 'data');
const defaultDatabase = () => process.env.LIFTTRUST_DATABASE || resolve(dataDir(), 'lifttrust.sqlite');

function readKey(given) {
  const text = existsSync(given) ? readFileSync(given, 'utf8').trim() : given.trim();
  if (!/^[A-Za-z0-9+/]{43}=$/.test(text)) {
    throw new UsageError(
      `--key ${given} is neither a public key in base64 (44 characters) nor a file with one.`,
    );
  }
  return text;
}

/** The given keys and those they vouch for. */
function readKeys(given, checkpoints) {
  if (!given?.length)
    throw new UsageError('Give the public key with --key: base64, or a file that holds it.');
  const publicKeys = given.map(readKey);
  const ring = keysFrom(publicKeys, readHandovers(checkpoints));
  return { publicKeys, ring, keyNames: `key ${publicKeys.map(keyIdOf).join(', ')}` };
}

function parse(args) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        key: { type: 'string', multiple: true },
        package: { type: 'string', multiple: true },
        checkpoints: { type: 'string' },
        objects: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error.message);
  }
}

function objectsOf(given) {
  const named = given ?? (process.env.LIFTTRUST_OBJECT_STORE === 'cos' ? 'cos' : undefined);
  if (named === 'cos' || named === 'cos-copy') return bucketOf(named);
  const found = folderOf(named ?? (process.env.LIFTTRUST_OBJECT_DIR || resolve(dataDir(), 'objects')));
  if (given && !found) throw new UsageError(`There is no folder ${given}.`);
  return found;
}

export function readArguments(given) {
  const { rest, database } = takeDatabase(given);
  const { values, positionals } = parse(rest);
  if (values.help || given.length === 0) return { help: true };
  const files = [...positionals, ...(values.package ?? [])];
  if (!database && files.length === 0) throw new UsageError('Name a receipt or package, or use --database.');
  const checkpoints = resolve(
    values.checkpoints ?? (process.env.LIFTTRUST_CHECKPOINT_DIR || `${dataDir()}-checkpoints`),
  );
  return {
    help: false,
    ...readKeys(values.key, checkpoints),
    database,
    files,
    checkpoints,
    objects: objectsOf(values.objects),
  };
}
