import type { DeskAlerts } from '@lifttrust/shared-types/rescue/desk.contract';
import { alertsOf } from '@lifttrust/shared-types/rescue/rescue.alert.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { In } from 'typeorm';
import { Database } from '../kernel/database';
import { Entrapment } from './entrapment.entity';
import { EntrapmentEvent } from './entrapment-event.entity';
import { tierOf } from './rescue.facts';

/** What rings at the desk, of the entrapments that it is shown. */
@Singleton()
export class RescueAlerts {
  @Inject() database: Database;

  async of(entrapmentIds: readonly string[]): Promise<DeskAlerts> {
    if (entrapmentIds.length === 0) return [];
    const { manager } = this.database.reader;
    const ids = In([...entrapmentIds]);
    const rows = await manager.findBy(Entrapment, { id: ids });
    const events = await manager.find(EntrapmentEvent, {
      where: { entrapmentId: ids, kind: 'nobody' },
      order: { id: 'ASC' },
    });
    return rows.flatMap((one) => {
      const nobody = events.findLast(({ entrapmentId }) => entrapmentId === one.id);
      return alertsOf({
        ...one,
        ...{
          tier: tierOf(one),
          nobody: nobody ? { at: nobody.at, text: nobody.text } : null,
        },
      }).map((alert) => ({ entrapmentId: one.id, ...alert }));
    });
  }
}
