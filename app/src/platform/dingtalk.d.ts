/** The few calls of DingTalk's mini-program client used here; no public typings of its global `dd` exist. */
interface DingTalkFailure {
  error?: number;
  errorMessage?: string;
}

interface DingTalkAsked<Answer> {
  success?: (answer: Answer) => void;
  fail?: (failure: DingTalkFailure) => void;
}

type DingTalkCall<Options, Answer> = (options: Options & DingTalkAsked<Answer>) => void;

interface DingTalkBrush {
  setFillStyle(colour: string): void;
  setStrokeStyle(colour: string): void;
  setLineWidth(width: number): void;
  setLineCap(cap: string): void;
  setLineJoin(join: string): void;
  fillRect(x: number, y: number, width: number, height: number): void;
  beginPath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  stroke(): void;
  draw(reserve: boolean): void;
  /** The document says `url`, older clients answer `apFilePath`, newer ones `filePath`. */
  toTempFilePath: DingTalkCall<object, { url?: string; filePath?: string; apFilePath?: string }>;
}

interface DingTalkBox {
  left: number;
  top: number;
  width: number;
  height: number;
}

interface DingTalkBoxQuery {
  select(selector: string): DingTalkBoxQuery;
  boundingClientRect(): DingTalkBoxQuery;
  exec(tell: (found: (DingTalkBox | null)[]) => void): void;
}

interface DingTalkFiles {
  saveFile: DingTalkCall<{ tempFilePath: string; filePath?: string }, { savedFilePath?: string }>;
  readFile: DingTalkCall<{ filePath: string }, { data: ArrayBuffer | string }>;
  writeFile: DingTalkCall<{ filePath: string; data: ArrayBuffer }, object>;
  unlink: DingTalkCall<{ filePath: string }, object>;
}

interface DingTalkApi {
  env: { USER_DATA_PATH: string };
  httpRequest: DingTalkCall<
    {
      url: string;
      method: 'GET' | 'POST';
      headers: Record<string, string>;
      data?: string;
      dataType: 'json';
      timeout: number;
    },
    { status: number; data: unknown }
  >;
  connectSocket: DingTalkCall<{ url: string }, object>;
  sendSocketMessage: DingTalkCall<{ data: string }, object>;
  closeSocket: DingTalkCall<object, object>;
  onSocketOpen(told: () => void): void;
  onSocketMessage(told: (message: { data: unknown }) => void): void;
  onSocketClose(told: () => void): void;
  onSocketError(told: () => void): void;
  uploadFile: DingTalkCall<
    {
      url: string;
      filePath: string;
      fileName: string;
      fileType: 'image';
      formData: Record<string, string>;
      /** From client 7.0.10 on. */
      header: Record<string, string>;
    },
    { statusCode?: number; data: string }
  >;
  getAuthCode: DingTalkCall<object, { authCode: string }>;
  scan: DingTalkCall<{ type: 'qr' }, { code: string }>;
  getLocation: DingTalkCall<
    { type: 0 | 1; cacheTimeout: number },
    {
      longitude: string | number;
      latitude: string | number;
      accuracy: string | number;
      isFromMock?: boolean;
    }
  >;
  openLocation: DingTalkCall<{ longitude: string; latitude: string; name: string; address: string }, object>;
  chooseImage: DingTalkCall<
    { count: 1; sourceType: ['camera' | 'album']; position?: 'front' | 'back' },
    { filePaths?: string[]; files?: { path: string; size: number }[] }
  >;
  compressImage: DingTalkCall<{ filePaths: string[]; compressLevel: number }, { filePaths: string[] }>;
  getFileSystemManager(): DingTalkFiles;
  getStorageSync(options: { key: string }): { data: unknown };
  setStorageSync(options: { key: string; data: unknown }): void;
  removeStorageSync(options: { key: string }): void;
  getNetworkType: DingTalkCall<object, { networkAvailable?: boolean; networkType?: string }>;
  onNetworkStatusChange(tell: (change: { isConnected: boolean }) => void): void;
  offNetworkStatusChange(tell: (change: { isConnected: boolean }) => void): void;
  showCallMenu: DingTalkCall<{ phoneNumber: string; code: string; showDingCall: boolean }, object>;
  openLink: DingTalkCall<{ url: string }, object>;
  setClipboard: DingTalkCall<{ text: string }, object>;
  vibrate: DingTalkCall<object, object>;
  getSystemInfoSync(): {
    brand?: string;
    model?: string;
    system?: string;
    platform?: string;
    version?: string;
    fontSizeSetting?: number;
  };
  createCanvasContext(canvasId: string): DingTalkBrush;
  createSelectorQuery(): DingTalkBoxQuery;
}

declare const dd: DingTalkApi;
