// Runs on the phone: what of Taro's Alipay run time speaks to the global `my`, said to `dd` instead.
// Its own entry (`dist/runtime`) would touch `my` as it loads, so only its parts are taken.
import {
  components,
  handleSyncApis,
  hostConfig,
  modifyApis,
  needPromiseApis,
  transformMeta,
} from '@tarojs/plugin-platform-alipay/dist/runtime-utils';
import { mergeInternalComponents, mergeReconciler, processApis } from '@tarojs/shared';

/** Taro's own request; the product sends through `src/platform/wire.dd.ts`. DingTalk calls it `httpRequest`. */
function request(options) {
  const asked = typeof options === 'string' ? { url: options } : options;
  return new Promise((resolve, reject) => {
    dd.httpRequest({
      ...asked,
      headers: { 'content-type': 'application/json', ...asked.header },
      data:
        typeof asked.data === 'object' && asked.method === 'POST' ? JSON.stringify(asked.data) : asked.data,
      success: (answer) => resolve({ statusCode: answer.status, header: answer.headers, data: answer.data }),
      fail: reject,
    });
  });
}

/** Alipay names it `apFilePaths`, DingTalk `filePaths`, Taro `tempFilePaths`. */
function modifyAsyncResult(name, answer) {
  if (name === 'chooseImage') answer.tempFilePaths = answer.filePaths;
  if (name === 'scan') answer.result = answer.code;
  if (name === 'getAuthCode') answer.code = answer.authCode;
  if (name === 'confirm') answer.cancel = !answer.confirm;
  if (name === 'alert') answer.confirm = true;
}

const needPromise = new Set([...needPromiseApis, 'scan', 'getAuthCode']);

mergeReconciler({
  ...hostConfig,
  initNativeApi(taro) {
    processApis(taro, dd, {
      needPromiseApis: needPromise,
      handleSyncApis,
      transformMeta,
      modifyApis,
      modifyAsyncResult,
      request,
    });
  },
  getEventCenter(Events) {
    if (!dd.taroEventCenter) dd.taroEventCenter = new Events();
    return dd.taroEventCenter;
  },
});

// A real phone knows only navigator.swuserAgent, and Taro reads navigator.userAgent.
const { userAgent } = navigator;
Object.defineProperty(navigator, 'userAgent', {
  configurable: true,
  enumerable: true,
  get: () => userAgent || navigator.swuserAgent || '',
});

mergeInternalComponents(components);
