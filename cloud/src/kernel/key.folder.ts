import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from './env';

/** A running service notices a new key within this time (ms), so that rotating needs no restart. */
export const keysReadEveryMs = 5000;

/** Reads a key file; makes it at the first start, except in production, where a missing key is an error. */
export function keyFile(name: string, make: () => Buffer): Buffer {
  const path = join(env().keyDir, name);
  if (existsSync(path)) return readFileSync(path);
  if (env().mode === 'production') throw new Error(`Key file ${name} is missing in the key folder.`);
  mkdirSync(env().keyDir, { recursive: true, mode: 0o700 });
  writeFileSync(path, make(), { mode: 0o600, flag: 'wx' });
  return readFileSync(path);
}

/** Null when there is no such file. */
export function keyFileIfThere(name: string): Buffer | null {
  const path = join(env().keyDir, name);
  return existsSync(path) ? readFileSync(path) : null;
}

/** All versions of one key, `<name>-1.key`, `<name>-2.key` …; the first is made when there is none. */
export class VersionedKeys {
  private keys = new Map<number, Buffer>();
  private readAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly name: string,
    private readonly make: () => Buffer,
  ) {}

  /** Version and bytes, oldest first; the same map until a key has been added or taken away. */
  all(): ReadonlyMap<number, Buffer> {
    if (performance.now() - this.readAt >= keysReadEveryMs) this.read();
    return this.keys;
  }

  /** Reads the folder now: somebody else already uses a key that is not known here. */
  read(): ReadonlyMap<number, Buffer> {
    const versions = this.versions();
    if (versions.length === 0) keyFile(`${this.name}-1.key`, this.make);
    this.readAt = performance.now();
    const wanted = versions.length === 0 ? [1] : versions;
    if (wanted.join() !== [...this.keys.keys()].join()) {
      this.keys = new Map(wanted.map((version) => [version, keyFile(this.fileOf(version), this.make)]));
    }
    return this.keys;
  }

  private fileOf(version: number): string {
    return `${this.name}-${version}.key`;
  }

  private versions(): number[] {
    if (!existsSync(env().keyDir)) return [];
    const pattern = new RegExp(`^${this.name}-(\\d{1,3})\\.key$`);
    return readdirSync(env().keyDir)
      .flatMap((file) => pattern.exec(file)?.[1] ?? [])
      .map(Number)
      .filter((version) => version >= 1 && version <= 255)
      .sort((a, b) => a - b);
  }
}
