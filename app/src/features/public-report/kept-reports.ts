import { storage } from '../../platform/storage';

const key = 'public-reports';
const most = 20;

/** What somebody without an account reported from this phone: its secret, and what it was about. */
export interface KeptReport {
  token: string;
  title: string;
  at: number;
}

const isKept = (value: unknown): value is KeptReport =>
  typeof value === 'object' && value !== null && 'token' in value && 'title' in value && 'at' in value;

export function keptReports(): KeptReport[] {
  const kept = storage.read(key);
  return Array.isArray(kept) ? kept.filter(isKept) : [];
}

/** Newest first, the last twenty. */
export const keepReport = (report: KeptReport): void =>
  storage.write(key, [report, ...keptReports().filter(({ token }) => token !== report.token)].slice(0, most));
