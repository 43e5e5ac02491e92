import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { qualityApi } from '@lifttrust/shared-types/quality/quality.contract';
import { Clock } from '../../../cloud/src/kernel/clock';
import { good } from '../../fixture/uploads';
import type { World } from '../world';
import type { Rows } from './row';

const today = async ({ service }: World): Promise<string> => dayOf((await service.get(Clock)).now());

/** Whoever checks: appointed once, whatever other rows have done before. */
const appointed = async ({ service, own }: World): Promise<string> => {
  const { items } = good(await service.call(qualityApi.inspectors, {}, own.admin));
  const found = items.find(({ person }) => person.id === own.colleague.personId);
  if (found) return found.id;
  return good(await service.call(qualityApi.appoint, { personId: own.colleague.personId }, own.admin)).id;
};

const draft = async (world: World) => {
  await appointed(world);
  const { liftId, lead, colleague } = world.own;
  const plannedOn = await today(world);
  return { liftId, technicianIds: [lead.personId], inspectorId: colleague.personId, plannedOn };
};

const planned = async (world: World): Promise<string> =>
  good(await world.service.call(qualityApi.plan, await draft(world), world.own.admin)).id;

const found = async (world: World): Promise<string> => {
  const checkedOn = await today(world);
  const bad = { item: '制动器间隙', good: false, found: '超标', dueOn: checkedOn };
  const input = {
    ...{ checkId: await planned(world), checkedOn },
    items: [{ ...bad, technicianId: world.own.lead.personId }],
  };
  return good(await world.service.call(qualityApi.record, input, world.own.admin)).findings[0]?.id ?? '';
};

const answered = async (world: World): Promise<string> => {
  const findingId = await found(world);
  good(await world.service.call(qualityApi.answer, { findingId, text: '已调整。' }, world.own.lead));
  return findingId;
};

export const qualityRows: Rows<typeof qualityApi> = {
  inspectors: {
    input: async (world) => {
      await appointed(world);
      return {};
    },
    strangers: ({ items }, { own }) => items.some(({ person }) => person.id === own.colleague.personId),
  },
  appoint: {
    input: async (world) => {
      const inspectorId = await appointed(world);
      good(await world.service.call(qualityApi.dismiss, { inspectorId }, world.own.admin));
      return { personId: world.own.colleague.personId };
    },
    strangers: 'hidden',
  },
  dismiss: { input: async (world) => ({ inspectorId: await appointed(world) }), strangers: 'hidden' },
  standing: {
    input: () => ({}),
    strangers: ({ items }, { own }) => items.some(({ company }) => company.id === own.companyId),
  },
  list: {
    input: async (world) => {
      await planned(world);
      return { pageSize: 100 };
    },
    strangers: ({ items }, { own }) => items.some(({ company }) => company.id === own.companyId),
  },
  show: { input: async (world) => ({ checkId: await planned(world) }), strangers: 'hidden' },
  plan: { input: draft, strangers: 'hidden' },
  record: {
    input: async (world) => ({
      ...{ checkId: await planned(world), checkedOn: await today(world) },
      items: [{ item: '轿厢照明', good: true }],
    }),
    strangers: 'hidden',
  },
  cancel: {
    input: async (world) => ({ checkId: await planned(world), reason: '电梯停用。' }),
    strangers: 'hidden',
  },
  mine: {
    input: async (world) => {
      await found(world);
      return {};
    },
    strangers: ({ items }) => items.length > 0,
  },
  answer: {
    input: async (world) => ({ findingId: await found(world), text: '已调整。' }),
    strangers: 'hidden',
  },
  decide: {
    input: async (world) => ({ findingId: await answered(world), close: true, text: '复查合格。' }),
    strangers: 'hidden',
  },
};
