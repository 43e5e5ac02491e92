import { simulator } from './sandbox';
import { type SignInCode, Unavailable } from './types';

/** A browser has no platform identity: outside the preview the web form shows public pages only. */
export const signInCode: SignInCode = async () => {
  const simulated = await simulator();
  if (!simulated) throw new Unavailable('unsupported', '请在钉钉或微信里打开。');
  return { channel: 'sandbox', code: await simulated.signInCode() };
};
