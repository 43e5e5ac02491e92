import type {
  Announcement,
  announcementApi,
} from '@lifttrust/shared-types/announcement/announcement.contract';
import { refuseAnnouncement } from '@lifttrust/shared-types/announcement/announcement.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { In } from 'typeorm';
import { coverClause, covers } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { insertRows } from '../kernel/insert-rows';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { Organisation } from '../organisation/organisation.entity';
import { AnnouncementLift, AnnouncementRow } from './announcement.entity';
import { AnnouncementQuery } from './announcement.query';

type Draft = InputOf<typeof announcementApi.write>;

const movedOn = () => AppError.conflict('announcement.moved_on', '这则公告刚刚有人改过，请刷新后看过再做。');

/** Announcements and safety education from draft to withdrawal; each step leaves its audit row. */
@Singleton()
export class AnnouncementService {
  @Inject() work: UnitOfWork;
  @Inject() announcementQuery: AnnouncementQuery;

  /** @throws not_found for a lift or company outside the office's area; rule_broken with every reason at once */
  write(draft: Draft, ctx: Ctx): Promise<Announcement> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const content = await this.checked(tx, draft, actor);
      const id = newId();
      await tx.manager.insert(AnnouncementRow, {
        ...{ id, ...content, organisationId: actor.organisationId, divisionCode: actor.divisionCode },
        ...{ state: 'draft', createdBy: actor.personId, createdAt: tx.at, edition: 1 },
        ...{ publishedBy: null, publishedAt: null, withdrawnAt: null, withdrawReason: '' },
      });
      await this.standOn(tx, id, draft);
      await tx.audit('announcement.written', 'announcement', id);
      return this.announcementQuery.show(tx.manager, id, ctx);
    });
  }

  /** @throws not_found; conflict `announcement.moved_on` for what is published, or another edition */
  edit(input: InputOf<typeof announcementApi.edit>, ctx: Ctx): Promise<Announcement> {
    const { announcementId: id, edition, ...draft } = input;
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      await this.announcementQuery.known(tx.manager, id, actor);
      const content = await this.checked(tx, draft, actor);
      const unread = { id, edition, state: 'draft' as const };
      const next = { ...content, edition: edition + 1 };
      if ((await tx.manager.update(AnnouncementRow, unread, next)).affected !== 1) throw movedOn();
      await tx.manager.delete(AnnouncementLift, { announcementId: id });
      await this.standOn(tx, id, draft);
      await tx.audit('announcement.edited', 'announcement', id, { edition: edition + 1 });
      return this.announcementQuery.show(tx.manager, id, ctx);
    });
  }

  /** What was read is what is published. @throws not_found; conflict `announcement.moved_on` */
  publish({ announcementId: id, edition }: InputOf<typeof announcementApi.publish>, ctx: Ctx) {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const row = await this.announcementQuery.known(tx.manager, id, actor);
      const lifts = await tx.manager.countBy(AnnouncementLift, { announcementId: id });
      const refusals = refuseAnnouncement({
        ...{ audience: row.audience, area: row.divisionCode, lifts, hasCompany: row.companyId !== null },
        ...{ fromDay: row.fromDay, untilDay: row.untilDay, today: dayOf(tx.at) },
      });
      if (refusals.length > 0) throw AppError.broken(refusals);
      const published = { state: 'published' as const, publishedBy: actor.personId, publishedAt: tx.at };
      const draft = { id, edition, state: 'draft' as const };
      if ((await tx.manager.update(AnnouncementRow, draft, published)).affected !== 1) throw movedOn();
      await tx.audit('announcement.published', 'announcement', id, { edition });
      return this.announcementQuery.show(tx.manager, id, ctx);
    });
  }

  /** @throws not_found; conflict `announcement.moved_on` for what is withdrawn already */
  withdraw({ announcementId: id, reason }: InputOf<typeof announcementApi.withdraw>, ctx: Ctx) {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      await this.announcementQuery.known(tx.manager, id, actor);
      const standing = { id, state: In(['draft', 'published'] as const) };
      const gone = { state: 'withdrawn' as const, withdrawnAt: tx.at, withdrawReason: reason };
      if ((await tx.manager.update(AnnouncementRow, standing, gone)).affected !== 1) throw movedOn();
      await tx.audit('announcement.withdrawn', 'announcement', id, { reason });
      return this.announcementQuery.show(tx.manager, id, ctx);
    });
  }

  private async checked(tx: Transaction, draft: Draft, actor: Actor) {
    const { kind, title, text, audience, fromDay } = draft;
    const companyId = audience === 'company' ? (draft.companyId ?? null) : null;
    const untilDay = draft.untilDay ?? null;
    const liftIds = audience === 'lifts' ? [...new Set(draft.liftIds)] : [];
    const lifts = await tx.manager.findBy(Lift, { id: In(liftIds) });
    if (lifts.filter((lift) => covers(actor, lift)).length !== liftIds.length) throw AppError.notFound();
    if (companyId) {
      const company = await tx.manager.findOneBy(Organisation, {
        id: companyId,
        kind: 'maintenance_company',
      });
      const { sql, parameters } = coverClause(actor, 'l');
      const query = tx.manager.createQueryBuilder(Lift, 'l').where(sql, parameters);
      const maintains = await query.andWhere('l.company_id = :companyId', { companyId }).getExists();
      if (!company || !(maintains || company.divisionCode.startsWith(actor.divisionCode)))
        throw AppError.notFound();
    }
    const refusals = refuseAnnouncement({
      ...{ audience, area: actor.divisionCode, lifts: liftIds.length, hasCompany: companyId !== null },
      ...{ fromDay, untilDay, today: dayOf(tx.at) },
    });
    if (refusals.length > 0) throw AppError.broken(refusals);
    return { kind, title, text, audience, companyId, fromDay, untilDay };
  }

  private async standOn(
    tx: Transaction,
    announcementId: string,
    { audience, liftIds }: Draft,
  ): Promise<void> {
    const rows = [...new Set(audience === 'lifts' ? liftIds : [])].map((liftId) => ({
      announcementId,
      liftId,
    }));
    if (rows.length > 0) await insertRows(tx.manager, AnnouncementLift, rows);
  }
}
