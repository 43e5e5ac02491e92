import { LiveLine, type LiveState } from '@lifttrust/shared-types/live/live.line';
import { livePath } from '@lifttrust/shared-types/live/live.protocol';
import { useEffect, useRef, useState } from 'react';
import { sessionNow } from './session';

/** The window's one line for small news; pages use `useLive`. */
const line = new LiveLine({
  open: (told) => {
    const socket = new WebSocket(new URL(livePath, window.location.href).href.replace(/^http/, 'ws'));
    socket.onopen = () => told.opened();
    socket.onmessage = ({ data }) => {
      if (typeof data === 'string') told.text(data);
    };
    socket.onclose = () => told.closed();
    return {
      send: (text) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(text);
      },
      close: () => socket.close(),
    };
  },
  after: (ms, act) => {
    const timer = window.setTimeout(act, ms);
    return () => window.clearTimeout(timer);
  },
  random: () => Math.random(),
  session: () => sessionNow()?.token ?? null,
});

window.addEventListener('online', () => line.resume());
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') line.resume();
});

/**
 * Calls `reload` whenever the thing of a topic may have changed: at once while the line stands, every `pollMs` while it
 * does not, and when the window is looked at again. `null` listens to nothing.
 * @returns which of the two it is
 */
export function useLive(topic: string | null, reload: () => void, pollMs = 5000): LiveState {
  const [state, setState] = useState<LiveState>('polling');
  const newest = useRef(reload);
  newest.current = reload;

  useEffect(() => {
    if (topic === null) return undefined;
    return line.listen({ topic, pollMs }, () => newest.current(), setState);
  }, [topic, pollMs]);
  return state;
}
