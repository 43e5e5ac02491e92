import type { RunningMiniProgram } from './mini-program';

type Program = RunningMiniProgram['program'];
type Page = NonNullable<Awaited<ReturnType<Program['currentPage']>>>;
type Element = NonNullable<Awaited<ReturnType<Page['$']>>>;

/** Beside other browsers on few processors a page takes its time; what is there is found at once all the same. */
const patienceMs = 60_000;
const blinkMs = 100;

/** A hand and an eye on a phone: taps what is there, waits for what should come, reads what it says. */
export class Hand {
  constructor(private readonly program: Program) {}

  async find(selector: string): Promise<Element> {
    return this.until(`${selector} to appear`, async () => (await this.page()).$(selector));
  }

  async isThere(selector: string): Promise<boolean> {
    return ((await (await this.page()).$(selector)) ?? null) !== null;
  }

  async all(selector: string): Promise<Element[]> {
    return (await this.page()).$$(selector);
  }

  /** Waits until the page has so many of them. */
  async count(selector: string, wanted: number): Promise<void> {
    await this.until(`${wanted} × ${selector}`, async () =>
      (await this.all(selector)).length === wanted ? true : null,
    );
  }

  /** Taps once the thing is there and takes taps. */
  async tap(selector: string): Promise<void> {
    const element = await this.until(`${selector} to take taps`, async () => {
      const found = await (await this.page()).$(selector);
      return found && (await found.attribute('disabled')) === null ? found : null;
    });
    await element.tap();
  }

  async type(selector: string, text: string): Promise<void> {
    const element = await this.find(selector);
    if (!('input' in element) || typeof element.input !== 'function')
      throw new Error(`${selector} is no input`);
    await element.input(text);
  }

  /** Chooses a day in the month that opens under a field, from the month it opens on. */
  async chooseDay(field: string, wanted: string, opensOn: string): Promise<void> {
    const monthOf = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
    await this.tap(field);
    let months = monthOf(wanted) - monthOf(opensOn);
    const towards = months > 0 ? 'after' : 'before';
    while (Math.abs(months) >= 12 && (await this.isThere(`${field}-year-after`))) {
      await this.tap(`${field}-year-${towards}`);
      months -= 12 * Math.sign(months);
    }
    for (let turn = 0; turn < Math.abs(months); turn += 1) await this.tap(`${field}-${towards}`);
    await this.see(`${Number(wanted.slice(5, 7))}月`, `${field}-month`);
    await this.tap(`${field}-${wanted}`);
  }

  async read(selector: string): Promise<string> {
    return (await (await this.find(selector)).text()).trim();
  }

  /** Waits until the page or a part of it says this. */
  async see(text: string | RegExp, selector = 'view'): Promise<void> {
    await this.until(`“${text}” in ${selector}`, async () => {
      const element = await (await this.page()).$(selector);
      const said = element ? await element.text() : '';
      return (typeof text === 'string' ? said.includes(text) : text.test(said)) || null;
    });
  }

  async onPage(path: string): Promise<void> {
    await this.until(`page ${path}`, async () => ((await this.page()).path === path ? true : null));
  }

  /** Draws a line across the pad, as a finger would. */
  async sign(selector: string): Promise<void> {
    const pad = await this.find(selector);
    const { left, top } = await pad.offset();
    const at = (step: number) => {
      const x = left + 30 + step * 22;
      const y = top + 60 + ((step * 37) % 50);
      return [{ identifier: 0, pageX: x, pageY: y, clientX: x, clientY: y }];
    };
    await pad.touchstart({ touches: at(0), changeTouches: at(0) });
    for (let step = 1; step < 10; step += 1)
      await pad.touchmove({ touches: at(step), changeTouches: at(step) });
    await pad.touchend({ touches: [], changeTouches: at(9) });
  }

  private async page(): Promise<Page> {
    const page = await this.program.currentPage();
    if (!page) throw new Error('no page is open');
    return page;
  }

  private async until<T>(what: string, look: () => Promise<T | null | undefined>): Promise<T> {
    const end = Date.now() + patienceMs;
    for (;;) {
      // A page that is just being left has no elements to give.
      const seen = await look().catch(() => null);
      if (seen !== null && seen !== undefined) return seen;
      if (Date.now() > end)
        throw new Error(`waited in vain for ${what}; the page says:\n${await this.said()}`);
      await new Promise((wake) => setTimeout(wake, blinkMs));
    }
  }

  private async said(): Promise<string> {
    const page = await this.page();
    const element = await page.$('.screen');
    return `${page.path}: ${element ? await element.text() : '(nothing)'}`;
  }
}
