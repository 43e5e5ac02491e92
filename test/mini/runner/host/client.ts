import { fail, type Options, succeed, textOf } from './answer';
import { fileSystemManager, userFolder } from './files';
import { downloadFile, network, request, uploadFile } from './network';
import { isDingTalk, settings } from './package';
import { CanvasContext, canvasToTempFilePath, compressList, compressOne, getImageInfo } from './pictures';
import { currentBox, drawBar, navigation, top } from './router';
import { SelectorQuery } from './selector-query';
import { sockets } from './sockets';
import { kept } from './storage';

/** What a person saw and answered: dialogues confirm themselves, toasts pass. */
export const shown: { kind: string; text: string }[] = [];

/** Natives that a test plays: scanning, position, camera, sign-in. Without a player they fail, as on a bare phone. */
export const played = new Map<string, (options: Options) => unknown>();

const system = () => ({
  ...{ brand: 'chromium', model: 'glass-easel', system: 'iOS 17', platform: isDingTalk ? 'iOS' : 'ios' },
  ...{
    language: 'zh_CN',
    version: isDingTalk ? '7.6.0' : '8.0.50',
    SDKVersion: '3.8.0',
    fontSizeSetting: 16,
  },
  ...{ pixelRatio: devicePixelRatio, windowWidth: innerWidth, windowHeight: innerHeight },
  ...{ screenWidth: innerWidth, screenHeight: innerHeight, statusBarHeight: 0, theme: 'light' },
  safeArea: {
    left: 0,
    top: 0,
    right: innerWidth,
    bottom: innerHeight,
    width: innerWidth,
    height: innerHeight,
  },
});

const tell = (name: string, textField: string, answer: object) => (options: Options) => {
  shown.push({ kind: name, text: textOf(options[textField]) });
  succeed(name, options, answer);
};

function rename(options: Options): void {
  top().title = textOf(options.title);
  drawBar();
  succeed('setNavigationBarTitle', options);
}

