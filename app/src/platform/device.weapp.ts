import Taro from '@tarojs/taro';
import { steadyClock } from './steady-clock';
import type { Device } from './types';

const normalFontSize = 16;

export const device: Device = {
  info: () => {
    const phone = Taro.getDeviceInfo();
    const app = Taro.getAppBaseInfo();
    return {
      model: `${phone.brand} ${phone.model}`,
      system: phone.system,
      client: `微信 ${app.version ?? ''}`.trim(),
    };
  },
  now: () => Date.now(),
  steady: steadyClock,
  online: async () => (await Taro.getNetworkType()).networkType !== 'none',
  watchNetwork: (tell) => {
    const listener = (change: { isConnected: boolean }) => tell(change.isConnected);
    Taro.onNetworkStatusChange(listener);
    return () => Taro.offNetworkStatusChange(listener);
  },
  callPhone: async (number) => {
    await Taro.makePhoneCall({ phoneNumber: number });
  },
  vibrate: () => {
    void Taro.vibrateShort({ type: 'medium' }).catch(() => undefined);
  },
  fontScale: () => (Taro.getSystemInfoSync().fontSizeSetting ?? normalFontSize) / normalFontSize,
};
