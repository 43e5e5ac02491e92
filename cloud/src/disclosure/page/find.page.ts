import { findScript } from './find.script';
import { findInChinese, findInEnglish } from './find.words';
import { Html, html, type Piece } from './html';
import { helpSection } from './page.help';
import { type Reading, shell } from './page.shell';

const wordsOf = ({ words }: Reading) => (words.lang === 'en' ? findInEnglish : findInChinese);

/** How somebody reads goes along with the form, which has no script. */
const kept = ({ words, isLarge }: Reading) => [
  words.lang === 'en' && html`<input type="hidden" name="lang" value="en">`,
  isLarge && html`<input type="hidden" name="size" value="large">`,
];

function numberForm(reading: Reading): Html {
  const words = wordsOf(reading);
  return html`<form action="/find" method="get"><label for="number">${words.number}</label>
<input id="number" name="number" maxlength="60" autocomplete="off" autocapitalize="characters" required>
<p class="note">${words.hint}</p>${kept(reading)}<button>${words.look}</button></form>`;
}

/** The link of pages that show no lift, or a code that was replaced. */
export function findLink(reading: Reading): Html {
  const query = [reading.words.lang === 'en' && 'lang=en', reading.isLarge && 'size=large'].filter(Boolean);
  return html`<a class="act" href="/find${query.length > 0 ? `?${query.join('&')}` : ''}">${wordsOf(reading).link}</a>`;
}

/**
 * For whoever cannot scan: by a number read off the lift, in full, or by where they stand, if they let it be known. No
 * lift is listed before somebody asks, and the call is there as on every page. `more`: what stands below.
 */
export function findPage(phone: string, reading: Reading, more: Piece = null): string {
  const words = wordsOf(reading);
  const json = JSON.stringify(words.script).replace(/</g, '\\u003c');
  const body = [
    html`<h1>${words.title}</h1><p>${words.lead}</p>`,
    html`<section class="card">${numberForm(reading)}</section>`,
    helpSection(reading.words, {
      phone,
      rescueCode: '',
      address: '',
      place: '',
      isEscalator: false,
      code: '',
    }),
    html`<section class="card" aria-labelledby="near-title"><h2 id="near-title">${words.near}</h2><p>${words.nearLead}</p>
<button id="near" class="plain" hidden>${words.nearAct}</button><p id="near-state" role="status"></p><ol id="near-list"></ol>
<script type="application/json" id="find-words">${new Html(json)}</script><script>${new Html(findScript)}</script></section>`,
    more,
  ];
  return shell(words.title, reading, body, null);
}
