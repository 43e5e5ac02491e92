import type { PageWords } from '@lifttrust/shared-types/disclosure/public-page.words';
import { escalatorInChinese, helpInChinese } from '@lifttrust/shared-types/rescue/help.words';
import { escalatorInEnglish, helpInEnglish } from '@lifttrust/shared-types/rescue/help.words.en';
import { Html, html, type Piece } from './html';

/** What somebody in need sees of a lift that is not known: the call, and calm. */
export interface HelpFacts {
  phone: string;
  /** Empty when the lift is not known. */
  rescueCode: string;
  address: string;
  /** Place and own number, as whoever corrects the lift will read them; empty when it is not known. */
  place: string;
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
<ul id="calm">${lines.map((line) => html`<li>${line}</li>`)}</ul></section>`;
}

/** What is said as in a lift goes to the page once. */
const differing = (words: Record<string, string>, usual: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(words).filter(([name, word]) => word !== usual[name]));

/** Shown by the script, without which it could do nothing. */
function report({ lang }: PageWords, { code, place, isEscalator }: HelpFacts): Piece {
  const isEnglish = lang === 'en';
  const [words, atEscalator] = isEnglish
    ? [helpInEnglish, escalatorInEnglish]
    : [helpInChinese, escalatorInChinese];
  const asked = isEscalator ? { ...words, ...atEscalator } : words;
  const hurt = { ...atEscalator.script, states: differing(atEscalator.script.states, words.script.states) };
  const script = { ...words.script, otherTitle: words.otherTitle, hurt };
  return html`<div id="rescue" data-code="${code}" data-kind="${isEscalator ? 'hurt' : 'trapped'}" data-place="${place}">
<button id="report" class="other" hidden>${words.report}</button>
<p class="note">${words.parallel}</p>
<div id="after" hidden><p id="state" class="tell" role="status" aria-label="${words.stateLabel}"></p><p id="also"></p>
<div id="details" hidden><p>${words.detailsTitle}</p>
<label for="people">${asked.people}</label><input id="people" inputmode="numeric" maxlength="2" autocomplete="off">
<label class="tick"><input id="hurt" type="checkbox">${words.hurt}</label>
${isEscalator && html`<label class="tick"><input id="caught" type="checkbox" value="${escalatorInChinese.caught}">${atEscalator.caught}</label>`}
<label for="phone">${words.phone}</label><input id="phone" type="tel" maxlength="20" autocomplete="tel">
<button id="tell">${words.tell}</button></div>
<p id="thanks" role="status"></p><div id="others"></div>
<button id="other" class="plain">${words.other}</button><button id="freed" class="plain">${asked.freed}</button><button id="mistaken" class="plain">${words.mistaken}</button><button id="still" class="other">${asked.still}</button></div>
<script type="application/json" id="words">${new Html(JSON.stringify(script).replace(/</g, '\\u003c'))}</script></div>`;
}
