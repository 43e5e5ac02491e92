import { extname, join } from 'node:path';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { planAhead } from '@lifttrust/shared-types/plan/plan.ahead';
import type { MonthPlan, PlannerFacts, ProposedVisit } from '@lifttrust/shared-types/plan/plan.planner.facts';
import { type Replan, replan } from '@lifttrust/shared-types/plan/plan.replan';
import { Destroy, Singleton } from '@midwayjs/core';
import { Piscina } from 'piscina';
import { packageRoot } from '../import/import.threads';

/** So many lifts are planned sooner than a thread is started. */
const fewLifts = 200;
const longestMs = 60_000;
const idleMs = 30_000;

/** Plans of large companies are computed in a thread, so that other requests have the main thread for themselves. */
@Singleton()
export class PlanThreads {
  private threads: Piscina | undefined;

  /** @throws unavailable `plan.takes_too_long` */
  month(facts: PlannerFacts): MonthPlan | Promise<MonthPlan> {
    return facts.lifts.length <= fewLifts ? planAhead(facts) : this.run('month', facts);
  }

  /** @throws unavailable `plan.takes_too_long` */
  again(previous: ProposedVisit[], facts: PlannerFacts): Replan | Promise<Replan> {
    return facts.lifts.length <= fewLifts ? replan(previous, facts) : this.run('again', { previous, facts });
  }

  private async run<T>(name: string, order: object): Promise<T> {
    this.threads ??= new Piscina({
      filename: join(packageRoot(__dirname), 'workers', 'import', 'main.cjs'),
      workerData: { entry: join(__dirname, `plan.worker${extname(__filename)}`) },
      minThreads: 0,
      maxThreads: 1,
      maxQueue: 16,
      idleTimeout: idleMs,
    });
    const signal = AbortSignal.timeout(longestMs);
    try {
      return await this.threads.run(order, { name, signal });
    } catch (error) {
      if (!signal.aborted && this.threads.queueSize < this.threads.options.maxQueue) throw error;
      throw new AppError('unavailable', 'plan.takes_too_long', '现在排计划的单位较多，请稍后再试。');
    }
  }

  @Destroy()
  async close(): Promise<void> {
    await this.threads?.destroy();
  }
}
