import { jurisdictionApi } from '@lifttrust/shared-types/jurisdiction/jurisdiction.contract';
import { good } from '../../fixture/uploads';
import type { World } from '../world';
import type { Rows } from './row';

let offices = 10;
const freshCode = ({ own }: World): string => {
  offices += 1;
  return `${own.divisionCode}${offices}`;
};
const act = { fromDay: '2026-01-01', reason: '辖区调整' };
const office = (world: World, code: string) => ({
  code,
  name: '示例监管所',
  level: 'office' as const,
  parentCode: null,
  gbCode: world.own.divisionCode,
  ...act,
});

async function founded(world: World): Promise<string> {
  const code = freshCode(world);
  good(await world.service.call(jurisdictionApi.found, office(world, code), world.own.regulatorAdmin));
  return code;
}

const ofOwn = (code: string, { own }: World) => code.startsWith(own.divisionCode);

export const jurisdictionRows: Rows<typeof jurisdictionApi> = {
  tree: {
    input: () => ({}),
    strangers: ({ items }, world) => items.some(({ code }) => ofOwn(code, world)),
  },
  history: {
    input: async (world) => {
      await founded(world);
      return {};
    },
    strangers: ({ items }, world) => items.some(({ toCode }) => ofOwn(toCode, world)),
  },
  contents: { input: ({ own }) => ({ codes: own.divisionCode }), strangers: 'hidden' },
  // What became of a code is public knowledge.
  resolve: { input: ({ own }) => ({ code: own.divisionCode }), strangers: 'none' },
  districts: { input: () => ({}), strangers: 'none' },
  found: { input: (world) => office(world, freshCode(world)), strangers: 'hidden' },
  rename: {
    input: async (world) => ({ code: await founded(world), name: '更名监管所', ...act }),
    strangers: 'hidden',
  },
  merge: {
    input: async (world) => ({
      fromCodes: [await founded(world)],
      toCode: await founded(world),
      toName: '合并监管所',
      ...act,
    }),
    strangers: 'hidden',
  },
  split: {
    // Splitting the own district would take it away from everybody else in this test.
    input: (world) => ({
      fromCode: world.own.divisionCode,
      parts: [{ code: freshCode(world), name: '东片', offices: ['88888801'] }],
      rest: { code: freshCode(world), name: '西片' },
      ...act,
    }),
    strangers: 'hidden',
    refusal: 'jurisdiction.office_elsewhere',
  },
};
