import type { EntityManager, QueryDeepPartialEntity } from 'typeorm';
import type { Ctx } from '../../kernel/actor';
import type { Transaction } from '../../kernel/unit-of-work';
import { ImportRun } from '../import-run.entity';
import type { ImportKind } from './import-kind';
import type { Workshop } from './workshop';

/** Cancelled, or taken over by another process: what this one still holds is no longer wanted. */
export class StageLost extends Error {}

/** One claim on a run: every step checks that it is still held, in the transaction of what it writes. */
export class Stage {
  private constructor(
    private readonly shop: Workshop,
    readonly run: ImportRun,
    private readonly stageId: string,
  ) {}

  static async take(shop: Workshop, importId: string, stageId: string): Promise<Stage> {
    const run = await shop.database.reader.manager.findOneBy(ImportRun, { id: importId, stageId });
    if (!run) throw new StageLost();
    return new Stage(shop, run, stageId);
  }

  get manager(): EntityManager {
    return this.shop.database.reader.manager;
  }

  get kind(): ImportKind {
    return this.shop.kind(this.run.kind ?? 'lifts');
  }

  /** One transaction of its own; `work` answers what it changes about the run. */
  async step(work: (tx: Transaction) => Promise<Partial<ImportRun>>): Promise<void> {
    const { turn } = this.shop;
    const changed = await turn.take(() =>
      this.shop.work.run(this.ctx(turn.at), async (tx) => {
        const where = { id: this.run.id, stageId: this.stageId };
        // First of all, so that on MariaDB a second holder waits here and then finds that it has lost.
        const held = await tx.manager.update(ImportRun, where, { progressAt: tx.at });
        if (held.affected !== 1) throw new StageLost();
        const change = await work(tx);
        const columns: QueryDeepPartialEntity<ImportRun> = { ...change };
        if (Object.keys(change).length > 0) await tx.manager.update(ImportRun, { id: this.run.id }, columns);
        return change;
      }),
    );
    Object.assign(this.run, changed);
  }

  /** What is done in a run is done on behalf of the person who commanded it. */
  private ctx(at: number): Ctx {
    const { onBehalf, divisionCode } = this.run;
    if (!onBehalf) return { actor: null, requestId: `import-${this.run.id}`, deviceId: null, at };
    const { deviceId, requestId, role, ...person } = onBehalf;
    const actor = {
      ...person,
      role,
      organisationName: '',
      divisionCode,
      sessionId: '',
      deviceId: deviceId ?? '',
    };
    return { actor, requestId, deviceId, at };
  }
}
