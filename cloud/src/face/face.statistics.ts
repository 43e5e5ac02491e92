import type { faceDeskApi, ReviewStatistics } from '@lifttrust/shared-types/face/face.desk.contract';
import { groupChecks, lightOf, medianOf } from '@lifttrust/shared-types/face/face.statistics.rules';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addDays, dayOf, startOfDay } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { checksSince, waitsSince } from './face.statistics.query';

const minuteMs = 60_000;

/** What became of checks, by company, phone, light and what reviewers saw; never by groups of people (docs/adr/0006). */
@Singleton()
export class FaceStatistics {
  @Inject() database: Database;

  async show(input: InputOf<typeof faceDeskApi.statistics>, ctx: Ctx): Promise<ReviewStatistics> {
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const until = dayOf(ctx.at);
    const from = addDays(until, 1 - input.days);
    const since = startOfDay(from);
    const checks = await checksSince(manager, actor, since);
    const { waits, ...waiting } = await waitsSince(manager, actor, since);
    const by = (name: (check: (typeof checks)[number]) => string[]) => groupChecks(checks, name);
    const [all] = by(() => ['全部']);
    return {
      from,
      until,
      all: all ?? { ...nothing, name: '全部' },
      companies: by(({ company }) => [company]),
      devices: by(({ device }) => [device || '未知']),
      lights: by(({ brightness }) => [lightOf(brightness)]),
      seen: by(({ flags }) => (flags ? flags.split(',') : [])),
      waiting: {
        ...waiting,
        medianMinutes: medianOf(waits.map((wait) => wait / minuteMs)),
        within10: waits.filter((wait) => wait <= 10 * minuteMs).length,
        decided: waits.length,
      },
    };
  }
}

const nothing = { checks: 0, accepted: 0, refused: 0, toPeople: 0, acceptedByPeople: 0, refusedByPeople: 0 };
