import { createHash, randomBytes } from 'node:crypto';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { projectRecord } from '@lifttrust/shared-types/record/record.projection';
import type { SubmittedClosed, SubmittedOpen } from '@lifttrust/shared-types/record/record.sealed';
import { photoSlots } from '@lifttrust/shared-types/visit/visit.contract';
import { type Ctx, systemCtx } from '../../kernel/actor';
import { newId } from '../../kernel/new-id';
import type { Transaction, UnitOfWork } from '../../kernel/unit-of-work';
import type { LedgerService } from '../../ledger/ledger.service';
import { sampleRecord } from '../../record/print/testing/sample-record';
import { MaintenanceRecord } from '../../record/record.entity';

/** Whose record, of which lift and when. */
export interface Sealing {
  liftId: string;
  companyId: string;
  ownerId: string | null;
  divisionCode: string;
  completedAt: number;
}

const hash = () => createHash('sha256').update(randomBytes(16)).digest('hex');
const slots = ['lift', 'controller', 'car_top_or_pit', 'finished'] as const;

/** What a submission seals of a record: thirty items, four photographs. */
export function sealedBodies(
  recordId: string,
  of: Sealing,
): { open: SubmittedOpen; closed: SubmittedClosed } {
  const sample = sampleRecord();
  const photos = slots.map((slot) => ({
    fileId: newId(),
    slot,
    takenBy: photoSlots[slot],
    capturedAt: of.completedAt - 600_000,
    sha256: hash(),
  }));
  const open: SubmittedOpen = {
    edition: 2,
    recordId,
    visitId: newId(),
    ...{ liftId: of.liftId, companyId: of.companyId, ownerId: of.ownerId, divisionCode: of.divisionCode },
    class: 'half_month',
    startedAt: of.completedAt - 1_800_000,
    completedAt: of.completedAt,
    completedOn: dayOf(of.completedAt),
    receivedAt: of.completedAt,
    offline: false,
    place: '听松苑 3 幢',
    rescueCode: '990001',
    ownNumber: '2 号梯',
    companyName: '云栖电梯维保（演示）',
    ownerName: '听松苑物业（演示）',
    technicians: ['甲某', '乙某'],
    grade: '正常',
    exceptions: 1,
    validity: 'valid',
    findingCodes: [],
    nextPlannedOn: dayOf(of.completedAt + 14 * 86_400_000),
    templateEdition: sample.templateEdition,
    verificationCode: recordId.slice(-16),
    evidence: photos.map(({ sha256 }) => sha256).sort(),
  };
  const { snapshot, items, presences, gradeReason } = sample;
  return {
    open,
    closed: {
      ...{ edition: 2, snapshot, items, photos, presences, gradeReason },
      ...{ findings: [], signatures: [], lateReason: '' },
    },
  };
}

/** Seals what a submission seals, at whatever time: months pass faster here than by walking visits. */
export async function sealRecord(tx: Transaction, ledger: LedgerService, of: Sealing): Promise<string> {
  const recordId = newId();
  const { open, closed } = sealedBodies(recordId, of);
  const { liftId, completedAt: at } = of;
  const { hash: sealed } = await ledger.append(tx, { kind: 'record.submitted', liftId, at, open, closed });
  const columns = projectRecord([
    { kind: 'record.submitted', seq: null, hash: sealed, open: JSON.stringify(open) },
  ]);
  if (!columns) throw new Error('the record was not projected');
  await tx.manager.insert(MaintenanceRecord, columns);
  return recordId;
}

/** Something more about a record, e.g. that it was found valid. */
export async function sealAddition(
  work: UnitOfWork,
  ledger: LedgerService,
  about: { liftId: string; recordId: string; at: number },
): Promise<void> {
  const ctx: Ctx = systemCtx(about.at);
  const { liftId, recordId, at } = about;
  await work.run(ctx, (tx) =>
    ledger.append(tx, {
      ...{ kind: 'record.validity_decided', liftId, at },
      open: { edition: 1, recordId, validity: 'valid', evidence: [] },
      closed: { edition: 1, by: '某某', personId: null, reason: '已核对。' },
    }),
  );
}
