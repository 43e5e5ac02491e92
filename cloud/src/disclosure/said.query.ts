import { Inject, Singleton } from '@midwayjs/core';
import { AnnouncementQuery } from '../announcement/announcement.query';
import { CodeService } from '../code/code.service';
import type { Ctx } from '../kernel/actor';
import { Database } from '../kernel/database';
import { log } from '../kernel/log';
import { ReportQuery } from '../public-report/public-report.query';
import { nothingSaid, type Said } from './page/page.said';

/** What is said about a lift beside what it is. Whatever goes wrong here, the page with the call is there without it. */
@Singleton()
export class SaidQuery {
  @Inject() database: Database;
  @Inject() codeService: CodeService;
  @Inject() announcementQuery: AnnouncementQuery;
  @Inject() reportQuery: ReportQuery;

  async behind(scanned: string, ctx: Ctx): Promise<Said> {
    try {
      const { manager } = this.database.reader;
      const own = await this.codeService.find(manager, scanned, ctx.at);
      const token = own ? scanned : await this.codeService.tokenBehindNumber(manager, scanned);
      const code = own ?? (token && (await this.codeService.find(manager, token, ctx.at)));
      if (!code) return nothingSaid;
      const [announcements, evaluations] = await Promise.all([
        this.announcementQuery.forLift(code.liftId, ctx.at),
        this.reportQuery.evaluationsOf(code.liftId),
      ]);
      return { announcements, evaluations };
    } catch (error) {
      log.error('page.said_failed', { requestId: ctx.requestId }, error);
      return nothingSaid;
    }
  }
}
