import { Singleton } from '@midwayjs/core';
import { env } from '../../kernel/env';
import { Clamd, clamdAddress } from './clamd';
import type { VirusScanner } from './port';

/** The scanner that this installation has by its environment; none unless configured. */
@Singleton()
export class VirusScanners {
  private made: { address: string; scanner: VirusScanner | null } | null = null;

  /** Null: not connected, so that files are kept and marked as not scanned. */
  get scanner(): VirusScanner | null {
    const { clamd, scanTimeoutMs } = env();
    if (this.made?.address !== clamd) {
      const address = clamdAddress(clamd);
      this.made = { address: clamd, scanner: address ? new Clamd(address, scanTimeoutMs) : null };
    }
    return this.made.scanner;
  }
}
