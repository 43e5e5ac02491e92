import { dayOf } from '@lifttrust/shared-types/kernel/time';
import type { LiftPast } from '../disclosure.query';
import type { PublicEntrapment, PublicFault } from '../lift-history.query';
import { type HistoryWords, historyInChinese, historyInEnglish } from './history.words';
import { type Html, html } from './html';
import type { PageWords } from './page.words';

const minutesBetween = (from: number, to: number) => Math.max(1, Math.ceil((to - from) / 60_000));

const closed = (title: string, items: Html[], none: string): Html =>
  html`<details class="card"><summary>${title}</summary>${items.length === 0 ? html`<p>${none}</p>` : html`<ol>${items}</ol>`}</details>`;

function faultItem(fault: PublicFault, words: HistoryWords, day: PageWords['day']): Html {
  const end =
    fault.finishedAt === null ? words.open : fault.outcome === 'no_fault' ? words.noFault : words.repaired;
  const ended = fault.finishedAt === null ? '' : ` ${day(dayOf(fault.finishedAt))}`;
  return html`<li class="visit">${day(dayOf(fault.reportedAt))} · ${words.signs[fault.sign] ?? words.signs.other ?? ''}<p class="note">${end}${ended}</p></li>`;
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

/** What has happened to the lift, folded away until somebody wants to know. */
export function pastSections({ faults, entrapments }: LiftPast, { lang, day }: PageWords): Html[] {
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
  ];
}
