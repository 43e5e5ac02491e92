import { hotlineApi } from '@lifttrust/shared-types/hotline/hotline.contract';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import type { rescueNumbersApi } from '@lifttrust/shared-types/supervision/rescue-numbers.contract';
import type { Worker } from '../../fixture/district';
import { good } from '../../fixture/uploads';
import type { World } from '../world';
import type { Rows } from './row';

const taken = async ({ service, own }: World): Promise<string> =>
  good(await service.call(hotlineApi.take, { phone: '10012345678' }, own.operator)).id;

const settled = async (world: World): Promise<string> => {
  const callId = await taken(world);
  const result = { callId, kind: 'question' as const, liftId: world.own.liftId, wantsCallBack: true };
  good(await world.service.call(hotlineApi.settle, result, world.own.operator));
  return callId;
};

/** Somebody else of the same desk. */
const other = ({ own }: World, caller: Worker): Worker =>
  caller.personId === own.operator.personId ? own.regulator : own.operator;

/** Nobody waits to be relieved. */
async function allTaken({ service, own }: World): Promise<void> {
  const { waiting } = good(await service.call(hotlineApi.openCases, {}, own.operator));
  if (!waiting) return;
  const seen = waiting.cases.map(({ id }) => id);
  const { may } = waiting;
  const taker = may.take ? own.operator : own.regulator;
  good(await service.call(hotlineApi.takeOver, { shiftId: waiting.id, seen }, taker));
}

const showsOwn = (items: { lift: { id: string } | null }[], { own }: World) =>
  items.some(({ lift }) => lift?.id === own.liftId);

export const hotlineRows: Rows<typeof hotlineApi> = {
  lifts: {
    input: () => ({ q: '1' }),
    strangers: ({ items }, { own }) => items.some(({ id }) => id === own.liftId),
  },
  map: { input: () => ({}), strangers: 'none' },
  marks: { input: () => ({}), strangers: 'none' },
  take: { input: () => ({ phone: '10012345678' }), strangers: 'none' },
  settle: {
    input: async (world) => ({ callId: await taken(world), kind: 'question' }),
    strangers: 'hidden',
  },
  correct: {
    input: async (world) => ({ callId: await settled(world), kind: 'complaint', reason: '听错了。' }),
    strangers: 'hidden',
  },
  calls: {
    input: async (world) => {
      await settled(world);
      return { pageSize: 100 };
    },
    strangers: ({ items }, world) => showsOwn(items, world),
  },
  phone: { input: async (world) => ({ callId: await taken(world) }), strangers: 'hidden' },
  callBack: {
    input: async (world) => ({ callId: await settled(world), outcome: 'reached', note: '已经解决。' }),
    strangers: 'hidden',
  },
  openCases: {
    input: () => ({}),
    strangers: ({ items }) => items.some(({ text }) => text.includes('鹭湾')),
  },
  shifts: { input: () => ({}), strangers: 'none' },
  handOver: {
    input: async (world) => {
      await allTaken(world);
      return { note: '夜班无特殊情况。' };
    },
    strangers: 'none',
  },
  takeOver: {
    input: async (world, caller) => {
      await allTaken(world);
      const shift = good(await world.service.call(hotlineApi.handOver, {}, other(world, caller)));
      return { shiftId: shift.id, seen: shift.cases.map(({ id }) => id) };
    },
    strangers: 'hidden',
  },
};

export const rescueNumbersRows: Rows<typeof rescueNumbersApi> = {
  show: {
    input: () => ({ since: dayOf(Date.now()), until: dayOf(Date.now()) }),
    strangers: ({ byCompany }, { own }) => byCompany.some(({ key }) => key === own.companyId),
  },
};
