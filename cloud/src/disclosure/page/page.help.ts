import type { Html } from './html';
import { html } from './html';
import type { PageWords } from './page.words';

/** What somebody in need sees of a lift that is not known: the call, and calm. */
export interface HelpFacts {
  phone: string;
  /** Empty when the lift is not known. */
  rescueCode: string;
  address: string;
  isEscalator: boolean;
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
<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul></section>`;
}
