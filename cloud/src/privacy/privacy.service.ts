import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import type { privacyApi } from '@lifttrust/shared-types/privacy/privacy.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { UnitOfWork } from '../kernel/unit-of-work';
import { AuditQuery } from './audit.query';
import { OwnDataQuery } from './own-data.query';

/** The rights of whoever is spoken of, and the view of whoever answers for them; looking leaves a trace itself. */
@Singleton()
export class PrivacyService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() auditQuery: AuditQuery;
  @Inject() ownData: OwnDataQuery;

  async data(ctx: Ctx) {
    const { personId } = requireActor(ctx);
    // First the trace, then the data: nobody gets them without it.
    await this.work.run(ctx, (tx) =>
      tx.audit('personal.exported', 'person', personId, { purpose: '本人查看和导出' }),
    );
    return {
      madeAt: ctx.at,
      sections: await this.ownData.sectionsOf(this.database.reader.manager, personId),
    };
  }

  async audit(input: InputOf<typeof privacyApi.audit>, ctx: Ctx) {
    const { page: _page, pageSize: _pageSize, ...asked } = input;
    await this.work.run(ctx, (tx) =>
      tx.audit('audit.read', 'organisation', requireActor(ctx).organisationId, { asked }),
    );
    return this.auditQuery.list(input, ctx);
  }
}
