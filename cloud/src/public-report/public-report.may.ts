import type { ReportInFull } from '@lifttrust/shared-types/public-report/public-report.shapes.contract';
import type { Actor } from '../kernel/actor';
import type { PublicReport } from './public-report.entity';
import { isUnit } from './public-report.scope';

const deskRoles: readonly string[] = ['regulator', 'regulator_admin'];
const isIn = (report: PublicReport, ...states: PublicReport['state'][]) => states.includes(report.state);

/** What a reader may do with a report now; the services ask the same of every act. */
export function mayOf(actor: Actor, report: PublicReport): ReportInFull['may'] {
  const desk = deskRoles.includes(actor.role);
  const own = isUnit(actor) && report.routeOrganisationId === actor.organisationId;
  const confirms = desk || actor.role === 'technician' || actor.role === 'company_admin';
  return {
    accept: desk && isIn(report, 'received'),
    route: desk && isIn(report, 'accepted', 'routed', 'answered'),
    answer: desk ? isIn(report, 'accepted', 'routed') : own && isIn(report, 'routed'),
    sendBack: own && isIn(report, 'routed'),
    feedBack: desk && isIn(report, 'answered') && report.changeId === null,
    publish: desk && report.publication !== 'none',
    confirm: confirms && report.kind === 'correction' && isIn(report, 'received', 'accepted', 'routed'),
    readPhone: desk || (own && report.agreesToBeNamed),
    judgePictures: desk,
  };
}
