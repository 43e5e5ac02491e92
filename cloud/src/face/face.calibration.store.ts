import type { Nearness } from '@lifttrust/shared-types/face/face.match.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { Database } from '../kernel/database';
import { FaceCalibration } from './face-calibration.entity';

/** Which general values scores lean on. */
@Singleton()
export class CalibrationStore {
  @Inject() database: Database;

  /** The calibration applied last to this model; null: nobody has applied one, the cohort of the moment counts. */
  async inForce(modelVersion: string): Promise<(Nearness & { version: number }) | null> {
    const applied = await this.database.reader.manager.findOne(FaceCalibration, {
      where: { modelVersion, state: 'applied' },
      order: { decidedAt: 'DESC', version: 'DESC' },
    });
    return applied && { version: applied.version, mean: applied.mean, spread: applied.spread };
  }
}
