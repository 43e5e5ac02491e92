import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import type { PaperInfo, paperApi } from '@lifttrust/shared-types/paper/paper.contract';
import type { ReasonAgainst } from '@lifttrust/shared-types/person/person.rules';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { CityService } from '../city/city.service';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { Assignment } from '../person/assignment.entity';
import { isNotOver } from '../person/assignment.held';
import { PersonReach } from '../person/person.reach';
import {
  type Condition,
  endsBefore,
  endsFrom,
  inMonth,
  isField,
  isNotRenewed,
  isWatched,
  type PaperRow,
  paperCount,
  paperRows,
  papersByDay,
  reachOf,
  soon,
} from './paper.query';
import { PaperService } from './paper.service';
import { PaperView } from './paper.view';

const few = { take: 200, skip: 0 };
const ownPapers: Condition = { sql: "d.subjectKind = 'person'", values: [] };
// Beginning with the newest, whatever their terms.
const newestFirst = (rows: PaperRow[]) => [...rows].sort((a, b) => (a.id < b.id ? 1 : -1));

/** Papers for those who may see them. */
@Singleton()
export class PaperFinder {
  @Inject() database: Database;
  @Inject() cityService: CityService;
  @Inject() paperView: PaperView;
  @Inject() paperService: PaperService;
  @Inject() personReach: PersonReach;

  async list(input: InputOf<typeof paperApi.list>, ctx: Ctx) {
    const actor = requireActor(ctx);
    const manager = this.database.reader.manager;
    const today = dayOf(ctx.at);
    const conditions = [reachOf(actor, today), ...this.filters(input, today)];
    const { page, pageSize } = input;
    const rows = await paperRows(manager, conditions, { take: pageSize, skip: (page - 1) * pageSize });
    const total = await paperCount(manager, conditions);
    return { items: await this.paperView.shown(manager, rows, actor, ctx.at), total, page, pageSize };
  }

  private filters({ month, kind, state, term }: InputOf<typeof paperApi.list>, today: string): Condition[] {
    const warned = Math.max(...this.cityService.parameters.papers.warnDays);
    return [
      ...(month ? [inMonth(month), isWatched(today)] : []),
      ...(kind ? [isField('kind', kind)] : []),
      // What counts although nobody has decided waits for nobody.
      ...(state ? [isField('state', state), ...(state === 'entered' ? [waitsFor] : [])] : []),
      ...(term ? [isWatched(today)] : []),
      ...(term === 'expired' ? [endsBefore(today), isNotRenewed] : []),
      ...(term === 'expiring' ? [endsFrom(today), soon(today, warned), isNotRenewed] : []),
    ];
  }

  async calendar({ month }: InputOf<typeof paperApi.calendar>, ctx: Ctx) {
    const actor = requireActor(ctx);
    const manager = this.database.reader.manager;
    const today = dayOf(ctx.at);
    const watched = [reachOf(actor, today), isWatched(today)];
    const days = await papersByDay(manager, [...watched, inMonth(month)]);
    const expired = await paperCount(manager, [...watched, endsBefore(today), isNotRenewed]);
    return { days, expired };
  }

  async ofUnit(organisationId: string, ctx: Ctx) {
    const actor = requireActor(ctx);
    const manager = this.database.reader.manager;
    await this.personReach.mustReachUnit(manager, organisationId, actor);
    const rows = await paperRows(manager, [isField('subjectId', organisationId)], few);
    return { items: await this.paperView.shown(manager, newestFirst(rows), actor, ctx.at) };
  }

  async ofPerson(personId: string, ctx: Ctx) {
    const actor = requireActor(ctx);
    const manager = this.database.reader.manager;
    const today = dayOf(ctx.at);
    const units = await this.personReach.unitsOf(manager, personId, actor);
    const conditions = [reachOf(actor, today), ownPapers, isField('subjectId', personId)];
    const rows = await paperRows(manager, conditions, few);
    const items = await this.paperView.shown(manager, newestFirst(rows), actor, ctx.at);
    const current = units.filter(({ isCurrent }) => isCurrent).map(({ organisationId }) => organisationId);
    return { items, obstacles: await this.obstacles(manager, personId, current, today) };
  }

  async mine(ctx: Ctx) {
    const actor = requireActor(ctx);
    const manager = this.database.reader.manager;
    const rows = await paperRows(manager, [ownPapers, isField('subjectId', actor.personId)], few);
    // One's own contract with a former employer is one's own, too.
    const items = await this.paperView.shown(manager, newestFirst(rows), actor, ctx.at);
    const needsPapers = actor.role === 'technician' || actor.role === 'owner_officer';
    const units = needsPapers ? [actor.organisationId] : [];
    return { items, obstacles: await this.obstacles(manager, actor.personId, units, dayOf(ctx.at)) };
  }

  /** One paper for somebody who may see it or whose own it is; to everybody else it does not exist. */
  async row(manager: EntityManager, paperId: string, actor: Actor, at: number): Promise<PaperRow> {
    const [row] = await paperRows(manager, [isField('id', paperId), reachOf(actor, dayOf(at))], few);
    if (row) return row;
    const [own] = await paperRows(manager, [isField('id', paperId), ownPapers], few);
    if (!own || own.subjectId !== actor.personId) throw AppError.notFound();
    return own;
  }

  async show(manager: EntityManager, paperId: string, actor: Actor, at: number): Promise<PaperInfo> {
    const row = await this.row(manager, paperId, actor, at);
    const [info] = await this.paperView.shown(manager, [row], actor, at);
    if (!info) throw AppError.notFound();
    return info;
  }

  /** Papers are entered for people who work here now; others are nobody's business. */
  async mustBeColleague(personId: string, organisationId: string, today: string): Promise<void> {
    const held = await this.database.reader.manager.findBy(Assignment, { personId, organisationId });
    if (!held.some((role) => isNotOver(role, today))) throw AppError.notFound();
  }

  private async obstacles(
    manager: EntityManager,
    personId: string,
    organisationIds: string[],
    today: string,
  ): Promise<ReasonAgainst[]> {
    const found: ReasonAgainst[] = [];
    for (const organisationId of new Set(organisationIds)) {
      const reasons = await this.paperService.reasonsAgainst(manager, [personId], organisationId, today);
      found.push(...(reasons.get(personId) ?? []));
    }
    return found;
  }
}

const waitsFor: Condition = { sql: 'd.counts = 0', values: [] };
