import { createRequire } from 'node:module';

const require = createRequire(new URL('../../cloud/package.json', import.meta.url));
const { WebSocket } = require('ws');

/** One who watches: a socket that listens to one topic; `heard` is called at each news. */
export function watch(url, { topic, token, session }, heard) {
  return new Promise((listening, failed) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/api/live`, { perMessageDeflate: false });
    socket.on('error', failed);
    socket.on('open', () =>
      socket.send(
        JSON.stringify({ ...(session && { session }), listen: [{ topic, ...(token && { token }) }] }),
      ),
    );
    socket.on('message', (data) => {
      const said = JSON.parse(String(data));
      if (said.listening?.length === 1) listening(socket);
      else if (said.refused) failed(new Error('the service refused the topic'));
      else if (said.news) heard();
    });
  });
}

/** Reads at each news as a page does: never two readings at once, and once more when news came meanwhile. */
export function readerOf(read) {
  let [isReading, isStale] = [false, false];
  const go = async () => {
    if (isReading) {
      isStale = true;
      return;
    }
    isReading = true;
    try {
      do {
        isStale = false;
        await read();
      } while (isStale);
    } finally {
      isReading = false;
    }
  };
  return go;
}
