import { z } from '@lifttrust/shared-types/kernel/zod';

/** Variables of the virus scanner for scans of papers. */
export const scanVariables = {
  /** ClamAV's daemon: `tcp://host:3310` or `unix:/run/clamav/clamd.sock`; empty: scans are kept unscanned. */
  LIFTTRUST_CLAMD: z
    .string()
    .regex(/^$|^unix:\/\S+$|^tcp:\/\/[^\s/]+:\d{1,5}$/, 'tcp://host:3310 or unix:/path')
    .default(''),
  /** How long to wait for a verdict, milliseconds. */
  LIFTTRUST_SCAN_TIMEOUT: z.coerce.number().int().min(100).max(120_000).default(20_000),
};

const Raw = z.object(scanVariables);

export interface ScanEnv {
  clamd: string;
  scanTimeoutMs: number;
}

export const readScan = (raw: z.output<typeof Raw>): ScanEnv => ({
  clamd: raw.LIFTTRUST_CLAMD,
  scanTimeoutMs: raw.LIFTTRUST_SCAN_TIMEOUT,
});
