import { type checklistApi as api, checklistApi } from '@lifttrust/shared-types/checklist/checklist.contract';
import { good } from '../../fixture/uploads';
import type { World } from '../world';
import type { Rows } from './row';

const draft = {
  kind: 'addition' as const,
  type: '3110' as const,
  items: [{ name: '消防迫降试验', requirement: '功能有效', class: 'year' as const, requiresTest: false }],
};

const proposed = async ({ service, own }: World): Promise<string> =>
  good(await service.call(checklistApi.propose, draft, own.admin)).id;

export const checklistRows: Rows<typeof api> = {
  list: {
    input: async (world) => {
      await proposed(world);
      return { pageSize: 100 };
    },
    strangers: ({ items }, { own }) => items.some(({ company }) => company.id === own.companyId),
  },
  show: { input: async (world) => ({ checklistId: await proposed(world) }), strangers: 'hidden' },
  propose: { input: () => draft, strangers: 'none' },
  decide: {
    input: async (world) => ({ checklistId: await proposed(world), accept: false, reason: '写得太笼统。' }),
    strangers: 'hidden',
  },
  withdraw: { input: async (world) => ({ checklistId: await proposed(world) }), strangers: 'hidden' },
};
