import type {
  PublicEntrapment,
  PublicFault,
  PublicInspections,
  PublicSupervision,
} from '@lifttrust/shared-types/disclosure/lift-past.contract';
import { type HistoryWords, historyInEnglish } from '@lifttrust/shared-types/disclosure/lift-past.words.en';
import type { PageWords } from '@lifttrust/shared-types/disclosure/public-page.words';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import type { LiftEvents } from '../lift-history.query';
import { historyInChinese } from './history.words';
import { Html, html } from './html';

const minutesBetween = (from: number, to: number) => Math.max(1, Math.ceil((to - from) / 60_000));

const closed = (title: string, items: Html[], none: string): Html =>
  html`<details class="card"><summary>${title}</summary>${items.length === 0 ? html`<p>${none}</p>` : html`<ol>${items}</ol>`}</details>`;

function faultItem(fault: PublicFault, words: HistoryWords, day: PageWords['day']): Html {
  const end =
    fault.finishedAt === null ? words.open : fault.outcome === 'no_fault' ? words.noFault : words.repaired;
  const ended = fault.finishedAt === null ? '' : ` ${day(dayOf(fault.finishedAt))}`;
  const more = [
    fault.stoppedAt !== null && words.stopped,
    fault.isMajor && words.major,
    fault.parts.length > 0 && words.parts(fault.parts),
  ].filter((part) => part !== false);
  return html`<li class="visit">${day(dayOf(fault.reportedAt))} · ${words.signs[fault.sign] ?? words.signs.other ?? ''}<p class="note">${[end + ended, ...more].join(' · ')}</p></li>`;
}

/** Minutes count from the first report; a false alarm has none. */
function entrapmentItem(one: PublicEntrapment, words: HistoryWords, day: PageWords['day']): Html {
  const said =
    one.outcome === 'mistaken'
      ? [words.mistaken]
      : [
          one.arrivedAt !== null && words.arrived(minutesBetween(one.reportedAt, one.arrivedAt)),
          one.freedAt === null ? words.underWay : words.freed(minutesBetween(one.reportedAt, one.freedAt)),
        ].filter((part) => part !== false);
  return html`<li class="visit">${day(dayOf(one.reportedAt))} · ${one.kind === 'hurt' ? words.hurt : words.trapped}<p class="note">${said.join(' · ')}</p></li>`;
}

function inspectionItems(
  { lastOn, nextOn, afterMajorRepair }: PublicInspections,
  words: HistoryWords,
  day: PageWords['day'],
): Html[] {
  return [
    nextOn && html`<li class="visit">${words.nextInspection(day(nextOn))}</li>`,
    ...afterMajorRepair.map((on) => html`<li class="visit">${words.majorInspection(day(on))}</li>`),
    lastOn && html`<li class="visit">${words.lastInspection(day(lastOn))}</li>`,
  ].filter((item) => item instanceof Html);
}

function supervisionItem(one: PublicSupervision, words: HistoryWords, { day, classes }: PageWords): Html {
  const about = one.about && `${day(one.about.on)} ${classes[one.about.class] ?? ''}`;
  const isHalt = one.kind === 'paused' || one.kind === 'suspended';
  const note = isHalt ? (one.until ? words.usedAgain(day(one.until)) : words.notUsed) : about;
  return html`<li class="visit">${day(one.on)} · ${words.supervised[one.kind]}<p class="note">${note}</p></li>`;
}

/** What has happened to the lift, folded away until somebody wants to know. */
export function pastSections(past: LiftEvents, page: PageWords): Html[] {
  const { faults, entrapments, inspections, supervision } = past;
  const { lang, day } = page;
  const words = lang === 'en' ? historyInEnglish : historyInChinese;
  return [
    closed(
      words.faults(String(faults.length)),
      faults.map((fault) => faultItem(fault, words, day)),
      words.noFaults,
    ),
    closed(
      words.entrapments(String(entrapments.length)),
      entrapments.map((one) => entrapmentItem(one, words, day)),
      words.noEntrapments,
    ),
    closed(words.inspections, inspectionItems(inspections, words, day), words.noInspections),
    closed(
      words.supervision,
      supervision.map((one) => supervisionItem(one, words, page)),
      words.noSupervision,
    ),
  ];
}
