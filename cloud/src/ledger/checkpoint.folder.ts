import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Checkpoint } from '@lifttrust/shared-types/ledger/ledger.contract';

const nameOf = (size: number) => `${String(size).padStart(12, '0')}.json`;
const isThere = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'EEXIST';

/** The checkpoints of one log as files outside the database, one folder per log, written once and never again. */
export class CheckpointFolder {
  private readonly path: string;

  constructor(
    private readonly root: string,
    logId: string,
  ) {
    this.path = join(root, logId);
  }

  async latest(): Promise<Checkpoint | null> {
    await mkdir(this.path, { recursive: true });
    const names = (await readdir(this.path)).filter((name) => /^\d{12}\.json$/.test(name)).sort();
    const last = names.at(-1);
    return last === undefined ? null : this.read(last);
  }

  /** Writes a checkpoint, or gives the one of the same size that another process was quicker to write. */
  async add(checkpoint: Checkpoint): Promise<Checkpoint> {
    const name = nameOf(checkpoint.size);
    const isNew = await writeOnce(this.path, name, `${JSON.stringify(checkpoint)}\n`);
    return isNew ? checkpoint : this.read(name);
  }

  /** The public key lies beside the checkpoints; whoever checks takes it from where they trust it. */
  async addKey(keyId: string, publicKey: string): Promise<void> {
    await mkdir(this.root, { recursive: true });
    await writeOnce(this.root, `${keyId}.pub`, `${publicKey}\n`);
  }

  private async read(name: string): Promise<Checkpoint> {
    return Checkpoint.parse(JSON.parse(await readFile(join(this.path, name), 'utf8')));
  }
}

/** False when the file exists. After a crash it is there whole or not at all. */
async function writeOnce(folder: string, name: string, text: string): Promise<boolean> {
  const temporary = join(folder, `.${name}.${randomBytes(6).toString('hex')}`);
  const file = await open(temporary, 'wx', 0o644);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(temporary, join(folder, name));
    await syncFolder(folder);
    return true;
  } catch (error) {
    if (isThere(error)) return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder; there the file system keeps the order of names itself.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
