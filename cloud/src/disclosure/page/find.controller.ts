import { printedNumber } from '@lifttrust/shared-types/code/sticker.rules';
import { Controller, Get, Inject } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';
import { CityService } from '../../city/city.service';
import { findPage } from './find.page';
import { html } from './html';
import { numbersLink } from './numbers.page';
import { readingOf, sendPage } from './page.send';
import { troublePage } from './trouble.page';

/** Where somebody goes whose code cannot be read: one answer of the service, useful without script. */
@Controller('/')
export class FindController {
  @Inject() cityService: CityService;

  @Get('/find')
  async find(koa: Context): Promise<void> {
    const { number } = koa.query;
    if (number === undefined) return this.form(koa);
    const reading = readingOf(koa);
    const typed = printedNumber(String(number));
    const { emergencyPhone } = this.cityService.parameters;
    // The same words as for a number that is nobody's: what was typed is not told apart here.
    if (typed === null) return sendPage(koa, 404, troublePage('unknown', emergencyPhone, '', reading));
    const { lang, size } = koa.query;
    const query = [lang === 'en' && 'lang=en', size === 'large' && 'size=large'].filter(Boolean).join('&');
    // The page of the lift counts it and answers it; nothing is looked up here.
    koa.set('cache-control', 'no-store');
    koa.status = 303;
    koa.redirect(`/l/${encodeURIComponent(typed)}${query ? `?${query}` : ''}`);
  }

  /** Whoever types what is left of the printed address. */
  @Get('/l')
  async bare(koa: Context): Promise<void> {
    return this.form(koa);
  }

  private async form(koa: Context): Promise<void> {
    const { emergencyPhone, rescue } = this.cityService.parameters;
    const reading = readingOf(koa);
    const numbers =
      rescue.publishFrom !== null && html`<section class="card">${numbersLink(reading)}</section>`;
    await sendPage(koa, 200, findPage(emergencyPhone, reading, numbers));
  }
}
