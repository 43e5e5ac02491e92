import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { optionsOf } from './command-line.mjs';
import { fillOneLift } from './one-lift.mjs';
import { median } from './runner.mjs';
import { BenchService } from './service.mjs';

const usage = `The page behind a lift's code on a slow network: bytes, requests and the first words on the screen, in Chromium.

  node test/bench/public-page.mjs [--rounds 5]

The network is slowed by the browser (CDP): 2G 280 kbit/s with 800 ms, 4G 9 Mbit/s with 85 ms, each for the whole way there
and back. No cache: every round is somebody's first scan. CHROMIUM names another browser.`;

const option = optionsOf(usage);
const rounds = Number(option('rounds', 5));
const require = createRequire(import.meta.url);
const { chromium } = require('playwright-core');
const { existsSync } = require('node:fs');

const networks = [
  { name: '2G', kilobits: 280, latency: 800 },
  { name: '4G', kilobits: 9_000, latency: 85 },
];
/** DECISIONS 23. */
const mostBytes = 30_000;
const phone = { width: 390, height: 844 };

function launch() {
  const places = [
    process.env.CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  const executablePath = places.find((place) => place !== undefined && existsSync(place));
  if (!executablePath) throw new Error('Chromium is missing: install it, or set CHROMIUM to its path.');
  return chromium.launch({
    executablePath,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
      ...['--disable-background-networking', '--disable-component-update'],
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
    ],
  });
}

/** One first visit: what came over the wire, and when the first words stood there (ms from the press). */
async function visit(browser, address, { kilobits, latency }) {
  const context = await browser.newContext({ viewport: phone, deviceScaleFactor: 2, isMobile: true });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  const throughput = (kilobits * 1000) / 8;
  await cdp.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency, downloadThroughput: throughput, uploadThroughput: throughput },
  });
  let [requests, bytes] = [0, 0];
  cdp.on('Network.requestWillBeSent', ({ request }) => {
    if (!request.url.startsWith('data:')) requests += 1;
  });
  cdp.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.goto(address, { waitUntil: 'load', timeout: 60_000 });
  await page.locator('#call').waitFor();
  const painted = await page.evaluate(
    () =>
      new Promise((done) => {
        const known = performance.getEntriesByName('first-contentful-paint')[0];
        if (known) return done(known.startTime);
        new PerformanceObserver((list) => {
          const [entry] = list.getEntriesByName('first-contentful-paint');
          if (entry) done(entry.startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
  );
  await context.close();
  return { requests, bytes, painted };
}

const folder = mkdtempSync(join(tmpdir(), 'lifttrust-page-'));
const file = join(folder, 'bench.sqlite');
const service = new BenchService(folder, `sqlite:${file}`);
let browser;
try {
  await service.start();
  await service.stop();
  const code = fillOneLift(file);
  await service.start();
  browser = await launch();
  const address = `${service.url}/l/${code}`;
  const whole = await (await fetch(address, { headers: { 'accept-encoding': 'identity' } })).arrayBuffer();
  // Once without the count: the first page of a browser pays for the browser.
  await visit(browser, address, networks[1]);
  for (const network of networks) {
    const seen = [];
    for (let round = 0; round < rounds; round += 1) seen.push(await visit(browser, address, network));
    const worst = (name) => Math.max(...seen.map((one) => one[name]));
    const middle = median(seen.map(({ painted }) => painted));
    console.log(
      `public page on ${network.name} (${network.kilobits} kbit/s, ${network.latency} ms): first words after median **${middle.toFixed(0)} ms**, worst of ${rounds} ${worst('painted').toFixed(0)} ms; ${worst('requests')} request, ${worst('bytes')} bytes on the wire, ${whole.byteLength} uncompressed (≤ ${mostBytes})`,
    );
    if (worst('requests') !== 1 || whole.byteLength > mostBytes) process.exitCode = 1;
  }
} finally {
  await browser?.close();
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
}
