import { findLink } from './find.page';
import { html } from './html';
import { helpSection } from './page.help';
import { type Reading, shell } from './page.shell';

export type Trouble = 'unknown' | 'often' | 'away';

/** No lift can be shown; help comes all the same: the report waits on the phone for the service, and only a code that is no lift's has none. An unknown code and a guessed one look alike. */
export function troublePage(trouble: Trouble, phone: string, code: string, reading: Reading): string {
  const { troubles, stillHelps } = reading.words;
  const { title, line } = troubles[trouble];
  const goesOn = trouble === 'unknown' ? '' : code ? stillHelps.reports : stillHelps.calls;
  const help = helpSection(reading.words, {
    phone,
    rescueCode: '',
    address: '',
    place: '',
    isEscalator: false,
    code: trouble === 'unknown' ? '' : code,
  });
  const find = trouble === 'unknown' && html`<section class="card">${findLink(reading)}</section>`;
  return shell(
    title,
    reading,
    [html`<h1>${title}</h1><p>${line}</p>${goesOn && html`<p>${goesOn}</p>`}`, help, find],
    null,
  );
}
