import Taro from '@tarojs/taro';
import { absolute } from './envelope';
import type { OpenSocket } from './types';

export const openSocket: OpenSocket = (path, told) => {
  let isOver = false;
  const over = () => {
    if (isOver) return;
    isOver = true;
    told.closed();
  };
  const task = Taro.connectSocket({ url: absolute(path).replace(/^http/, 'ws') });
  const opening = task.then((socket) => {
    socket.onOpen(told.opened);
    socket.onMessage(({ data }) => {
      if (typeof data === 'string') told.text(data);
    });
    socket.onClose(over);
    socket.onError(over);
    return socket;
  });
  opening.catch(over);
  return {
    send: (data) => void opening.then((socket) => socket.send({ data, fail: over })).catch(over),
    close: () => void opening.then((socket) => socket.close({})).catch(over),
  };
};
