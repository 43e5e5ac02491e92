import { companyChanging, type PublicLift } from '@lifttrust/shared-types/code/code.contract';
import type { PageWords } from '@lifttrust/shared-types/disclosure/public-page.words';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { hasNoCar } from '@lifttrust/shared-types/rescue/rescue.rules';
import type { LiftEvents } from '../lift-history.query';
import { findLink } from './find.page';
import { type Html, html, type Piece } from './html';
import { helpSection } from './page.help';
import { pastSections } from './page.history';
import { nothingSaid, type Said, saidSections } from './page.said';
import { type Reading, shell } from './page.shell';

export type LiftFacts = PublicLift & LiftEvents;

/** Where the page's links lead. */
export interface LiftLinks {
  /** What was scanned, as it stands in the address. */
  token: string;
  /** Under which help may be called from the page; empty where the telephone is the way. */
  helpCode: string;
  /** The app for browsers is installed beside the service. */
  hasApp: boolean;
  /** Opens the lift in DingTalk's mini-program; null: not connected, or not read in DingTalk. */
  dingtalk: string | null;
}

type Tone = 'ok' | 'warn' | 'bad' | 'plain';
const tag = (tone: Tone, text: string): Html => html`<span class="tag ${tone}">${text}</span>`;

/** The page of a lift (DIS-01 to DIS-04); `queriedAt` tells yesterday's picture of it from today's. */
export function liftPage(
  lift: LiftFacts,
  links: LiftLinks,
  reading: Reading,
  said: Said = nothingSaid,
): string {
  const { words } = reading;
  const place = `${lift.place} ${lift.ownNumber}`.trim();
  const address = [lift.address, place].filter(Boolean).join(' ');
  const stopped = lift.stoppedUntil
    ? words.stoppedUntil(words.day(lift.stoppedUntil), lift.stoppedUntil < dayOf(lift.queriedAt))
    : words.stopped[lift.state];
  const body = [
    html`<h1>${place}</h1><p>${lift.address}</p>`,
    lift.rescueCode &&
      html`<p class="note">${words.rescueCode}</p><p class="number" translate="no">${lift.rescueCode}</p>`,
    stopped !== undefined && html`<p class="tell bad">${stopped}</p>`,
    lift.codeState === 'replaced' &&
      html`<div class="tell"><b>${words.replaced.title}</b><p>${words.replaced.line}</p>${findLink(reading)}</div>`,
    helpSection(words, {
      phone: lift.emergencyPhone,
      rescueCode: lift.rescueCode,
      address,
      place,
      isEscalator: hasNoCar(lift.type),
      code: links.helpCode,
    }),
    maintenance(lift, words),
    equipment(lift, words),
    history(lift, links, words),
    pastSections(lift, words),
    saidSections(said, links, words),
    proof(links, words),
    staff(links, words),
  ];
  const foot = html`<p><time datetime="${new Date(lift.queriedAt).toISOString()}">${words.queried(lift.queriedAt)}</time></p><p>${words.screenshot}</p>`;
  return shell(words.title(place), reading, body, foot);
}

/** A record that is still being checked is never called maintained (DIS edge case). */
function standing({ maintenance }: PublicLift, words: PageWords): { tone: Tone; text: string } {
  if (maintenance.underCheck) return { tone: 'warn', text: words.underCheck };
  if (maintenance.overdue) return { tone: 'bad', text: words.overdue };
  if (!maintenance.dueOn) return { tone: 'plain', text: words.noDue };
  return { tone: 'ok', text: words.inTime };
}

const gradeTones: Record<string, Tone> = { 正常: 'ok', 关注: 'warn', 需修理: 'warn', 停用: 'bad' };

function maintenance(lift: PublicLift, words: PageWords): Html {
  const { tone, text } = standing(lift, words);
  const { lastOn, dueOn, underCheck } = lift.maintenance;
  return html`<section class="card" aria-labelledby="care"><h2 id="care">${words.maintenance}</h2>
<p>${tag(tone, text)}</p>
<p>${underCheck ? null : lastOn ? words.lastOn(words.day(lastOn)) : words.never}${dueOn ? words.nextBy(words.day(dueOn)) : null}</p>
<h3>${words.grade}</h3>
<p>${lift.grade ? tag(gradeTones[lift.grade] ?? 'plain', lift.grade) : null} ${lift.grade ? (words.grades[lift.grade] ?? null) : words.noGrade}</p>
${lift.gradeOn && html`<p class="note">${words.gradedOn(words.day(lift.gradeOn))}</p>`}</section>`;
}

