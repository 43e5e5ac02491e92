import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** How long a page may take beside other browsers on few processors; what is there is found at once all the same. */
export const pagePatienceMs = 90_000;

/**
 * Before a browser whose owner asked for less motion the console neither fades nor slides, so a press meets what a test
 * has just seen. That it moves otherwise is seen in the preview's tests.
 */
export const stillConsole = { reducedMotion: 'reduce', locale: 'zh-CN' } as const;

export function launchChromium(more: string[] = []): Promise<Browser> {
  const executablePath = places.find((place) => place !== undefined && existsSync(place));
  if (!executablePath) throw new Error('Chromium is missing: install it, or set CHROMIUM to its path.');
  return chromium.launch({
    executablePath,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
      ...['--disable-background-networking', '--disable-component-update'],
      // Nothing outside this machine is ever asked.
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
      ...more,
    ],
  });
}
