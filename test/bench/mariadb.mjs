import { mkdirSync, statfsSync } from 'node:fs';
import { MariadbServer } from '../database/mariadb-server.cjs';

/** Bytes that the data set needs: rows, indices and the log files, with a fifth to spare. */
export const bytesNeeded = (records) => Math.round((600e6 + records * 3_600) * 1.2);

/** Says what is needed and refuses to begin what cannot end. */
export function checkDisk(folder, records) {
  mkdirSync(folder, { recursive: true });
  const { bavail, bsize } = statfsSync(folder);
  const [needed, free] = [bytesNeeded(records), bavail * bsize];
  const inGb = (bytes) => `${(bytes / 1e9).toFixed(1)} GB`;
  console.log(`Disk: ${records} records need about ${inGb(needed)}, ${inGb(free)} are free in ${folder}.`);
  if (free < needed) {
    console.error(
      'There is not enough room. Give another place with --dir, or fewer records with --records.',
    );
    process.exit(1);
  }
}

/** A private MariaDB on a folder that is kept between runs, every commit written through to the disk as in production. */
export const startMariadb = (folder, records) =>
  MariadbServer.on(folder, [
    '--innodb-flush-log-at-trx-commit=1',
    `--innodb-buffer-pool-size=${records > 3_000_000 ? '6G' : records > 100_000 ? '2G' : '256M'}`,
    `--innodb-log-file-size=${records > 100_000 ? '1G' : '96M'}`,
    '--max-connections=400',
    '--log-output=TABLE',
  ]);
