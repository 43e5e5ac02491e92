import Taro from '@tarojs/taro';
import { type SignInCode, Unavailable } from './types';

export const signInCode: SignInCode = async () => {
  const { code } = await Taro.login().catch(() => {
    throw new Unavailable('failed', '微信登录没有成功，请稍后再试。');
  });
  return { channel: 'wechat', code };
};
