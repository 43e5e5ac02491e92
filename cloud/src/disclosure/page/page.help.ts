import { helpInChinese } from '@lifttrust/shared-types/rescue/help.words';
import { helpInEnglish } from './help.words.en';
import { Html, html, type Piece } from './html';
import type { PageWords } from './page.words';

/** What somebody in need sees of a lift that is not known: the call, and calm. */
export interface HelpFacts {
  phone: string;
  /** Empty when the lift is not known. */
  rescueCode: string;
  address: string;
  isEscalator: boolean;
  /** What was scanned; empty where a report could reach nobody. */
  code: string;
}

/**
 * The biggest thing on the page. The call is a plain link: it works without script, without sign-in, without a working
 * service. An escalator has no car to be trapped in (EQ edge case).
 */
export function helpSection(words: PageWords, facts: HelpFacts): Html {
  const { help } = words;
  const { title, lines } = facts.isEscalator ? help.escalator : help;
  return html`<section class="card" aria-labelledby="help"><h2 id="help">${title}</h2>
<a class="sos" id="call" href="tel:${facts.phone}">${help.call(facts.phone)}</a>
${facts.rescueCode && html`<p>${help.say(facts.rescueCode, facts.address)}</p>`}
${facts.code && report(words, facts)}
<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul></section>`;
}

/** Shown by the script, without which it could do nothing. */
function report({ lang }: PageWords, { code, isEscalator }: HelpFacts): Piece {
  const words = lang === 'en' ? helpInEnglish : helpInChinese;
  const kind = isEscalator ? 'hurt' : 'trapped';
  return html`<div id="rescue" data-code="${code}" data-kind="${kind}">
<button id="report" class="other" hidden>${words.report}</button>
<p class="note">${words.parallel}</p>
<div id="after" hidden><p id="state" class="tell" role="status" aria-label="${words.stateLabel}"></p><p id="also"></p>
<div id="details" hidden><p>${words.detailsTitle}</p>
<label for="people">${words.people}</label><input id="people" inputmode="numeric" maxlength="2" autocomplete="off">
<label class="tick"><input id="hurt" type="checkbox">${words.hurt}</label>
<label for="phone">${words.phone}</label><input id="phone" type="tel" maxlength="20" autocomplete="tel">
<button id="tell">${words.tell}</button><p id="thanks" role="status"></p>
<button id="freed" class="plain">${words.freed}</button><button id="mistaken" class="plain">${words.mistaken}</button></div></div>
<script type="application/json" id="words">${new Html(JSON.stringify(words.script).replace(/</g, '\\u003c'))}</script></div>`;
}
