import { html } from './html';
import { helpSection } from './page.help';
import { type Reading, shell } from './page.shell';

export type Trouble = 'unknown' | 'often' | 'away';

/** No lift can be shown; help comes all the same. An unknown code and a guessed one look alike. */
export function troublePage(trouble: Trouble, phone: string, reading: Reading): string {
  const { title, line } = reading.words.troubles[trouble];
  const help = helpSection(reading.words, { phone, rescueCode: '', address: '', isEscalator: false });
  return shell(title, reading, [html`<h1>${title}</h1><p>${line}</p>`, help], null);
}
