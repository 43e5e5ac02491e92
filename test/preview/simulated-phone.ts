import type { CDPSession, FrameLocator, Locator, Page } from 'playwright-core';
import { keepPicture, keepsPictures } from '../fixture/keep-picture';

// How long anything may take on a busy machine; what is waited for is always a state, never a time.
const patienceMs = 90_000;

/** One phone on the landing page: its frame is touched as a finger would, its panel set as the world would be. */
export class SimulatedPhone {
  readonly frame: FrameLocator;
  private constructor(
    private readonly page: Page,
    readonly unit: Locator,
    private readonly finger: CDPSession,
    private readonly scheme: string,
  ) {
    this.frame = unit.frameLocator('iframe');
  }

  static async open(page: Page, person: string, scheme: string): Promise<SimulatedPhone> {
    const before = await page.locator('.unit').count();
    await page.locator(`[data-person=${person}]`).click();
    const unit = page.locator('.unit').nth(before);
    await unit.waitFor();
    const finger = await page.context().newCDPSession(page);
    return new SimulatedPhone(page, unit, finger, scheme);
  }

  /** The page on top: earlier ones stay in the document, hidden. */
  at(selector: string): Locator {
    return this.frame.locator(selector).locator('visible=true').last();
  }

  /** Presses what is there and not at rest: a button that works or has nothing to do yet is waited for. */
  async tap(selector: string): Promise<void> {
    const awake = this.frame.locator(':not(.ui-button--still)');
    const target = this.frame.locator(selector).and(awake).locator('visible=true').last();
    await target.waitFor({ timeout: patienceMs });
    await this.inSight();
    await target.click({ timeout: patienceMs });
  }

  /** What is fixed to the foot of a phone's screen does not bring the phone into the window by itself. */
  private inSight(): Promise<void> {
    return this.unit.locator('.frame').scrollIntoViewIfNeeded({ timeout: patienceMs });
  }

  async fill(selector: string, text: string): Promise<void> {
    const field = this.at(`${selector} input, ${selector} textarea, input${selector}, textarea${selector}`);
    await field.fill(text, { timeout: patienceMs });
  }

  see(selector: string): Promise<void> {
    return this.at(selector).waitFor({ timeout: patienceMs });
  }

  /** Until it is there no more, because the phone has refreshed by itself. */
  gone(selector: string): Promise<void> {
    return this.frame
      .locator(selector)
      .locator('visible=true')
      .first()
      .waitFor({ state: 'detached', timeout: patienceMs });
  }

  async seeText(text: string): Promise<void> {
    await this.frame.getByText(text).locator('visible=true').last().waitFor({ timeout: patienceMs });
  }

  async goneText(text: string): Promise<void> {
    const shown = this.frame.getByText(text).locator('visible=true');
    await shown.first().waitFor({ state: 'detached', timeout: patienceMs });
  }

  async set(what: 'lift' | 'place', value: string): Promise<void> {
    await this.unit.locator(`[data-set=${what}]`).selectOption(value);
  }

  /** Puts something before the camera; empty: scenes by turns. */
  async show(picture: string): Promise<void> {
    await this.unit.locator(`[data-picture="${picture}"]`).click();
  }

  async home(): Promise<void> {
    await this.unit.locator('[data-do=home]').click();
  }

  /** As if something outside led here, e.g. `pages/home/index`. */
  async openPage(path: string): Promise<void> {
    const frame = this.unit.locator('iframe');
    await frame.evaluate((shown: HTMLIFrameElement, to) => {
      if (shown.contentWindow) shown.contentWindow.location.hash = to;
    }, `#/${path}`);
  }

  /** Opens the newest card in chat that nobody has acted on yet. */
  async openCard(): Promise<void> {
    const open = this.unit.locator('.cardlet:not(:has(.done)) [data-page]');
    await open.first().click({ timeout: patienceMs });
  }

  /** Until the newest card says how it ended. */
  async cardSettled(): Promise<void> {
    await this.unit.locator('.cardlet').first().locator('.done').waitFor({ timeout: patienceMs });
  }

  async picture(name: string): Promise<void> {
    if (!keepsPictures) return;
    await this.page.waitForTimeout(500);
    await keepPicture(this.unit.locator('.frame'), `${name}-${this.scheme}`);
  }

  /** A signature with one finger. */
  async sign(): Promise<void> {
    const pad = this.at('#signature');
    // The sheet slides in first; what is drawn before the pad invites to write would not be caught.
    await this.seeText('在这里手写签名');
    await this.inSight();
    // At rest and uppermost: a finger beside it would draw nothing and swipe the page back.
    await pad.hover({ trial: true, timeout: patienceMs });
    const box = await pad.boundingBox();
    if (!box) throw new Error('no place to sign');
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
      this.finger.send('Input.dispatchTouchEvent', { type, touchPoints });
    const point = (step: number) => ({
      x: box.x + 40 + step * 8,
      y: box.y + box.height / 2 + 30 * Math.sin(step / 3),
    });
    await touch('touchStart', [point(0)]);
    for (let step = 1; step < 28; step += 1) await touch('touchMove', [point(step)]);
    await touch('touchEnd', []);
    await this.goneText('在这里手写签名');
  }
}
