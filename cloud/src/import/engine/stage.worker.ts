import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { answered } from './answered';
import { CheckStage } from './check.stage';
import { CommitStage } from './commit.stage';
import { errorList } from './error-list';
import type { Answered, CheckOrder, ErrorListOrder, StageOrder } from './order';
import { Stage, StageLost } from './stage';
import { Stopped } from './turn';
import { openDatabase, Workshop } from './workshop';

export type Ending = 'finished' | 'stopped' | 'lost';

/** Runs in a worker thread (`cloud/workers/import/main.cjs`): reading, judging and writing of whole tables. */
export async function check(order: CheckOrder): Promise<Ending> {
  return onStage(order, async (stage) => {
    try {
      await new CheckStage(stage, order).carry();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      await stage.step(async () => ({ state: 'mapping', stageId: null, problem: error.message }));
    }
  });
}

export async function commit(order: StageOrder): Promise<Ending> {
  return onStage(order, (stage) => new CommitStage(stage).carry());
}

export async function errors(order: ErrorListOrder): Promise<Answered<Uint8Array>> {
  const database = await openDatabase(order.database);
  try {
    return await answered(() => errorList(database.reader.manager, order));
  } finally {
    await database.close();
  }
}

async function onStage(order: StageOrder, work: (stage: Stage) => Promise<void>): Promise<Ending> {
  giveWay();
  const shop = await Workshop.open(order);
  try {
    await work(await Stage.take(shop, order.importId, order.stageId));
    return 'finished';
  } catch (error) {
    if (error instanceof StageLost) return 'lost';
    if (error instanceof Stopped) return 'stopped';
    throw error;
  } finally {
    await shop.close();
  }
}

/** People's requests come first: where the system lets one thread be nicer than its process, this one is. */
export function giveWay(): void {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    setPriority(thread, 5);
  } catch {
    // Only Linux names a thread; elsewhere all threads are equal.
  }
}