function equipment(lift: PublicLift, words: PageWords): Html {
  const { facts } = words;
  const rows: [string, string | null][] = [
    [facts.company, lift.companyName === companyChanging ? words.companyChanging : lift.companyName],
    [facts.owner, lift.ownerName],
    [facts.body, lift.inspectionBody],
    [facts.registration, lift.registrationNumber],
    [facts.type, words.types[lift.type] ?? null],
    [facts.lastInspection, lift.lastInspectionOn && words.day(lift.lastInspectionOn)],
    [facts.nextInspection, lift.nextInspectionOn && words.day(lift.nextInspectionOn)],
    [facts.phone, lift.emergencyPhone],
  ];
  return html`<section class="card" aria-labelledby="facts"><h2 id="facts">${facts.title}</h2><dl>${rows.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value || facts.missing}</dd></div>`)}</dl></section>`;
}

type Visit = PublicLift['visits'][number];

function visitItem(visit: Visit, { token, hasApp }: LiftLinks, words: PageWords): Html {
  const { history } = words;
  const owner = visit.validity === 'valid' ? (history.owner[visit.ownerAnswer] ?? '') : '';
  const query = `token=${encodeURIComponent(token)}&recordId=${visit.recordId}`;
  const link = hasApp
    ? `/app/weapp/#/proof/record/index?${query}`
    : `/api/codes/${encodeURIComponent(token)}/records/${visit.recordId}/proof`;
  return html`<li class="visit"><h3>${words.day(visit.on)} · ${words.classes[visit.class] ?? ''}</h3>
<p>${visit.validity === 'suspect' ? tag('warn', history.underCheck) : tag('ok', history.valid)} ${owner && tag(visit.ownerAnswer === 'defaulted' || visit.ownerAnswer === 'returned' ? 'warn' : 'plain', owner)}</p>
<p>${history.by(visit.technicians)}</p><p class="note">${visit.companyName}</p>
${visit.standing === 'amended' && html`<p class="note">${history.amended}</p>`}
<a class="act" href="${link}">${history.check}</a><p class="note">${visit.logNumber === null ? history.sealing : history.logNumber(visit.logNumber)}</p></li>`;
}

/** What is void or was found invalid was no maintenance: it stands in the file and not here. */
function history(lift: PublicLift, links: LiftLinks, words: PageWords): Html {
  const counted = lift.visits.filter(({ standing }) => standing !== 'voided');
  const voided = lift.visits.length - counted.length;
  return html`<section class="card" aria-labelledby="history"><h2 id="history">${words.history.title}</h2>
${counted.length === 0 ? html`<p>${words.history.empty}</p><p class="note">${words.history.before}</p>` : html`<ol>${counted.map((visit) => visitItem(visit, links, words))}</ol>`}
${voided > 0 && html`<p class="note">${words.history.voided(voided)}</p>`}
${links.hasApp && html`<a class="act" href="/app/weapp/#/report/past/index?token=${encodeURIComponent(links.token)}">${words.history.more}</a>`}</section>`;
}

const proof = ({ hasApp }: LiftLinks, words: PageWords): Html =>
  html`<section class="card" aria-labelledby="proof"><h2 id="proof">${words.proof.title}</h2>${words.proof.lines.map((line) => html`<p>${line}</p>`)}
<a class="act" href="/api/log/checkpoint">${words.proof.key}</a>${hasApp && html`<a class="act" href="/app/weapp/#/proof/paper/index">${words.checkPaper}</a>`}</section>`;

/** One code, four readers: whoever works on the lift goes on in the app (EQ-04). */
function staff({ token, hasApp, dingtalk }: LiftLinks, words: PageWords): Piece {
  if (!dingtalk && !hasApp) return null;
  const app = `/app/weapp/#/pages/lift/index?token=${encodeURIComponent(token)}`;
  return html`<section class="card" aria-labelledby="staff"><h2 id="staff">${words.staff.title}</h2>
<a class="act" href="${dingtalk ?? app}">${dingtalk ? words.staff.dingtalk : words.staff.app}</a></section>`;
}
