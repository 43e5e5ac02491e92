import {
  type importApi,
  Mapping,
  type ImportRun as RunShape,
} from '@lifttrust/shared-types/import/import.contract';
import type { ImportKindName } from '@lifttrust/shared-types/import/import.fields';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Inject, Provide } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { FileService } from '../file/file.service';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { mustImport, refuseMappingOf } from './import.kinds';
import { masked } from './import.mask';
import { ImportQuery } from './import.query';
import type { Overview } from './import.reader';
import { fileToRead, ImportRunner } from './import.runner';
import { plainConventions, printOf, sameMapping, toRun } from './import.shape';
import { moveTo, mustBeOpen, mustBeResting } from './import.state';
import { ImportThreads } from './import.threads';
import { ImportMapping } from './import-mapping.entity';
import { ImportRun, type OnBehalf } from './import-run.entity';
import { guessConventions } from './lifts/guess-conventions';

import { presetFor } from './lifts/presets';
import { guessMapping, mappingWithin } from './reading/header-row';

const onBehalfOf = (ctx: Ctx): OnBehalf => {
  const { personId, personName, role, organisationId } = requireActor(ctx);
  return { personId, personName, role, organisationId, deviceId: ctx.deviceId, requestId: ctx.requestId };
};

/** What people command about an import; `ImportRunner` carries checks and commits out. */
@Provide()
export class ImportService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() fileService: FileService;
  @Inject() importQuery: ImportQuery;
  @Inject() importRunner: ImportRunner;
  @Inject() importThreads: ImportThreads;

  async start(input: InputOf<typeof importApi.start>, ctx: Ctx): Promise<RunShape> {
    const actor = requireActor(ctx);
    mustImport(actor, input.kind);
    const manager = this.database.reader.manager;
    const { sha256 } = await this.fileService.mustBeOwn(manager, input.fileId, 'spreadsheet', actor);
    const bytes = await this.fileService.readBytes(input.fileId);
    const told = { encoding: input.encoding ?? null, separator: input.separator ?? null };
    const file = fileToRead(bytes, told.encoding, told.separator);
    const overview = await this.importThreads.overview({ ...file, kind: input.kind });
    const suggestion = await this.suggest(manager, overview, actor, input.kind);
    const { rowNumber: headerRow, firstRows: _, ...read } = overview;
    // What people see of a list of people while they choose columns is kept as long as the run.
    const seen = input.kind === 'lifts' ? read : { ...read, sample: masked(read.sample) };
    return this.work.run(ctx, async (tx) => {
      const run = tx.manager.create(ImportRun, {
        ...seen,
        ...suggestion,
        id: newId(),
        kind: input.kind,
        fileId: input.fileId,
        fileSha256: sha256,
        fileName: input.fileName,
        state: 'mapping',
        headerRow,
        counts: null,
        divisionCode: actor.divisionCode,
        organisationId: actor.organisationId,
        createdAt: tx.at,
        createdById: actor.personId,
        createdBy: actor.personName,
        committedAt: null,
      });
      await tx.manager.insert(ImportRun, run);
      await tx.audit('import.started', 'import', run.id, { fileId: input.fileId, rowCount: run.rowCount });
      return toRun(run, await this.importQuery.sameAs(tx.manager, run));
    });
  }

  /** Begins a dry run over all rows: what would be created, changed, left or refused. No register is touched. */
  async check(input: InputOf<typeof importApi.check>, ctx: Ctx): Promise<RunShape> {
    const begun = await this.work.run(ctx, async (tx) => {
      const run = await this.importQuery.mustFind(tx.manager, input.importId, requireActor(ctx));
      mustBeResting(run);
      const refusals = refuseMappingOf(run, input.mapping);
      if (refusals[0]) throw AppError.invalid(refusals[0].code, refusals[0].message, refusals);
      const conventions = input.conventions ?? run.conventions ?? plainConventions;
      const changed = await moveTo(tx, run, {
        ...begin(tx, ctx, run.rowCount),
        state: 'checking',
        mapping: mappingWithin(input.mapping, run.headers),
        mappingFrom: sameMapping(input.mapping, run.mapping) ? run.mappingFrom : 'chosen',
        crs: input.crs,
        conventions,
        counts: null,
      });
      await this.remember(tx, changed, input.mapping);
      return toRun(changed);
    });
    this.importRunner.take(begun.id);
    return begun;
  }

  /** Begins to write what the check has found good; goes on by itself, chunk by chunk. */
  async commit(importId: string, ctx: Ctx): Promise<RunShape> {
    const begun = await this.work.run(ctx, async (tx) => {
      const run = await this.importQuery.mustFind(tx.manager, importId, requireActor(ctx));
      mustBeResting(run);
      if (run.state !== 'checked')
        throw AppError.conflict('import.not_checked', '请先核对表格，再写入台账。');
      const { create = 0, update = 0 } = run.counts ?? {};
      const changed = await moveTo(tx, run, {
        ...begin(tx, ctx, create + update),
        state: 'committing',
        position: 0,
        written: { create: 0, update: 0 },
      });
      await tx.audit('import.commit_begun', 'import', run.id, { counts: run.counts });
      return toRun(changed);
    });
    this.importRunner.take(begun.id);
    return begun;
  }

  /** Ends a run wherever it stands. Rows already written stay in the register and in the run's list. */
  async cancel(importId: string, ctx: Ctx): Promise<RunShape> {
    return this.work.run(ctx, async (tx) => {
      const run = await this.importQuery.mustFind(tx.manager, importId, requireActor(ctx));
      mustBeOpen(run);
      // Whoever is writing it finds its claim gone and stops before the next chunk.
      const changed = await moveTo(tx, run, { state: 'cancelled', stageId: null });
      await tx.audit('import.cancelled', 'import', run.id, { written: run.written });
      return toRun(changed);
    });
  }

  /** The rows that were not written, as a workbook. */
  async errorList(importId: string, ctx: Ctx): Promise<{ bytes: Buffer; fileName: string }> {
    const run = await this.importQuery.mustFind(this.database.reader.manager, importId, requireActor(ctx));
    const file = fileToRead(await this.fileService.readBytes(run.fileId), run.encoding, run.separator);
    const bytes = await this.importThreads.errorList({
      database: this.importRunner.databaseAddress,
      importId: run.id,
      file,
    });
    await this.work.run(ctx, async (tx) => {
      await tx.audit('import.errors_read', 'import', run.id);
      // The list holds the rows as they were uploaded, numbers and all.
      if (run.kind === 'people')
        await tx.audit('personal.read', 'import', run.id, { purpose: '下载没有写入的行' });
    });
    return { bytes, fileName: `${run.fileName.replace(/\.\w+$/, '')}-没有写入的行.xlsx` };
  }

  private async suggest(
    manager: EntityManager,
    { headers, firstRows }: Overview,
    actor: Actor,
    kind: ImportKindName,
  ) {
    const preset = kind === 'lifts' ? presetFor(headers) : null;
    const name = preset?.name ?? '';
    const { organisationId } = actor;
    const headersPrint = printOf(headers, kind);
    const earlier = await manager.findOneBy(ImportMapping, { organisationId, headersPrint });
    if (earlier) {
      const mapping = mappingWithin(Mapping.parse(earlier.mapping), headers);
      const conventions = guessConventions(headers, firstRows, mapping);
      return { mapping, mappingFrom: 'remembered', crs: earlier.crs, preset: name, conventions };
    }
    const mapping = preset?.mapping ?? guessMapping(headers, kind);
    const conventions = guessConventions(headers, firstRows, mapping);
    return { mapping, mappingFrom: preset ? 'preset' : 'guessed', crs: 'UNKNOWN', preset: name, conventions };
  }

  private async remember(tx: Transaction, run: ImportRun, mapping: Mapping): Promise<void> {
    const key = {
      organisationId: run.organisationId,
      headersPrint: printOf(run.headers, run.kind ?? 'lifts'),
    };
    const kept = { mapping: mappingWithin(mapping, run.headers), crs: run.crs, updatedAt: tx.at };
    const updated = await tx.manager.update(ImportMapping, key, kept);
    if (updated.affected === 0) await tx.manager.insert(ImportMapping, { id: newId(), ...key, ...kept });
  }
}

const begin = (tx: Transaction, ctx: Ctx, total: number) => ({
  stageId: newId(),
  onBehalf: onBehalfOf(ctx),
  done: 0,
  total,
  pacedFrom: tx.at,
  pacedDone: 0,
  progressAt: tx.at,
  problem: '',
});
