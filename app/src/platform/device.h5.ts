import { simulator } from './sandbox';
import type { Device } from './types';

let clockAheadMs = 0;
let connected = true;
const phone = simulator();
void phone.then((simulated) => {
  simulated?.watchClock((aheadMs) => {
    clockAheadMs = aheadMs;
  });
  simulated?.watchNetwork((online) => {
    connected = online;
  });
});

export const device: Device = {
  info: () => ({ model: '浏览器', system: navigator.platform, client: '网页' }),
  now: () => Date.now() + clockAheadMs,
  steady: () => performance.now(),
  online: async () => connected && navigator.onLine,
  watchNetwork: (tell) => {
    const up = () => tell(true);
    const down = () => tell(false);
    window.addEventListener('online', up);
    window.addEventListener('offline', down);
    void phone.then((simulated) => simulated?.watchNetwork(tell));
    return () => {
      window.removeEventListener('online', up);
      window.removeEventListener('offline', down);
    };
  },
  callPhone: async (number) => {
    const simulated = await phone;
    if (simulated) return simulated.callPhone(number);
    window.location.href = `tel:${number}`;
  },
  vibrate: () => {
    navigator.vibrate?.(15);
  },
  fontScale: () => 1,
};
