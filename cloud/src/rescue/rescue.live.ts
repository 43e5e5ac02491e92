import { actsByArea } from '@lifttrust/shared-types/kernel/access';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { Database } from '../kernel/database';
import { LiveService } from '../live/live.service';
import { Entrapment } from './entrapment.entity';
import { HelpService } from './help.service';
import { RescueSight } from './rescue.sight';

/** Who may hear news of rescues: callers of their own call, those concerned of the entrapment, a desk of its area's board. */
@Singleton()
export class RescueLive {
  @Inject() database: Database;
  @Inject() liveService: LiveService;
  @Inject() helpService: HelpService;
  @Inject() sight: RescueSight;

  @Init()
  open(): void {
    this.liveService.guard(
      'help',
      async ({ id, token }) => token !== null && this.helpService.isCaller(id, token),
    );
    this.liveService.guard('entrapment', async ({ id, actor }) => {
      const { manager } = this.database.reader;
      if (!actor) return false;
      const one = await manager.findOneBy(Entrapment, { id });
      return one !== null && this.sight.sees(manager, one, actor);
    });
    this.liveService.guard(
      'board',
      async ({ id, actor }) =>
        actor !== null &&
        actsByArea(actor.role) &&
        actor.divisionCode !== '' &&
        id.startsWith(actor.divisionCode),
    );
  }
}
