import { createHash } from 'node:crypto';
import { fileApi } from '@lifttrust/shared-types/file/file.contract';
import { type ImportRow, type ImportRun, importApi } from '@lifttrust/shared-types/import/import.contract';
import type { Role } from '@lifttrust/shared-types/kernel/access';
import type { CallOf } from '@lifttrust/shared-types/kernel/endpoint';
import type { Crs } from '@lifttrust/shared-types/kernel/geo';
import { organisationKinds, rolesOfKind } from '@lifttrust/shared-types/organisation/organisation.kinds';
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

const kindOf = (role: Role): string =>
  organisationKinds.find((kind) => rolesOfKind[kind].includes(role)) ?? 'regulator';

/** A city of two invented districts and the people who import for them. */
export class ImportOffice {
  /** Token of the first district's regulator. */
  regulator = '';

  private constructor(readonly service: TestService) {}

  /** In a city that somebody else has built. */
  static beside(service: TestService): ImportOffice {
    return new ImportOffice(service);
  }

  static async in(service: TestService): Promise<ImportOffice> {
    const office = new ImportOffice(service);
    await office.write(async (manager) => {
      await manager.insert(Division, [
        { code: '999901', name: '鹭湾区' },
        { code: '999902', name: '榕浦区' },
      ]);
    });
    office.regulator = await office.person('regulator', '999901');
    return office;
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
          kind: kindOf(role),
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

  /** Waits until a run that goes on by itself rests. */
  async settled(token: string, importId: string, seconds = 30): Promise<ImportRun> {
    for (let attempt = 0; attempt < seconds * 20; attempt += 1) {
      const { data } = await this.service.call(importApi.show, { importId }, { token });
      if (data.state !== 'checking' && data.state !== 'committing') return data;
      await new Promise((wake) => setTimeout(wake, 50));
    }
    throw new Error(`The import ${importId} does not come to rest.`);
  }

  /** Commands a check and waits for its end; a refused command is answered at once. */
  async checkRun(token: string, input: CallOf<typeof importApi.check>): Promise<Answer<ImportRun>> {
    const answer = await this.service.call(importApi.check, input, { token });
    if (answer.status !== 200) return answer;
    return { ...answer, data: await this.settled(token, answer.data.id) };
  }

  /** Uploads, takes the suggested mapping and checks. */
  async check(token: string, content: string | Uint8Array, crs: Crs = 'GCJ02'): Promise<ImportRun> {
    const { data } = await this.start(token, content);
    return (await this.checkRun(token, { importId: data.id, mapping: data.mapping, crs })).data;
  }

  /** Commands a commit and waits for its end; a refused command is answered at once. */
  async commit(token: string, importId: string): Promise<Answer<ImportRun>> {
    const answer = await this.service.call(importApi.commit, { importId }, { token });
    if (answer.status !== 200) return answer;
    return { ...answer, data: await this.settled(token, importId) };
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
