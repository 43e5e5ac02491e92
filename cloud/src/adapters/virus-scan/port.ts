/** What a scanner said. `unreachable`: it could not be asked, nothing is known. */
export type ScanVerdict =
  | { verdict: 'clean' }
  | { verdict: 'infected'; name: string }
  | { verdict: 'unreachable'; reason: string };

/** A virus scanner of the installation's own; bytes never leave its network. */
export interface VirusScanner {
  scan(bytes: Buffer): Promise<ScanVerdict>;
}
