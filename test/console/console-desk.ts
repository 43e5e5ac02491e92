import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import type { Browser, Page } from 'playwright-core';
import type { TestService } from '../../cloud/src/kernel/testing/service';
import { launchChromium, pagePatienceMs, stillConsole } from '../mini/runner/chromium';

const longest = 3_000;

/** A failed test says what its last page showed; nobody sits before the browser of a build machine. */
function showWhenFailing(page: Page): void {
  Object.assign(globalThis, {
    lifttrustOnFailure: async () => {
      if (page.isClosed()) return;
      const texts = await page.locator('main, [role=dialog], .ant-message').allInnerTexts();
      process.stderr.write(`The page ${page.url()} then showed:\n${texts.join('\n').slice(0, longest)}\n`);
    },
  });
}

/** A regulator's desk: a browser before the service's own console. */
export class ConsoleDesk {
  /** What the browser complained about; a test that ends well leaves it empty. */
  readonly complaints: string[] = [];

  private constructor(
    readonly service: TestService,
    private readonly browser: Browser,
  ) {}

  static async open(service: TestService): Promise<ConsoleDesk> {
    return new ConsoleDesk(service, await launchChromium());
  }

  /** Sits down as somebody: the session is in the window before its first page, as DingTalk would leave it. */
  async sit(token: string, path: string): Promise<Page> {
    const { data: me } = await this.service.call(sessionApi.me, {}, { token });
    const context = await this.browser.newContext({
      ...stillConsole,
      viewport: { width: 1440, height: 900 },
    });
    const session = JSON.stringify({ token, me });
    await context.addInitScript((kept) => sessionStorage.setItem('lifttrust.session', kept), session);
    const page = await context.newPage();
    page.setDefaultTimeout(pagePatienceMs);
    page.on('pageerror', (error) => this.complaints.push(error.message));
    showWhenFailing(page);
    await page.goto(`${this.service.url}/console${path}`);
    return page;
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}
