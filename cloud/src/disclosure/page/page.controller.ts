import { codeApi } from '@lifttrust/shared-types/code/code.contract';
import { Controller, Get, Inject } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';
import { dingtalkLink } from '../../adapters/chat/dingtalk.link';
import { CityService } from '../../city/city.service';
import { isOurs, tokenFrom } from '../../code/code.service';
import { Clock } from '../../kernel/clock';
import { env } from '../../kernel/env';
import { Limits } from '../../kernel/limits';
import { log } from '../../kernel/log';
import { requestId, toAppError } from '../../kernel/wire';
import { DisclosureQuery } from '../disclosure.query';
import { SaidQuery } from '../said.query';
import { type LiftLinks, liftPage } from './lift.page';
import { LastSeen } from './page.last-seen';
import { readingOf, sendPage } from './page.send';
import type { Reading } from './page.shell';
import { type Trouble, troublePage } from './trouble.page';

/** Help is called from the page under what hangs in the lift only: whoever tries numbers would send people out to all. */
const helpCodeOf = (token: string): string => (isOurs(tokenFrom(token)) ? token : '');

/** The page behind the code in the lift, for any browser: one answer, useful on 2G and without script (docs/adr/0038). */
@Controller('/')
export class PageController {
  @Inject() disclosureQuery: DisclosureQuery;
  @Inject() saidQuery: SaidQuery;
  @Inject() cityService: CityService;
  @Inject() limits: Limits;
  @Inject() clock: Clock;
  @Inject() lastSeen: LastSeen;

  @Get('/l/:token')
  async lift(koa: Context): Promise<void> {
    const token = String(koa.params.token);
    const { wechatLinkFile } = env();
    if (wechatLinkFile?.name === token) {
      koa.type = 'text/plain; charset=utf-8';
      koa.body = wechatLinkFile.text;
      return;
    }
    const reading = readingOf(koa);
    try {
      const lift = await this.limits.guard(codeApi.lift, koa, async () => {
        const ctx = { actor: null, requestId: requestId(koa), deviceId: null, at: this.clock.now() };
        const isNumber = helpCodeOf(token) === '';
        // Numbers can be guessed, unlike our codes: every one asked for counts.
        if (isNumber) await this.limits.countAnonymous(koa);
        return this.disclosureQuery.page(token, isNumber, ctx);
      });
      this.lastSeen.keep(token, lift);
      const ctx = { actor: null, requestId: requestId(koa), deviceId: null, at: this.clock.now() };
      const said = await this.saidQuery.behind(token, ctx);
      await sendPage(koa, 200, liftPage(lift, linksOf(koa, token), reading, said));
    } catch (error) {
      await this.inTrouble(koa, token, reading, error);
    }
  }

  /** Whatever is wrong, there is a page with the call on it; a lift seen a moment ago is still shown. */
  private async inTrouble(koa: Context, token: string, reading: Reading, error: unknown): Promise<void> {
    const { kind, status, code } = toAppError(error);
    const isOurFault = kind === 'internal' || kind === 'unavailable';
    if (isOurFault) log.error('page.failed', { requestId: requestId(koa) }, error);
    koa.state.refusal = { code, status };
    const seen = isOurFault ? this.lastSeen.find(token) : null;
    if (seen) return sendPage(koa, 200, liftPage(seen, linksOf(koa, token), reading));
    const trouble: Trouble = isOurFault ? 'away' : kind === 'too_many' ? 'often' : 'unknown';
    const { emergencyPhone } = this.cityService.parameters;
    await sendPage(koa, status, troublePage(trouble, emergencyPhone, helpCodeOf(token), reading));
  }
}

/** The page of DingTalk's mini-program that shows whoever is signed in there their own view of the scanned lift. */
export const pageInDingtalk = (token: string): string =>
  `lift/here?token=${encodeURIComponent(tokenFrom(token))}`;

function linksOf(koa: Context, token: string): LiftLinks {
  const { dingtalk, dingtalkMessages, webDir } = env();
  const isInDingtalk = /DingTalk/i.test(koa.get('user-agent'));
  return {
    token,
    helpCode: helpCodeOf(token),
    hasApp: webDir !== '',
    dingtalk:
      isInDingtalk && dingtalk && dingtalkMessages
        ? dingtalkLink(dingtalk.corpId, dingtalkMessages, pageInDingtalk(token))
        : null,
  };
}
