import { randomBytes } from 'node:crypto';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import type { Finding } from '@lifttrust/shared-types/record/record.contract';
import { isUploadedLate } from '@lifttrust/shared-types/record/record.rules';
import type { SubmittedClosed, SubmittedOpen } from '@lifttrust/shared-types/record/record.sealed';
import { MaintenanceClass } from '@lifttrust/shared-types/visit/visit.contract';
import type { LoadedVisit } from '../visit/visit.query';
import { equipmentFacts, type LiftFacts } from './record.snapshot';

const codeAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 16 characters printed on paper: 80 random bits, nothing to guess from a neighbour's. */
export const newVerificationCode = (): string =>
  Array.from(randomBytes(16), (byte) => codeAlphabet[byte % 32]).join('');

export interface SealInput {
  recordId: string;
  loaded: LoadedVisit;
  findings: Finding[];
  /** When the record came, and why later than on the day of the work. */
  late: { receivedAt: number; reason: string };
  validity: 'valid' | 'suspect';
  nextPlannedOn: string;
  signatures: SubmittedClosed['signatures'];
}

const present = (loaded: LoadedVisit) => loaded.presences.filter((presence) => presence.startedAt !== null);

/** Work begins with the first technician's start and is complete with the last one's check-out. */
export function workTimes(loaded: LoadedVisit): { startedAt: number; completedAt: number } {
  const starts = present(loaded).map((presence) => presence.startedAt ?? 0);
  const ends = present(loaded).map((presence) => presence.checkedOutAt ?? 0);
  return { startedAt: Math.min(...starts), completedAt: Math.max(...ends) };
}

export function openBody(input: SealInput): SubmittedOpen {
  const { loaded, findings, signatures } = input;
  const { visit, lift } = loaded;
  const times = workTimes(loaded);
  return {
    edition: 2,
    recordId: input.recordId,
    visitId: visit.id,
    liftId: lift.id,
    companyId: visit.companyId,
    ownerId: lift.ownerId,
    divisionCode: lift.divisionCode,
    class: MaintenanceClass.parse(visit.class),
    ...times,
    completedOn: dayOf(times.completedAt),
    receivedAt: input.late.receivedAt,
    offline: present(loaded).some((presence) => presence.offline),
    place: lift.place,
    rescueCode: lift.rescueCode,
    ownNumber: lift.ownNumber,
    companyName: loaded.companyName,
    ownerName: loaded.ownerName,
    technicians: present(loaded).map((presence) => presence.person.name),
    grade: visit.grade ?? '',
    exceptions: loaded.items.filter((item) => item.result !== 'pass' && item.result !== 'not_applicable')
      .length,
    validity: input.validity,
    findingCodes: findings.map((finding) => finding.code),
    nextPlannedOn: input.nextPlannedOn,
    templateEdition: visit.templateEdition,
    verificationCode: newVerificationCode(),
    evidence: [
      ...new Set([...loaded.photos.map((photo) => photo.sha256), ...signatures.map((made) => made.sha256)]),
    ].sort(),
  };
}

export function closedBody(input: SealInput): SubmittedClosed {
  const { loaded, findings, signatures } = input;
  const facts: LiftFacts = {
    lift: loaded.lift,
    companyName: loaded.companyName,
    ownerName: loaded.ownerName,
  };
  return {
    edition: 2,
    snapshot: equipmentFacts(facts),
    items: loaded.items,
    photos: loaded.photos,
    presences: present(loaded),
    gradeReason: loaded.visit.gradeReason,
    findings,
    signatures,
    lateReason: isUploadedLate(workTimes(loaded).completedAt, input.late.receivedAt) ? input.late.reason : '',
  };
}
