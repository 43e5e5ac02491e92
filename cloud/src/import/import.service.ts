import {
  type importApi,
  Mapping,
  type RowOutcome,
  type ImportRun as RunShape,
} from '@lifttrust/shared-types/import/import.contract';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import type { Crs } from '@lifttrust/shared-types/kernel/geo';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Inject, Provide } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { CityService } from '../city/city.service';
import { FileService } from '../file/file.service';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { OrganisationService } from '../organisation/organisation.service';
import { ImportJudge } from './import.judge';
import { refuseMapping } from './import.mapping';
import { ImportQuery } from './import.query';
import { overviewOf, readRows } from './import.reader';
import { countOutcomes, printOf, sameMapping, toEntity, toRun } from './import.shape';
import { moveTo, mustBeOpen } from './import.state';
import { ImportMapping } from './import-mapping.entity';
import { ImportRow } from './import-row.entity';
import { ImportRun } from './import-run.entity';
import { guessMapping, mappingWithin } from './reading/header-row';
import type { RowReading } from './row.reader';

/** From a spreadsheet to checked rows; `ImportCommit` carries them into the register. */
@Provide()
export class ImportService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() fileService: FileService;
  @Inject() cityService: CityService;
  @Inject() organisationService: OrganisationService;
  @Inject() importQuery: ImportQuery;
  @Inject() importJudge: ImportJudge;

  async start(input: InputOf<typeof importApi.start>, ctx: Ctx): Promise<RunShape> {
    const actor = requireActor(ctx);
    const manager = this.database.reader.manager;
    await this.fileService.mustBeOwn(manager, input.fileId, 'spreadsheet', actor);
    const overview = await overviewOf(await this.fileService.readBytes(input.fileId));
    const suggestion = await this.suggest(manager, overview.headers, actor);
    const { rowNumber: headerRow, ...seen } = overview;
    return this.work.run(ctx, async (tx) => {
      const run = tx.manager.create(ImportRun, {
        ...seen,
        ...suggestion,
        id: newId(),
        fileId: input.fileId,
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
      return toRun(run);
    });
  }

  /** A dry run over all rows: what would be created, changed, left or refused. The register stays as it is. */
  async check(input: InputOf<typeof importApi.check>, ctx: Ctx): Promise<RunShape> {
    const actor = requireActor(ctx);
    const run = await this.importQuery.mustFind(this.database.reader.manager, input.importId, actor);
    mustBeOpen(run);
    const refusals = refuseMapping(input.mapping, run.headers);
    if (refusals[0]) throw AppError.invalid(refusals[0].code, refusals[0].message, refusals);
    const readings = await this.readings(run, input, ctx.at);
    return this.work.run(ctx, (tx) => this.keepCheck(tx, run, input, readings));
  }

  async cancel(importId: string, ctx: Ctx): Promise<RunShape> {
    return this.work.run(ctx, async (tx) => {
      const run = await this.importQuery.mustFind(tx.manager, importId, requireActor(ctx));
      await moveTo(tx, run, { state: 'cancelled' });
      await tx.audit('import.cancelled', 'import', run.id);
      return toRun({ ...run, state: 'cancelled' });
    });
  }

  private async readings(
    run: ImportRun,
    { mapping, crs }: { mapping: Mapping; crs: Crs },
    at: number,
  ): Promise<RowReading[]> {
    const bytes = await this.fileService.readBytes(run.fileId);
    const terms = {
      crs,
      today: dayOf(at),
      rescueCodePattern: this.cityService.parameters.rescueCodePattern,
      divisions: await this.organisationService.divisions(this.database.reader.manager),
      divisionCode: run.divisionCode,
    };
    return readRows(bytes, { headers: run.headers, rowNumber: run.headerRow }, mapping, terms);
  }

  private async keepCheck(
    tx: Transaction,
    run: ImportRun,
    { mapping, crs }: { mapping: Mapping; crs: Crs },
    readings: RowReading[],
  ): Promise<RunShape> {
    await tx.manager.delete(ImportRow, { importId: run.id });
    const outcomes: RowOutcome[] = [];
    for await (const chunk of this.importJudge.judge(tx.manager, readings, run.divisionCode)) {
      await tx.manager.insert(
        ImportRow,
        chunk.map((row) => toEntity(run.id, row)),
      );
      outcomes.push(...chunk.map((row) => row.judgement.outcome));
    }
    const checked = {
      state: 'checked',
      mapping: mappingWithin(mapping, run.headers),
      mappingFrom: sameMapping(mapping, run.mapping) ? run.mappingFrom : 'chosen',
      crs,
      counts: countOutcomes(outcomes),
    };
    await moveTo(tx, run, checked);
    await this.remember(tx, run, mapping, crs);
    await tx.audit('import.checked', 'import', run.id, { counts: checked.counts });
    return toRun({ ...run, ...checked });
  }

  private async suggest(manager: EntityManager, headers: string[], actor: Actor) {
    const { organisationId } = actor;
    const earlier = await manager.findOneBy(ImportMapping, {
      organisationId,
      headersPrint: printOf(headers),
    });
    if (earlier) {
      const mapping = mappingWithin(Mapping.parse(earlier.mapping), headers);
      return { mapping, mappingFrom: 'remembered', crs: earlier.crs };
    }
    return { mapping: guessMapping(headers), mappingFrom: 'guessed', crs: 'UNKNOWN' };
  }

  private async remember(tx: Transaction, run: ImportRun, mapping: Mapping, crs: Crs): Promise<void> {
    const key = { organisationId: run.organisationId, headersPrint: printOf(run.headers) };
    const kept = { mapping: mappingWithin(mapping, run.headers), crs, updatedAt: tx.at };
    const updated = await tx.manager.update(ImportMapping, key, kept);
    if (updated.affected === 0) await tx.manager.insert(ImportMapping, { id: newId(), ...key, ...kept });
  }
}
