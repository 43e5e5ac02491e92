import type { NearbyLift, nearbyApi } from '@lifttrust/shared-types/disclosure/nearby.contract';
import { coarsestMetres, nearbyMetres, nearestOf } from '@lifttrust/shared-types/disclosure/nearby.rules';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Crs } from '@lifttrust/shared-types/kernel/fields';
import { toGcj02 } from '@lifttrust/shared-types/kernel/geo';
import { Inject, Singleton } from '@midwayjs/core';
import { Between, In } from 'typeorm';
import { Database } from '../kernel/database';
import { Lift } from '../lift/lift.entity';

/** Reference systems differ by up to 700 metres: so much further lifts are looked at before they are compared. */
const marginMetres = 800;
const metresADegree = 111_000;

/** The lifts around somebody whose code cannot be read. Where they stand is used for the answer and kept nowhere. */
@Singleton()
export class NearbyQuery {
  @Inject() database: Database;

  /** Lifts whose place is known and that people ride; at most five, in steps of distance (docs/adr/0041). */
  async list({
    accuracyMetres,
    ...position
  }: InputOf<typeof nearbyApi.list>): Promise<{ items: NearbyLift[]; isCoarse: boolean }> {
    const at = toGcj02(position);
    if (!at || accuracyMetres > coarsestMetres) return { items: [], isCoarse: true };
    const reach = (nearbyMetres + marginMetres) / metresADegree;
    const wide = reach / Math.max(0.1, Math.cos((at.lat * Math.PI) / 180));
    const lifts = await this.database.reader.manager.find(Lift, {
      where: {
        lat: Between(at.lat - reach, at.lat + reach),
        lng: Between(at.lng - wide, at.lng + wide),
        state: In(['in_use', 'paused', 'suspended']),
      },
    });
    const placed = lifts.flatMap((lift) => {
      const { lng, lat } = lift;
      const crs = Crs.catch('UNKNOWN').parse(lift.crs);
      const spot = lng === null || lat === null ? null : toGcj02({ lng, lat, crs });
      return spot ? [{ ...spot, name: `${lift.place} ${lift.ownNumber} ${lift.id}`, lift }] : [];
    });
    return {
      items: nearestOf(placed, at).map((one) => shown(one.lift.lift, one.withinMetres)),
      isCoarse: false,
    };
  }
}

const shown = (lift: Lift, withinMetres: number): NearbyLift => ({
  ...{ place: lift.place, ownNumber: lift.ownNumber, address: lift.address, withinMetres },
  number: lift.rescueCode || lift.useRegistration || lift.registrationCode,
});
