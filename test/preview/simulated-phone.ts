import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CDPSession, FrameLocator, Locator, Page } from 'playwright-core';
import sharp from 'sharp';

const patienceMs = 30_000;
const folder = process.env.LIFTTRUST_SCREENS;

/** Keeps a picture of what is seen, when the run is asked for pictures (LIFTTRUST_SCREENS=<folder>). */
export async function keepPicture(target: Locator | Page, name: string): Promise<void> {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  const png = await target.screenshot({ animations: 'disabled' });
  await sharp(png)
    .png({ palette: true, quality: 80, effort: 7 })
    .toFile(join(folder, `${name}.png`));
}

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

  async tap(selector: string): Promise<void> {
    await this.at(selector).click({ timeout: patienceMs });
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
      .waitFor({ state: 'detached', timeout: 2 * patienceMs });
  }

  async seeText(text: string): Promise<void> {
    await this.frame.getByText(text).locator('visible=true').last().waitFor({ timeout: patienceMs });
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

  async openCard(): Promise<void> {
    await this.unit.locator('.cardlet [data-page]').first().click({ timeout: patienceMs });
  }

  async picture(name: string): Promise<void> {
    if (!folder) return;
    await this.page.waitForTimeout(500);
    await keepPicture(this.unit.locator('.frame'), `${name}-${this.scheme}`);
  }

  /** A signature with one finger. */
  async sign(): Promise<void> {
    const pad = this.at('#signature');
    await pad.waitFor({ timeout: patienceMs });
    await pad.scrollIntoViewIfNeeded();
    // The sheet slides in first; a finger before that would draw on something that moves.
    await this.page.waitForTimeout(800);
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
    await this.page.waitForTimeout(300);
  }
}
