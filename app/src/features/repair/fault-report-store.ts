import type { FaultReport } from '@lifttrust/shared-types/call-out/fault-report.contract';
import { storage } from '../../platform/storage';

const key = 'fault-reports';
const most = 20;

/** A report made on this phone, with the secret that opens it; there is no account that could find it again. */
export interface KeptReport {
  reportId: string;
  token: string;
  place: string;
  reportedAt: number;
}

const isKept = (value: unknown): value is KeptReport =>
  typeof value === 'object' && value !== null && 'reportId' in value && 'token' in value;

export function keptReports(): KeptReport[] {
  const known = storage.read(key);
  return Array.isArray(known) ? known.filter(isKept) : [];
}

export function keepReport({
  reportId,
  token,
  place,
  ownNumber,
  reportedAt,
}: FaultReport & { token: string }) {
  const others = keptReports().filter((one) => one.reportId !== reportId);
  const kept = { reportId, token, place: `${place} ${ownNumber}`.trim(), reportedAt };
  storage.write(key, [kept, ...others].slice(0, most));
}
