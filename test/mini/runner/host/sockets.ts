import { type Options, succeed, textOf } from './answer';
import { located, network } from './network';
import { isDingTalk } from './package';

type Told = (event: { data?: unknown }) => void;
const moments = ['Open', 'Message', 'Close', 'Error'] as const;
type Moment = (typeof moments)[number];

const open = new Set<WebSocket>();
// A line that is cut takes every socket with it.
network.tell.add(({ isConnected }) => {
  if (!isConnected) for (const socket of open) socket.close();
});

/** A real socket to the service under test, telling as both clients' documents say. */
function opened(url: string, tell: (moment: Moment, event: { data?: unknown }) => void): WebSocket | null {
  if (!network.connected) {
    setTimeout(() => tell('Error', {}));
    return null;
  }
  const socket = new WebSocket(located(url.replace(/^ws/, 'http')).replace(/^http/, 'ws'));
  open.add(socket);
  socket.onopen = () => tell('Open', {});
  socket.onmessage = ({ data }) => tell('Message', { data });
  socket.onerror = () => tell('Error', {});
  socket.onclose = () => {
    open.delete(socket);
    tell('Close', {});
  };
  return socket;
}

/** WeChat: a task for each socket. */
function connectTask(options: Options) {
  const listeners = new Map<Moment, Told[]>();
  const tell = (moment: Moment, event: { data?: unknown }) => {
    for (const told of listeners.get(moment) ?? []) told(event);
  };
  const socket = opened(textOf(options.url), tell);
  succeed('connectSocket', options);
  const on = (moment: Moment) => (told: Told) =>
    void listeners.set(moment, [...(listeners.get(moment) ?? []), told]);
  return {
    onOpen: on('Open'),
    onMessage: on('Message'),
    onClose: on('Close'),
    onError: on('Error'),
    send: (message: Options) => socket?.send(textOf(message.data)),
    close: () => socket?.close(),
  };
}

/** DingTalk: one socket for the app; another takes its place. */
let current: WebSocket | null = null;
const heard = new Map<Moment, Told[]>();
const onSocket = (moment: Moment) => (told: Told) =>
  void heard.set(moment, [...(heard.get(moment) ?? []), told]);

const dingtalk = {
  connectSocket: (options: Options) => {
    current?.close();
    current = opened(textOf(options.url), (moment, event) => {
      for (const told of heard.get(moment) ?? []) told(event);
    });
    succeed('connectSocket', options);
  },
  sendSocketMessage: (message: Options) => {
    current?.send(textOf(message.data));
    succeed('sendSocketMessage', message);
  },
  closeSocket: () => current?.close(),
  ...Object.fromEntries(moments.map((moment) => [`onSocket${moment}`, onSocket(moment)])),
};

export const sockets: Record<string, unknown> = isDingTalk ? dingtalk : { connectSocket: connectTask };
