import { absolute } from './envelope';
import type { OpenSocket } from './types';

export const openSocket: OpenSocket = (path, told) => {
  const address = new URL(absolute(path), window.location.href);
  const socket = new WebSocket(address.href.replace(/^http/, 'ws'));
  socket.onopen = () => told.opened();
  socket.onmessage = ({ data }) => {
    if (typeof data === 'string') told.text(data);
  };
  // An error is always followed by the end.
  socket.onclose = () => told.closed();
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => socket.close(),
  };
};
