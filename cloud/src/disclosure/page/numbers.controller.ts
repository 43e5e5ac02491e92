import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { publishedPeriods } from '@lifttrust/shared-types/rescue/rescue.periods';
import { Controller, Get, Inject } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';
import { CityService } from '../../city/city.service';
import { Clock } from '../../kernel/clock';
import { log } from '../../kernel/log';
import { requestId, toAppError } from '../../kernel/wire';
import { NumbersMemory } from './numbers.memory';
import { noNumbersPage, numbersPage } from './numbers.page';
import { readingOf, sendPage } from './page.send';
import { troublePage } from './trouble.page';

/** What a city publishes of its rescues by month and quarter (EMG-09): for everybody, without sign-in or script. */
@Controller('/')
export class NumbersController {
  @Inject() cityService: CityService;
  @Inject() clock: Clock;
  @Inject() numbersMemory: NumbersMemory;

  @Get('/rescue-numbers')
  async newest(koa: Context): Promise<void> {
    return this.show(koa, null);
  }

  @Get('/rescue-numbers/:period')
  async one(koa: Context): Promise<void> {
    return this.show(koa, String(koa.params.period));
  }

  private async show(koa: Context, asked: string | null): Promise<void> {
    const reading = readingOf(koa);
    const { rescue, emergencyPhone } = this.cityService.parameters;
    const periods = publishedPeriods(rescue.publishFrom, dayOf(this.clock.now()));
    const period = asked === null ? periods[0] : periods.find(({ key }) => key === asked);
    if (!period) return sendPage(koa, 404, noNumbersPage(periods, reading));
    try {
      const numbers = await this.numbersMemory.of(period);
      await sendPage(koa, 200, numbersPage(period, numbers, periods, reading));
    } catch (error) {
      const { status, code } = toAppError(error);
      log.error('page.failed', { requestId: requestId(koa) }, error);
      koa.state.refusal = { code, status };
      await sendPage(koa, status, troublePage('away', emergencyPhone, '', reading));
    }
  }
}
