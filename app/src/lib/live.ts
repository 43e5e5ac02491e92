import { LiveLine } from '@lifttrust/shared-types/live/live.line';
import { livePath } from '@lifttrust/shared-types/live/live.protocol';
import { device } from '../platform/device';
import { openSocket } from '../platform/socket';
import { session } from './session';

/** The app's one line for small news; pages use `useLive`. */
export const live = new LiveLine({
  open: (told) => openSocket(livePath, told),
  after: (ms, act) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
  session: () => session.token(),
});

device.watchNetwork((online) => {
  if (online) live.resume();
});
