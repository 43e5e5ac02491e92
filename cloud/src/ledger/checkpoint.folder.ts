import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Checkpoint } from '@lifttrust/shared-types/ledger/ledger.contract';
import { writeOnce } from '../kernel/write-once';

const nameOf = (size: number) => `${String(size).padStart(12, '0')}.json`;

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
    const isNew = await writeOnce(join(this.path, name), `${JSON.stringify(checkpoint)}\n`);
    return isNew ? checkpoint : this.read(name);
  }

  /** The public key lies beside the checkpoints; whoever checks takes it from where they trust it. */
  async addKey(keyId: string, publicKey: string): Promise<void> {
    await mkdir(this.root, { recursive: true });
    await writeOnce(join(this.root, `${keyId}.pub`), `${publicKey}\n`);
  }

  private async read(name: string): Promise<Checkpoint> {
    return Checkpoint.parse(JSON.parse(await readFile(join(this.path, name), 'utf8')));
  }
}
