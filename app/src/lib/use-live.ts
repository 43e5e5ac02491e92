import type { LiveState } from '@lifttrust/shared-types/live/live.line';
import { useDidShow } from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';
import { live } from './live';

interface Options {
  /** A reporter's token, for a topic that is heard without signing in. */
  token?: string;
  /** How often to ask while the line is cut, milliseconds; five seconds unless said. */
  pollMs?: number;
}

/**
 * Calls `reload` whenever the thing of a topic may have changed: at once while the line stands, every few seconds while
 * it does not, and when the page is looked at again. `null` listens to nothing.
 * @returns which of the two it is
 */
export function useLive(
  topic: string | null,
  reload: () => void,
  { token, pollMs = 5000 }: Options = {},
): LiveState {
  const [state, setState] = useState<LiveState>('polling');
  const newest = useRef(reload);
  newest.current = reload;

  useEffect(() => {
    if (topic === null) return undefined;
    return live.listen({ topic, token, pollMs }, () => newest.current(), setState);
  }, [topic, token, pollMs]);
  useDidShow(() => live.resume());
  return state;
}
