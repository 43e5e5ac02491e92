import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRecord } from '@lifttrust/shared-types/record/record.projection';
import type { SubmittedOpen } from '@lifttrust/shared-types/record/record.sealed';
import { systemCtx } from '../../kernel/actor';
import { newId } from '../../kernel/new-id';
import type { TestService } from '../../kernel/testing/service';
import { UnitOfWork } from '../../kernel/unit-of-work';
import { MaintenanceRecord } from '../../record/record.entity';
import { LedgerSequencer } from '../ledger.sequencer';
import { LedgerService } from '../ledger.service';

const at = Date.UTC(2026, 10, 20, 6);

/** An evidence object as the file module stores it: under its own hash. */
function anEvidenceObject(service: TestService): string {
  const bytes = randomBytes(300);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const folder = join(service.folder, 'objects', 'evidence', sha256.slice(0, 2));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, sha256), bytes);
  return sha256;
}

const aSubmission = (recordId: string, liftId: string, evidence: string[]): SubmittedOpen => ({
  edition: 1,
  receivedAt: null,
  offline: false,
  recordId,
  visitId: newId(),
  liftId,
  companyId: newId(),
  ownerId: newId(),
  divisionCode: '999999',
  class: 'half_month',
  startedAt: at - 1_800_000,
  completedAt: at,
  completedOn: '2026-11-20',
  place: '听松苑 3 幢',
  rescueCode: '990001',
  ownNumber: '2 号梯',
  companyName: '云栖电梯维保（演示）',
  ownerName: '听松苑物业（演示）',
  technicians: ['甲某', '乙某'],
  grade: '正常',
  exceptions: 1,
  validity: 'suspect',
  findingCodes: ['position.weak'],
  nextPlannedOn: '2026-12-05',
  templateEdition: 'tsg-t5002-2017',
  verificationCode: recordId.slice(-16),
  evidence,
});

export interface SealedRecord {
  recordId: string;
  liftId: string;
  seqs: number[];
  hashes: string[];
  evidence: string[];
}

/** A record submitted, found valid and signed by its owner: three entries, one row, two evidence objects. */
export async function sealARecord(service: TestService, liftId: string): Promise<SealedRecord> {
  const sealed = await promiseARecord(service, liftId);
  await (await service.get(LedgerSequencer)).settle();
  const entries = await (await service.get(LedgerService)).entriesAbout(liftId, sealed.recordId);
  return { ...sealed, seqs: entries.map(({ seq }) => Number(seq)) };
}

/** The same up to the commit: sealed and promised, with no number yet. */
export async function promiseARecord(
  service: TestService,
  liftId: string,
): Promise<Omit<SealedRecord, 'seqs'>> {
  const [ledger, work] = [await service.get(LedgerService), await service.get(UnitOfWork)];
  const recordId = newId();
  const evidence = [anEvidenceObject(service), anEvidenceObject(service)];
  const about = [
    { kind: 'record.submitted', open: aSubmission(recordId, liftId, evidence) },
    { kind: 'record.validity_decided', open: { edition: 1, recordId, validity: 'valid', evidence: [] } },
    { kind: 'record.owner_signed', open: { edition: 1, recordId, ownerAnswer: 'signed', evidence: [] } },
  ];
  return work.run(systemCtx(at), async (tx) => {
    const sealed = [];
    for (const { kind, open } of about) {
      const { hash } = await ledger.append(tx, { kind, liftId, at, open, closed: { by: '某某' } });
      sealed.push({ kind, seq: null, hash, open: JSON.stringify(open) });
    }
    const columns = projectRecord(sealed);
    if (!columns) throw new Error('the record was not projected');
    await tx.manager.insert(MaintenanceRecord, columns);
    return { recordId, liftId, hashes: sealed.map(({ hash }) => hash), evidence };
  });
}
