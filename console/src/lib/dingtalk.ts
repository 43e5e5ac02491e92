/** Whether this page lies in a window of DingTalk, on a computer or a phone. */
export const isInDingtalk = (): boolean => /DingTalk/i.test(navigator.userAgent);

/** A one-time code for whoever is signed in to DingTalk here. Its library is fetched only inside DingTalk. */
export async function dingtalkCode(corpId: string): Promise<string> {
  await import('dingtalk-jsapi/entry/union');
  const { requestAuthCode$ } = await import('dingtalk-jsapi/api/runtime/permission/requestAuthCode');
  const { code } = await requestAuthCode$({ corpId });
  return code;
}
