import { ask, refusalOf } from './ask.dd';
import type { SignInCode } from './types';

export const signInCode: SignInCode = async () => {
  const { authCode } = await ask(dd.getAuthCode, {}).catch((problem) => {
    throw refusalOf(problem, '钉钉登录没有成功，请稍后再试。');
  });
  return { channel: 'dingtalk', code: authCode };
};
