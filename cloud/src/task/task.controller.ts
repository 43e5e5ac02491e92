import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { taskApi } from '@lifttrust/shared-types/task/task.contract';
import { Controller, Inject } from '@midwayjs/core';
import { type Ctx, requireActor } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { TaskQuery } from './task.query';
import { TaskService } from './task.service';

@Controller('/api')
export class TaskController {
  @Inject() taskQuery: TaskQuery;
  @Inject() taskService: TaskService;
  @Inject() work: UnitOfWork;

  @Handles(taskApi.list)
  async list(input: InputOf<typeof taskApi.list>, ctx: Ctx) {
    return this.taskQuery.list(input, ctx);
  }

  @Handles(taskApi.show)
  async show({ taskId }: InputOf<typeof taskApi.show>, ctx: Ctx) {
    return this.taskQuery.show(taskId, ctx);
  }

  @Handles(taskApi.complete)
  async complete({ taskId, outcome }: InputOf<typeof taskApi.complete>, ctx: Ctx) {
    const { personId } = requireActor(ctx);
    return this.act(taskId, ctx, (tx) =>
      this.taskService.end(tx, taskId, { state: 'done', words: outcome, personId }),
    );
  }

  @Handles(taskApi.drop)
  async drop({ taskId, reason }: InputOf<typeof taskApi.drop>, ctx: Ctx) {
    const { personId } = requireActor(ctx);
    return this.act(taskId, ctx, (tx) =>
      this.taskService.end(tx, taskId, { state: 'dropped', words: reason, personId }),
    );
  }

  @Handles(taskApi.note)
  async note({ taskId, text }: InputOf<typeof taskApi.note>, ctx: Ctx) {
    const { personId } = requireActor(ctx);
    return this.act(taskId, ctx, (tx) => this.taskService.note(tx, taskId, text, personId));
  }

  /** To whoever may not see the task it does not exist. */
  private act(taskId: string, ctx: Ctx, act: (tx: Transaction) => Promise<void>) {
    return this.work.run(ctx, async (tx) => {
      await this.taskQuery.show(taskId, ctx, tx.manager);
      await act(tx);
      return this.taskQuery.show(taskId, ctx, tx.manager);
    });
  }
}
