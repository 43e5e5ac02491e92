import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { type WebSocket, WebSocketServer } from 'ws';

/**
 * Speaks the automation protocol of the WeChat DevTools (`{id, method, params}` → `{id, result | error}`) and answers
 * it from the host page. So the unmodified `miniprogram-automator` client drives our packages, and the same scripts
 * drive the real DevTools by another address.
 */
export interface Bridge {
  wsEndpoint: string;
  close(): Promise<void>;
}

interface Message {
  id: string;
  method: string;
  params: Record<string, unknown>;
}

export async function openBridge(page: Page, browser: Browser): Promise<Bridge> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await new Promise<void>((resolve) => {
    server.on('listening', () => resolve());
  });
  const tellAll = (method: string, params: object) => {
    for (const client of server.clients) client.send(JSON.stringify({ method, params }));
  };
  page.on('console', (line) => tellAll('App.logAdded', { type: line.type(), args: [line.text()] }));
  page.on('pageerror', (error) =>
    tellAll('App.exceptionThrown', { exceptionDetails: { text: error.message } }),
  );
  server.on('connection', (client: WebSocket) => {
    client.on('message', (data) => {
      void answer(page, JSON.parse(String(data))).then((reply) => client.send(JSON.stringify(reply)));
    });
  });
  const { port } = server.address() as AddressInfo;
  return {
    wsEndpoint: `ws://127.0.0.1:${port}`,
    close: async () => {
      for (const client of server.clients) client.terminate();
      server.close();
      await browser.close();
    },
  };
}

async function answer(page: Page, { id, method, params }: Message): Promise<object> {
  try {
    if (method === 'App.captureScreenshot') {
      return { id, result: { data: (await page.screenshot()).toString('base64') } };
    }
    const result = await page.evaluate(([name, given]) => window.miniHost.answer(name, given), [
      method,
      params ?? {},
    ] as const);
    return { id, result: result ?? {} };
  } catch (problem) {
    return { id, error: { message: problem instanceof Error ? problem.message : 'failed' } };
  }
}
