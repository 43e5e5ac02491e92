import { absolute } from './envelope';
import type { OpenSocket } from './types';

type Told = Parameters<OpenSocket>[1];

/** The client has one socket for the whole app, and tells everybody who listens about it. */
let current: Told | null = null;
let listens = false;

function listen(): void {
  if (listens) return;
  listens = true;
  dd.onSocketOpen(() => current?.opened());
  dd.onSocketMessage(({ data }) => {
    if (typeof data === 'string') current?.text(data);
  });
  dd.onSocketClose(() => over(current));
  dd.onSocketError(() => over(current));
}

function over(told: Told | null): void {
  if (!told || told !== current) return;
  current = null;
  told.closed();
}

export const openSocket: OpenSocket = (path, told) => {
  listen();
  current = told;
  const url = absolute(path).replace(/^http/, 'ws');
  dd.connectSocket({ url, fail: () => over(told) });
  return {
    send: (data) => {
      if (current === told) dd.sendSocketMessage({ data, fail: () => over(told) });
    },
    close: () => {
      if (current !== told) return;
      current = null;
      dd.closeSocket({});
    },
  };
};