const [startPath = '', startQuery = ''] = settings.start.replace(/^\//, '').split('?');
const launch = {
  path: startPath,
  query: Object.fromEntries(new URLSearchParams(startQuery)),
  scene: 1001,
  referrerInfo: {},
};

const nothing = () => undefined;

const shared: Record<string, unknown> = {
  ...navigation,
  uploadFile,
  downloadFile,
  getSystemInfoSync: system,
  getSystemInfo: (options: Options) => succeed('getSystemInfo', options, system()),
  getLaunchOptionsSync: () => launch,
  getEnterOptionsSync: () => launch,
  createSelectorQuery: () => new SelectorQuery(),
  getFileSystemManager: () => fileSystemManager,
  env: { USER_DATA_PATH: userFolder },
  nextTick: (run: () => void) => setTimeout(run),
  canIUse: () => !isDingTalk,
  getNetworkType: (options: Options) =>
    succeed('getNetworkType', options, {
      networkType: network.connected ? 'wifi' : 'none',
      networkAvailable: network.connected,
    }),
  onNetworkStatusChange: (told: (change: { isConnected: boolean }) => void) => network.tell.add(told),
  offNetworkStatusChange: (told: (change: { isConnected: boolean }) => void) => network.tell.delete(told),
  hideToast: (options?: Options) => succeed('hideToast', options),
  hideLoading: (options?: Options) => succeed('hideLoading', options),
  createIntersectionObserver: () => ({ relativeToViewport: nothing, observe: nothing, disconnect: nothing }),
  onAppShow: nothing,
  onAppHide: nothing,
  onError: nothing,
  onUnhandledRejection: nothing,
  onPageNotFound: nothing,
  onMemoryWarning: nothing,
};

/** What was written with `encrypt` is read with `encrypt` only. */
const secretName = ({ key, encrypt }: Options): string =>
  encrypt === true ? `encrypted/${textOf(key)}` : textOf(key);

const wechat: Record<string, unknown> = {
  request,
  getWindowInfo: system,
  getDeviceInfo: system,
  getAppBaseInfo: system,
  getSystemInfoAsync: (options: Options) => succeed('getSystemInfo', options, system()),
  getStorageSync: (key: string) => kept.read(key) ?? '',
  setStorageSync: (key: string, value: unknown) => kept.write(key, value),
  removeStorageSync: (key: string) => kept.remove(key),
  clearStorageSync: () => kept.clear(),
  getStorage: (options: Options) => {
    const data = kept.read(secretName(options));
    if (data === undefined) fail('getStorage', options, 'data not found');
    else succeed('getStorage', options, { data });
  },
  setStorage: (options: Options) => {
    kept.write(secretName(options), options.data);
    succeed('setStorage', options);
  },
  removeStorage: (options: Options) => {
    kept.remove(textOf(options.key));
    kept.remove(`encrypted/${textOf(options.key)}`);
    succeed('removeStorage', options);
  },
  canvasToTempFilePath: (options: Options) => void canvasToTempFilePath(options),
  compressImage: (options: Options) => void compressOne(options),
  getImageInfo: (options: Options) => void getImageInfo(options),
  showToast: tell('showToast', 'title', {}),
  showLoading: tell('showLoading', 'title', {}),
  showModal: tell('showModal', 'content', { confirm: true, cancel: false }),
  makePhoneCall: tell('makePhoneCall', 'phoneNumber', {}),
  vibrateShort: (options: Options) => succeed('vibrateShort', options),
  setNavigationBarTitle: rename,
  getMenuButtonBoundingClientRect: () => ({ top: 0, left: innerWidth - 90, right: innerWidth, bottom: 32 }),
  getAccountInfoSync: () => ({ miniProgram: { appId: 'touristappid', envVersion: 'develop' } }),
  onThemeChange: nothing,
  onWindowResize: nothing,
};

const dingtalk: Record<string, unknown> = {
  httpRequest: request,
  getStorageSync: ({ key }: { key: string }) => ({ data: kept.read(key) ?? null }),
  setStorageSync: ({ key, data }: { key: string; data: unknown }) => kept.write(key, data),
  removeStorageSync: ({ key }: { key: string }) => kept.remove(key),
  compressImage: (options: Options) => void compressList(options),
  createCanvasContext: (id: string) => {
    const canvas = currentBox().querySelector(`canvas#${id}`);
    if (!(canvas instanceof HTMLCanvasElement)) throw new Error(`no canvas ${id}`);
    return new CanvasContext(canvas);
  },
  showToast: tell('showToast', 'content', {}),
  showLoading: tell('showLoading', 'content', {}),
  confirm: tell('confirm', 'content', { confirm: true }),
  alert: tell('alert', 'content', {}),
  showCallMenu: tell('showCallMenu', 'phoneNumber', {}),
  openLocation: tell('openLocation', 'name', {}),
  vibrate: (options: Options) => succeed('vibrate', options),
  setNavigationBar: rename,
};

const own: Record<string, unknown> = { ...shared, ...sockets, ...(isDingTalk ? dingtalk : wechat) };

/** Natives only a person or a sensor can answer. */
const sensors = isDingTalk
  ? ['getAuthCode', 'scan', 'getLocation', 'chooseImage', 'showActionSheet']
  : ['login', 'scanCode', 'getLocation', 'chooseMedia', 'showActionSheet', 'requestSubscribeMessage'];
for (const name of sensors) own[name] = (options: Options) => fail(name, options, 'nobody plays this native');

const failure = /:fail/;

/** Runs a test's player in place of a native; a result whose errMsg says `:fail` is a failure, as in DevTools. */
function play(name: string, player: (options: Options) => unknown, options: Options): void {
  Promise.resolve()
    .then(() => player(options))
    .then((answer) => {
      const result = typeof answer === 'object' && answer !== null ? answer : {};
      const message = 'errMsg' in result ? String(result.errMsg) : '';
      const code = 'error' in result ? Number(result.error) : 1;
      if (failure.test(message)) fail(name, options, message.replace(/^.*:fail\s*/, ''), code);
      else succeed(name, options, result);
    })
    .catch((problem: Error) => fail(name, options, problem.message));
}

/** `wx` or `dd` as the package sees it. */
export const api: Record<string, unknown> = new Proxy(own, {
  get(target, name: string) {
    const player = played.get(name);
    return player ? (options: Options) => play(name, player, options ?? {}) : target[name];
  },
});

Object.assign(window, isDingTalk ? { dd: api } : { wx: api });
