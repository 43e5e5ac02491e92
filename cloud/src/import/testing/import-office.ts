import { createHash } from 'node:crypto';
import { fileApi } from '@lifttrust/shared-types/file/file.contract';
import { type ImportRow, type ImportRun, importApi } from '@lifttrust/shared-types/import/import.contract';
import type { Role } from '@lifttrust/shared-types/kernel/access';
import type { Crs } from '@lifttrust/shared-types/kernel/geo';
import { systemCtx } from '../../kernel/actor';
import { Clock } from '../../kernel/clock';
import { newId } from '../../kernel/new-id';
import type { Answer, TestService } from '../../kernel/testing/service';
import { UnitOfWork } from '../../kernel/unit-of-work';
import { Division } from '../../organisation/division.entity';
import { Organisation } from '../../organisation/organisation.entity';
import { organisationKey } from '../../organisation/organisation.name';
import { Assignment } from '../../person/assignment.entity';
import { Person } from '../../person/person.entity';

const kinds: Record<Role, string> = {
  technician: 'maintenance_company',
  company_admin: 'maintenance_company',
  owner_officer: 'owner',
  regulator: 'regulator',
  reviewer: 'monitoring_centre',
};

/** A city of two invented districts and the people who import for them. */
export class ImportOffice {
  constructor(readonly service: TestService) {}

  async enterDivisions(): Promise<void> {
    await this.write(async (manager) => {
      await manager.insert(Division, [
        { code: '999901', name: '鹭湾区' },
        { code: '999902', name: '榕浦区' },
      ]);
    });
  }

  /** Signs in somebody of a new or known organisation and returns their token. */
  async person(role: Role, divisionCode: string, organisationId?: string): Promise<string> {
    const personId = newId();
    await this.write(async (manager, at) => {
      const id = organisationId ?? newId();
      const name = `${divisionCode}${role}`;
      if (!organisationId) {
        const nameKey = organisationKey(name);
        await manager.insert(Organisation, {
          id,
          kind: kinds[role],
          name,
          nameKey,
          divisionCode,
          createdAt: at,
        });
      }
      await manager.insert(Person, { id: personId, name: '程望舒', createdAt: at });
      await manager.insert(Assignment, {
        id: newId(),
        personId,
        organisationId: id,
        role,
        fromDay: '2020-01-01',
      });
    });
    return this.service.signIn(personId);
  }

  async upload(token: string, bytes: Uint8Array, contentType = 'text/csv'): Promise<string> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const announced = await this.service.call(
      fileApi.announce,
      { purpose: 'spreadsheet', sha256, bytes: bytes.length, contentType },
      { token },
    );
    const { fileId, upload } = announced.data;
    const form = new FormData();
    form.append(upload.name, new Blob([Buffer.from(bytes)]), 'lifts.csv');
    const headers = { authorization: `Bearer ${token}` };
    await fetch(this.service.url + upload.url, { method: 'POST', headers, body: form });
    await this.service.call(fileApi.report, { fileId }, { token });
    return fileId;
  }

  async start(token: string, content: string | Uint8Array): Promise<Answer<ImportRun>> {
    const fileId = await this.upload(token, typeof content === 'string' ? Buffer.from(content) : content);
    return this.service.call(importApi.start, { fileId, fileName: '台账.csv' }, { token });
  }

  /** Uploads, takes the suggested mapping and checks. */
  async check(token: string, content: string | Uint8Array, crs: Crs = 'GCJ02'): Promise<ImportRun> {
    const { data } = await this.start(token, content);
    const input = { importId: data.id, mapping: data.mapping, crs };
    return (await this.service.call(importApi.check, input, { token })).data;
  }

  async commit(token: string, importId: string): Promise<Answer<ImportRun>> {
    return this.service.call(importApi.commit, { importId }, { token });
  }

  async import(token: string, content: string | Uint8Array): Promise<ImportRun> {
    const run = await this.check(token, content);
    return (await this.commit(token, run.id)).data;
  }

  async rows(token: string, importId: string): Promise<ImportRow[]> {
    const answer = await this.service.call(importApi.rows, { importId, pageSize: 100 }, { token });
    return answer.data.items;
  }

  async write(work: (manager: Manager, at: number) => Promise<void>): Promise<void> {
    const [unitOfWork, clock] = [await this.service.get(UnitOfWork), await this.service.get(Clock)];
    await unitOfWork.run(systemCtx(clock.now()), (tx) => work(tx.manager, tx.at));
  }
}

type Manager = Parameters<Parameters<UnitOfWork['run']>[1]>[0]['manager'];

export const csvOf = (...rows: string[][]): string =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n');
