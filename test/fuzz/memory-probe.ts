import { WebSocket } from 'ws';

/** Asks a process started with `--inspect=<port>` how much of its heap is still in use after a collection, in bytes. */
export async function heapInUse(port: number): Promise<number> {
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
    webSocketDebuggerUrl: string;
  }[];
  const address = targets[0]?.webSocketDebuggerUrl;
  if (!address) throw new Error('The process does not listen for an inspector.');
  const socket = new WebSocket(address);
  await new Promise((open, fail) => {
    socket.once('open', open);
    socket.once('error', fail);
  });
  let asked = 0;
  const ask = (method: string) =>
    new Promise<{ usedSize?: number }>((answered) => {
      asked += 1;
      const id = asked;
      const hear = (data: Buffer) => {
        const message = JSON.parse(data.toString()) as { id?: number; result?: { usedSize?: number } };
        if (message.id !== id) return;
        socket.off('message', hear);
        answered(message.result ?? {});
      };
      socket.on('message', hear);
      socket.send(JSON.stringify({ id, method }));
    });
  try {
    await ask('HeapProfiler.collectGarbage');
    await ask('HeapProfiler.collectGarbage');
    return (await ask('Runtime.getHeapUsage')).usedSize ?? 0;
  } finally {
    socket.close();
  }
}
