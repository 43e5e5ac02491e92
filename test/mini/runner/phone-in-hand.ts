import { SignInProviders } from '../../../cloud/src/adapters/sign-in/port';
import type { TestService } from '../../../cloud/src/kernel/testing/service';
import { keepBothPictures, keepsPictures } from '../../fixture/keep-picture';
import { SimulatedPlatformSignIn } from '../../simulators/platform-sign-in';
import { Hand } from './hand';
import { type RunningMiniProgram, runMiniProgram } from './mini-program';
import { Natives } from './natives';

/** 17 px of running text become 25.5. */
const largest = 1.5;

/** One phone with a compiled package and a real service behind it, which goes from hand to hand. */
export class PhoneInHand {
  readonly hand: Hand;
  readonly natives: Natives;

  private constructor(
    readonly mini: RunningMiniProgram,
    private readonly name: 'weapp' | 'dd',
    private readonly platform: SimulatedPlatformSignIn,
  ) {
    this.hand = new Hand(mini.program);
    this.natives = new Natives(mini.program, name === 'dd' ? 'dingtalk' : 'wechat');
  }

  static async pickUp(name: 'weapp' | 'dd', service: TestService): Promise<PhoneInHand> {
    const platform = new SimulatedPlatformSignIn();
    (await service.get(SignInProviders)).connect(name === 'dd' ? 'dingtalk' : 'wechat', platform);
    return new PhoneInHand(await runMiniProgram(name, { service: service.url }), name, platform);
  }

  /** Somebody signs in, with nothing on the phone of whoever had it before; `page` with its query. */
  async handTo({ personId }: { personId: string }, page: string): Promise<void> {
    await this.signInAnew(personId, page, null);
  }

  /** The same with the phone that is known as theirs, on which they may sign. */
  async giveBack(
    { personId, deviceId }: { personId: string; deviceId: string },
    page: string,
  ): Promise<void> {
    await this.signInAnew(personId, page, deviceId);
  }

  private async signInAnew(personId: string, page: string, deviceId: string | null): Promise<void> {
    await this.mini.program.evaluate(
      this.name === 'dd'
        ? `(data) => {
            for (const key of ['session', 'device-id']) dd.removeStorageSync({ key });
            if (data) dd.setStorageSync({ key: 'device-id', data });
          }`
        : `(data) => {
            for (const key of ['session', 'device-id']) wx.removeStorageSync(key);
            if (data) wx.setStorageSync('device-id', data);
          }`,
      deviceId,
    );
    await this.natives.signInAs(this.platform.codeFor(personId));
    await this.open(page);
  }

  async open(page: string): Promise<void> {
    await this.mini.program.reLaunch(`/${page}`);
  }

  /** Keeps a picture of the page for the documents, when the run is asked for pictures: its head, or what is in sight. */
  async look(name: string, part: 'head' | 'sight' = 'head'): Promise<void> {
    const { phone } = this.mini;
    if (!phone || !keepsPictures) return;
    if (part === 'head') await phone.evaluate(() => window.scrollTo(0, 0));
    await keepBothPictures(phone, name);
  }

  /**
   * The page in the large text of elderly people at 25.5 px, with everything that can be scrolled to: nothing stands beyond
   * the edge. Pictures as `look` keeps them, when the run is asked for them.
   */
  async holdsInLargeLetters(name: string): Promise<void> {
    const { phone } = this.mini;
    if (!phone) return;
    const own = phone.viewportSize() ?? { width: 390, height: 844 };
    await phone.evaluate((size) => {
      for (const screen of document.querySelectorAll<HTMLElement>('.screen')) {
        screen.classList.add('screen--elderly');
        screen.style.setProperty('--scale', String(size));
      }
    }, largest);
    const { wide, high } = await phone.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      high: document.documentElement.scrollHeight,
    }));
    expect([name, wide]).toEqual([name, own.width]);
    if (keepsPictures) {
      await phone.setViewportSize({ ...own, height: high });
      await keepBothPictures(phone, `${name}-large`);
      await phone.setViewportSize(own);
    }
    await phone.evaluate(() => {
      for (const screen of document.querySelectorAll<HTMLElement>('.screen')) {
        screen.classList.remove('screen--elderly');
        screen.style.removeProperty('--scale');
      }
    });
  }

  async putDown(): Promise<void> {
    await this.mini.close();
  }
}
