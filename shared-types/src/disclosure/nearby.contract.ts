import { endpoint } from '../kernel/endpoint';
import { Crs } from '../kernel/fields';
import { z } from '../kernel/zod';

/** A lift near somebody whose code cannot be read: what hangs in it anyway, and roughly how far. */
export const NearbyLift = z.object({
  place: z.string(),
  ownNumber: z.string(),
  address: z.string(),
  /** Opens its public page; never the code itself, which proves that somebody stood before it. Empty: none is registered. */
  number: z.string(),
  withinMetres: z.number().int().describe('不超过这么多米，只分几档'),
});
export type NearbyLift = z.infer<typeof NearbyLift>;

export const nearbyApi = {
  list: endpoint({
    method: 'POST',
    path: '/nearby-lifts',
    summary: '扫不了码时，凭手机位置看附近的几台电梯；位置不保存，限次。',
    access: 'public',
    keyless: true,
    limit: 'nearby',
    body: z.object({
      lng: z.number().min(-180).max(180),
      lat: z.number().min(-90).max(90),
      crs: Crs,
      accuracyMetres: z.number().nonnegative().max(100_000).default(0),
    }),
    response: z.object({
      items: z.array(NearbyLift),
      /** The position was too coarse to tell one building from the next. */
      isCoarse: z.boolean(),
    }),
  }),
};
