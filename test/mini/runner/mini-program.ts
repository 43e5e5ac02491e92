import { rmSync } from 'node:fs';
import path from 'node:path';
import automator from 'miniprogram-automator';
import type { Page } from 'playwright-core';
import { openBridge } from './bridge';
import { launchChromium } from './chromium';
import type { Cut } from './host/network';
import { ensureBuilt, root } from './packages';
import { serveFolder } from './static-server';
import { writeWebFolder } from './web-folder';

type MiniProgram = Awaited<ReturnType<typeof automator.connect>>;

export interface RunningMiniProgram {
  /** The automator client's own object: the same for glass-easel and for DevTools. */
  program: MiniProgram;
  /** The phone around the package; null under the real DevTools, which has its own. */
  phone: Page | null;
  /** What went wrong in the package so far. */
  problems(): Promise<string[]>;
  setConnected(connected: boolean): Promise<void>;
  /** Cuts the network at the n-th write from now (from 1); it stays away until it is switched on. */
  cutAt(points: [number, Cut][]): Promise<void>;
  isConnected(): Promise<boolean>;
  /** The app is killed with whatever it was doing, and started again on its first page. */
  kill(): Promise<void>;
  /** Leaves so many bytes of the phone's storage; null as much as the client promises. */
  leaveRoom(bytes: number | null): Promise<void>;
  /** Whoever is signed in holds so many bytes more than they wrote; 0 takes them away again. */
  holdMore(bytes: number): Promise<void>;
  /** Time passes on the phone, as a service under test moves its own. */
  setClockAhead(milliseconds: number): Promise<void>;
  /** Somebody sets the clock on the wall, so far from where it was at the start. */
  setWallClock(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

export interface Options {
  /** Page and query to start with; the first page without. */
  start?: string;
  /** Where the service is that the package knows as `https://lifttrust.example`. */
  service?: string;
  dark?: boolean;
  /** Further addresses the phone may reach, as they are entered with the platform: an object store's. */
  mayReach?: string[];
}

/** The origin that production packages are built for. */
const builtFor = 'https://lifttrust.example';
let count = 0;
const devTools = process.env.WECHAT_DEVTOOLS_WS;

/** Builds the package when needed and runs it, each on a phone of its own. */
export async function runMiniProgram(
  name: 'weapp' | 'dd',
  options: Options = {},
): Promise<RunningMiniProgram> {
  const dist = await ensureBuilt(name);
  if (devTools && name === 'weapp') return runInDevTools(devTools, options);
  count += 1;
  const folder = path.join(root, 'test/.run/mini', `${name}-${process.pid}-${count}`);
  writeWebFolder(dist, folder);
  const web = await serveFolder(folder);
  // A phone's client knows no cross-origin rules.
  const browser = await launchChromium(['--disable-web-security']);
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    colorScheme: options.dark ? 'dark' : 'light',
  });
  const phone = await context.newPage();
  await phone.addInitScript(
    (settings) => {
      window.hostSettings = settings;
    },
    { origins: originsOf(options), start: options.start ?? '' },
  );
  await phone.goto(web.address);
  await phone.waitForFunction(() => window.miniHost?.ready);
  const bridge = await openBridge(phone, browser);
  const program = await automator.connect({ wsEndpoint: bridge.wsEndpoint });
  return {
    program,
    phone,
    problems: () => phone.evaluate(() => window.miniHost.problems),
    setClockAhead: (milliseconds) =>
      phone.evaluate((ahead) => window.miniHost.setClockAhead(ahead), milliseconds),
    setWallClock: (milliseconds) => phone.evaluate((by) => window.miniHost.setWallClock(by), milliseconds),
    setConnected: (connected) => phone.evaluate((on) => window.miniHost.setConnected(on), connected),
    cutAt: (points) => phone.evaluate((given) => window.miniHost.cutAt(given), points),
    isConnected: () => phone.evaluate(() => window.miniHost.isConnected()),
    holdMore: (bytes) => phone.evaluate((more) => window.miniHost.holdMore(more), bytes),
    leaveRoom: (bytes) => phone.evaluate((left) => window.miniHost.leaveRoom(left), bytes),
    kill: async () => {
      await phone.goto('about:blank');
      await phone.goto(web.address);
      await phone.waitForFunction(() => window.miniHost?.ready);
    },
    close: async () => {
      program.disconnect();
      await bridge.close();
      await web.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function originsOf({ service, mayReach = [] }: Options): Record<string, string> {
  const further = Object.fromEntries(mayReach.map((origin) => [origin, origin]));
  return service ? { ...further, [builtFor]: service } : further;
}

const byHand = async () => {
  throw new Error('do this by hand in the simulator of DevTools');
};

async function runInDevTools(wsEndpoint: string, { start }: Options): Promise<RunningMiniProgram> {
  const program = await automator.connect({ wsEndpoint });
  const problems: string[] = [];
  program.on('exception', (exception: unknown) => problems.push(JSON.stringify(exception)));
  if (start) await program.reLaunch(start);
  return {
    program,
    phone: null,
    problems: async () => problems,
    setClockAhead: async () => undefined,
    setWallClock: byHand,
    setConnected: byHand,
    cutAt: byHand,
    isConnected: byHand,
    kill: byHand,
    leaveRoom: byHand,
    holdMore: byHand,
    close: async () => program.disconnect(),
  };
}
