import type { PaperStanding } from '@lifttrust/shared-types/paperless/paperless.contract';
import { decisionInForce, paperStateOf } from '@lifttrust/shared-types/paperless/paperless.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, IsNull, Not } from 'typeorm';
import { CityService } from '../city/city.service';
import { areaToday } from '../kernel/area-history';
import { groupedBy } from '../kernel/grouped-by';
import { organisationNames } from '../lift/lift-names.query';
import { PaperDecisionRow } from './paper-decision.entity';

/** A lift and the company whose paper is meant: of a record, the company of its day. */
export interface PaperSubject {
  id: string;
  companyId: string | null;
  divisionCode: string;
}

/** What held from a day on, until the next begins. */
export type PaperSpan = { from: string } & Pick<PaperStanding, 'state' | 'since' | 'by'>;

export interface PaperHistory {
  on(lift: PaperSubject, day: string): PaperStanding;
  /** Of a period, both ends counted; the first span begins with it. */
  within(lift: PaperSubject, period: { from: string; to: string }): PaperSpan[];
}

const pick = ({ state, since, by }: PaperStanding) => ({ state, since, by });

/** What holds about the paper of lifts on a day, from the decisions (REC-10). */
@Singleton()
export class PaperlessStanding {
  @Inject() cityService: CityService;

  get needsConfirmation(): boolean {
    return this.cityService.parameters.paper.stopNeedsConfirmation;
  }

  async of(manager: EntityManager, lift: PaperSubject, day: string): Promise<PaperStanding> {
    return (await this.ofAll(manager, [lift], day))(lift);
  }

  /** For many lifts with two questions. */
  async ofAll(
    manager: EntityManager,
    lifts: readonly PaperSubject[],
    day: string,
  ): Promise<(lift: PaperSubject) => PaperStanding> {
    const { on } = await this.history(manager, lifts);
    return (lift) => on(lift, day);
  }

  /** The same for any day, and the days on which something else began to hold; with two questions. */
  async history(manager: EntityManager, lifts: readonly PaperSubject[]): Promise<PaperHistory> {
    const companyIds = [...new Set(lifts.flatMap(({ companyId }) => companyId ?? []))];
    const decided =
      companyIds.length === 0 || !this.needsConfirmation ? [] : await this.rows(manager, companyIds);
    const names = await organisationNames(
      manager,
      decided.map(({ officeId }) => officeId),
    );
    const byCompany = groupedBy(decided, ({ companyId }) => companyId);
    const ownOf = ({ companyId }: PaperSubject) => byCompany.get(companyId ?? '') ?? [];
    const on = (subject: PaperSubject, day: string): PaperStanding => {
      const lift = { ...subject, divisionCode: areaToday(subject.divisionCode) };
      const own = ownOf(subject);
      const now = decisionInForce(own, lift, day);
      const end =
        own
          .map(({ fromOn }) => fromOn)
          .sort()
          .at(-1) ?? day;
      const last = decisionInForce(own, lift, end > day ? end : day);
      return {
        state: paperStateOf(now, this.needsConfirmation),
        since: now?.fromOn ?? null,
        by: now ? (names.get(now.officeId ?? '') ?? null) : null,
        reason: now?.reason ?? '',
        wholeCompany: now !== null && now.liftId === null,
        keepFrom: now?.stops && last && !last.stops ? last.fromOn : null,
      };
    };
    const within = (lift: PaperSubject, { from, to }: { from: string; to: string }): PaperSpan[] => {
      const changes = ownOf(lift).map(({ fromOn }) => fromOn);
      const days = [...new Set([from, ...changes.filter((day) => day > from && day <= to)])].sort();
      const spans = days.map((day) => ({ from: day, ...pick(on(lift, day)) }));
      return spans.filter(({ state, since }, at) => {
        const before = spans[at - 1];
        return state !== before?.state || since !== before.since;
      });
    };
    return { on, within };
  }

  private async rows(manager: EntityManager, companyIds: string[]) {
    const where = { companyId: In(companyIds), fromOn: Not(IsNull()) };
    const rows = await manager.findBy(PaperDecisionRow, where);
    return rows.map((row) => ({
      ...row,
      area: areaToday(row.area),
      fromOn: row.fromOn ?? '',
      decidedAt: row.decidedAt ?? 0,
    }));
  }
}
