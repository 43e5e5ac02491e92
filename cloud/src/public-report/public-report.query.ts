import { calendarOf } from '@lifttrust/shared-types/calendar/calendar.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { type publicReportApi } from '@lifttrust/shared-types/public-report/public-report.contract';
import {
  acceptBy,
  lateness,
  replyBy,
  suggestedRoute,
  workingDaysLeft,
} from '@lifttrust/shared-types/public-report/public-report.rules';
import {
  type ReportCard,
  type ReportInFull,
  reportActWords,
  routeWords,
} from '@lifttrust/shared-types/public-report/public-report.shapes.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { CityService } from '../city/city.service';
import { CodeService } from '../code/code.service';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { pageWithTotal } from '../kernel/paged';
import { UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { organisationNames } from '../lift/lift-names.query';
import { personNames } from '../person/person-names.query';
import { ReporterService } from '../reporter/reporter.service';
import { ReportBook } from './public-report.book';
import { PublicReport } from './public-report.entity';
import { LateReports } from './public-report.late';
import { mayOf } from './public-report.may';
import { proposalOf } from './public-report.own';
import { isUnit, knownReport, scopeOf } from './public-report.scope';
import { PublicReportPicture } from './public-report-picture.entity';
import { PublicReportStep } from './public-report-step.entity';

const openStates = "'received', 'accepted', 'routed', 'answered'";
const lookSql = `(r.publication = 'waiting' OR EXISTS (
  SELECT 1 FROM public_report_picture p WHERE p.report_id = r.id AND p.state = 'waiting'))`;
const shownEvaluations = 20;

/** Reports as the desk and the units see them, and evaluations as the public does. */
@Singleton()
export class ReportQuery {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;
  @Inject() codeService: CodeService;
  @Inject() reporterService: ReporterService;
  @Inject() late: LateReports;
  @Inject() book: ReportBook;

  async list(input: InputOf<typeof publicReportApi.list>, ctx: Ctx) {
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const { page, pageSize } = input;
    const today = dayOf(ctx.at);
    const query = this.within(manager, actor);
    if (input.state) query.andWhere('r.state = :state', { state: input.state });
    if (input.kind) query.andWhere('r.kind = :kind', { kind: input.kind });
    if (input.late) this.late.only(query, today);
    if (input.toLookAt) query.andWhere(lookSql);
    // Open ones first, the longest waiting before the others; then what is over, newest first.
    query
      .addSelect(`CASE WHEN r.state IN (${openStates}) THEN 0 ELSE 1 END`, 'is_over')
      .addSelect(`CASE WHEN r.state IN (${openStates}) THEN r.received_at ELSE -r.received_at END`, 'turn')
      .orderBy('is_over')
      .addOrderBy('turn')
      .addOrderBy('r.id');
    const { rows, total } = await pageWithTotal(query, { page, pageSize });
    const items = await this.cards(manager, rows, today, actor);
    return { items, ...total, page, pageSize, counts: await this.counts(manager, actor, today) };
  }

  private within(manager: EntityManager, actor: Actor) {
    const { sql, parameters } = scopeOf(actor, 'r');
    return manager.createQueryBuilder(PublicReport, 'r').where(sql, parameters);
  }

  private async counts(manager: EntityManager, actor: Actor, today: string) {
    const within = () => this.within(manager, actor);
    return {
      received: await within().andWhere("r.state = 'received'").getCount(),
      open: await within().andWhere(`r.state IN (${openStates})`).getCount(),
      late: await this.late.only(within(), today).getCount(),
      toLookAt: isUnit(actor) ? 0 : await within().andWhere(lookSql).getCount(),
    };
  }

  /** As its page shows it; that the words were read is logged. @throws not_found */
  async open(reportId: string, ctx: Ctx): Promise<ReportInFull> {
    const shown = await this.show(this.database.reader.manager, reportId, ctx);
    await this.work.run(ctx, (tx) => tx.audit('public_report.read', 'public_report', reportId));
    return shown;
  }

  /** @throws not_found */
  async show(manager: EntityManager, reportId: string, ctx: Ctx): Promise<ReportInFull> {
    const actor = requireActor(ctx);
    const report = await knownReport(manager, reportId, actor);
    const [card] = await this.cards(manager, [report], dayOf(ctx.at), actor);
    if (!card) throw AppError.notFound();
    const unit = isUnit(actor);
    const pictures = await manager.findBy(PublicReportPicture, { reportId });
    const hasPhone = await this.reporterService.hasCallback(manager, 'public_report', reportId);
    const unitText = this.book.unseal(report.unitTextSealed);
    return {
      ...card,
      text: unit ? unitText : this.book.unseal(report.textSealed),
      unitText,
      publicText: report.publicText ?? '',
      checkVerdict: report.checkVerdict,
      proposal: proposalOf(report),
      pictures: pictures.flatMap(({ fileId: id, state }) =>
        state === 'announced' || (unit && state !== 'shown') ? [] : [{ id, state }],
      ),
      answer: report.answer ?? '',
      feedback: report.feedback ?? '',
      rating: report.rating,
      hasPhone: hasPhone && (!unit || report.agreesToBeNamed),
      steps: await this.steps(manager, reportId, unit),
      suggestion: suggestedRoute(report.kind, report.category),
      may: mayOf(actor, report),
    };
  }

  private async steps(manager: EntityManager, reportId: string, unit: boolean) {
    const all = await manager.find(PublicReportStep, { where: { reportId }, order: { id: 'ASC' } });
    const nameOf = await personNames(
      manager,
      all.map(({ personId }) => personId),
    );
    const names = await organisationNames(
      manager,
      all.map(({ organisationId }) => organisationId),
    );
    return all.map(({ act, at, personId, organisationId, textSealed }) => ({
      act: reportActWords[act] ?? act,
      at,
      by: personId ? nameOf(personId) : '反映人',
      organisation: names.get(organisationId ?? '') ?? '',
      // What whoever reported has said since may name them: the desk passes it on.
      text: unit && personId === null ? '' : this.book.unseal(textSealed),
    }));
  }

  private async cards(
    manager: EntityManager,
    rows: PublicReport[],
    today: string,
    actor: Actor,
  ): Promise<ReportCard[]> {
    const ids = rows.flatMap(({ liftId }) => liftId ?? []);
    const lifts = await manager.findBy(Lift, { id: In(ids) });
    const names = await organisationNames(
      manager,
      rows.flatMap(({ companyId, ownerId }) => [companyId, ownerId]),
    );
    const reportIds = rows.map(({ id }) => id);
    const unseen = await manager.findBy(PublicReportPicture, { reportId: In(reportIds), state: 'waiting' });
    const calendar = calendarOf(this.cityService.parameters.calendar);
    const terms = this.cityService.parameters.publicReports;
    const owed = ['accepted', 'routed', 'answered'];
    const unit = isUnit(actor);
    return rows.map((row): ReportCard => {
      const lift = lifts.find(({ id }) => id === row.liftId);
      const { id, kind, category, state, divisionCode, stars, verdict, byMaintenance, publication } = row;
      const { receivedAt, acceptedAt, routedAt, answeredAt, fedBackAt, appealedAt } = row;
      const until = replyBy(row, terms, calendar);
      return {
        ...{ id, kind, category, state, divisionCode, stars, verdict, byMaintenance, publication },
        ...{ receivedAt, acceptedAt, routedAt, answeredAt, fedBackAt, appealedAt },
        lift: lift ? { id: lift.id, place: lift.place, ownNumber: lift.ownNumber } : null,
        companyName: names.get(row.companyId ?? '') ?? '',
        ownerName: names.get(row.ownerId ?? '') ?? '',
        acceptBy: acceptBy(receivedAt, terms, calendar),
        replyBy: until,
        replyInDays: until && owed.includes(row.state) ? workingDaysLeft(today, until, calendar) : null,
        lateness: lateness(row, today, terms, calendar),
        routeTo: row.routeTo,
        routeName: row.routeTo
          ? row.routeAuthority || (names.get(row.routeOrganisationId ?? '') ?? routeWords[row.routeTo])
          : '',
        suspicion: unit ? 'none' : row.suspicion,
        toLookAt: !unit && (publication === 'waiting' || unseen.some(({ reportId }) => reportId === id)),
      };
    });
  }

  /** Only what somebody, or the platform's check, has looked at; suspected campaigns count once a person has let them. */
  async evaluations(token: string, ctx: Ctx) {
    const { manager } = this.database.reader;
    const code = await this.codeService.find(manager, token, ctx.at);
    if (!code) throw AppError.notFound();
    return this.evaluationsOf(code.liftId);
  }

  async evaluationsOf(liftId: string) {
    const { manager } = this.database.reader;
    const shown = { liftId, kind: 'evaluation', publication: 'shown' } as const;
    const [sums]: { count: number | string; average: number | string | null }[] = await manager.query(
      `SELECT COUNT(*) AS count, AVG(stars * 1.0) AS average FROM public_report
       WHERE lift_id = ? AND kind = ? AND publication = ?`,
      [liftId, shown.kind, shown.publication],
    );
    const order = { receivedAt: 'DESC' } as const;
    const rows = await manager.find(PublicReport, { where: shown, order, take: shownEvaluations });
    const count = Number(sums?.count ?? 0);
    return {
      average: count === 0 ? null : Math.round(Number(sums?.average ?? 0) * 10) / 10,
      count,
      items: rows.map(({ stars, receivedAt, publicText }) => ({
        ...{ stars: stars ?? 0, on: dayOf(receivedAt), text: publicText ?? '' },
      })),
    };
  }
}
