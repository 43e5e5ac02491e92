import { ask, refusalOf } from './ask.dd';
import { steadyClock } from './steady-clock';
import type { Device } from './types';

const normalFontSize = 16;

export const device: Device = {
  info: () => {
    const { brand = '', model = '', system = '', platform = '', version = '' } = dd.getSystemInfoSync();
    return {
      model: `${brand} ${model}`.trim(),
      system: system.startsWith(platform) ? system : `${platform} ${system}`.trim(),
      client: `钉钉 ${version}`.trim(),
    };
  },
  now: () => Date.now(),
  steady: steadyClock,
  online: async () => {
    const { networkAvailable, networkType } = await ask(dd.getNetworkType, {});
    return networkAvailable ?? (networkType !== undefined && networkType.toUpperCase() !== 'NOTREACHABLE');
  },
  watchNetwork: (tell) => {
    const listener = (change: { isConnected: boolean }) => tell(change.isConnected);
    dd.onNetworkStatusChange(listener);
    return () => dd.offNetworkStatusChange(listener);
  },
  callPhone: async (number) => {
    await ask(dd.showCallMenu, { phoneNumber: number, code: '+86', showDingCall: false }).catch((problem) => {
      throw refusalOf(problem, `没有拨出去，请直接拨打 ${number}。`);
    });
  },
  vibrate: () => dd.vibrate({}),
  fontScale: () => (dd.getSystemInfoSync().fontSizeSetting ?? normalFontSize) / normalFontSize,
};
