import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import type { planApi } from '@lifttrust/shared-types/plan/plan.contract';
import { Clock } from '../../../cloud/src/kernel/clock';
import type { World } from '../world';
import type { Rows } from './row';

const today = async (world: World): Promise<string> => dayOf((await world.service.get(Clock)).now());
const month = async (world: World): Promise<string> => (await today(world)).slice(0, 7);

export const planRows: Rows<typeof planApi> = {
  propose: {
    input: async (world) => ({ month: await month(world) }),
    strangers: ({ visits, unplanned }, { own }) =>
      [...visits, ...unplanned].some(({ liftId }) => liftId === own.liftId),
  },
  accept: {
    input: async (world) => {
      // Other rows plan visits for today, and a lift has one visit a day.
      const day = addDays(await today(world), 1);
      const { liftId } = world.own;
      // No such team: what is asked about is who may ask.
      return {
        visits: [{ liftId, class: 'half_month', plannedOn: day, dueOn: day, teamId: 'nobody' }],
      };
    },
    strangers: 'hidden',
    refusal: 'plan.team_unknown',
  },
  calendar: {
    input: async (world) => {
      await world.visitId('planned');
      return { month: await month(world) };
    },
    strangers: ({ visits, missing }, { own }) =>
      [...visits, ...missing].some(({ liftId }) => liftId === own.liftId),
  },
  move: {
    input: async (world) => {
      const visitId = await world.freshVisitId('planned');
      const day = await today(world);
      return { moves: [{ visitId, from: day, plannedOn: addDays(day, 400) }] };
    },
    strangers: 'hidden',
    // Far behind the law's day: what is asked about is who may ask.
    refusal: 'plan.beyond_due',
  },
  replan: {
    input: async (world) => {
      const day = await today(world);
      return { month: await month(world), teamId: 'others', from: day, to: day };
    },
    strangers: ({ moves }, { own }) => moves.some(({ liftId }) => liftId === own.liftId),
  },
  acceptReplan: {
    input: async (world) => {
      const visitId = await world.freshVisitId('planned');
      const day = await today(world);
      const moves = [{ visitId, from: day, plannedOn: addDays(day, 400) }];
      return { reason: '台风停工', moves, added: [], dropped: [] };
    },
    strangers: 'hidden',
    refusal: 'plan.beyond_due',
  },
  periodic: {
    input: async (world) => ({ month: await month(world) }),
    strangers: ({ items }, { own }) => items.some(({ liftId }) => liftId === own.liftId),
  },
  enterPeriodic: {
    input: async (world) => ({
      ...{ item: 'governor' as const, liftIds: [world.own.liftId], doneOn: await today(world), note: '' },
    }),
    strangers: 'hidden',
  },
};
