import { onSiteApi } from '@lifttrust/shared-types/lift/on-site.contract';
import { good } from '../../fixture/uploads';
import type { World } from '../world';
import type { Rows } from './row';

let corrections = 0;
const correction = (world: World) => {
  corrections += 1;
  return { liftId: world.own.liftId, changes: { place: `望溪花园 ${corrections} 座` }, reason: '现场核对。' };
};

const boundId = async (world: World): Promise<string> => {
  const { items } = good(await world.service.call(onSiteApi.bindings, {}, world.own.admin));
  if (items[0]) return items[0].id;
  return good(await world.service.call(onSiteApi.bind, { token: world.own.code }, world.own.lead)).id;
};

export const onSiteRows: Rows<typeof onSiteApi> = {
  // A code is public: whoever stands before another company's lift hears that it is not theirs.
  scan: { input: (world) => ({ token: world.own.code }), strangers: 'none' },
  bind: { input: () => ({ token: 'never-a-code' }), strangers: 'none', refusal: 'lift.code_unknown' },
  bindings: {
    input: () => ({}),
    strangers: ({ items }, world) => items.some(({ lift }) => lift.id === world.own.liftId),
  },
  decideBinding: {
    input: async (world) => ({ bindingId: await boundId(world), accept: true }),
    strangers: 'hidden',
  },
  // Twice the same lift: refused after the caller was found to be the right one.
  swapCodes: {
    input: (world) => ({ liftIds: [world.own.liftId, world.own.liftId], reason: '贴反了。' }),
    strangers: 'hidden',
    refusal: 'lift.same_lift_twice',
  },
  enter: {
    input: () => ({ type: '3110', place: '新建楼', divisionCode: '999901' }),
    strangers: 'none',
    // Without any number a lift could not be told from its neighbour.
    refusal: 'lift.unidentified',
  },
  correct: { input: correction, strangers: 'hidden' },
  corrections: { input: (world) => ({ liftId: world.own.liftId }), strangers: 'hidden' },
  offerFix: {
    input: (world) => ({
      liftId: world.own.liftId,
      token: world.own.code,
      lng: 118.61,
      lat: 24.91,
      crs: 'GCJ02',
      accuracyMetres: 20,
      isMock: false,
      capturedAt: Date.now(),
    }),
    strangers: 'hidden',
  },
  position: { input: (world) => ({ liftId: world.own.liftId }), strangers: 'hidden' },
};
