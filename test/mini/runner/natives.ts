import type { RunningMiniProgram } from './mini-program';

type Program = RunningMiniProgram['program'];

export interface Spot {
  lng: number;
  lat: number;
  accuracyMetres: number;
}

/**
 * What a phone's sensors answer, said in the words of its client. Goes through the automator client alone, so that
 * it plays the natives of the real DevTools too.
 */
export class Natives {
  private pictures = 0;

  constructor(
    private readonly program: Program,
    private readonly client: 'wechat' | 'dingtalk',
  ) {}

  async signInAs(code: string): Promise<void> {
    if (this.client === 'dingtalk') await this.program.mockWxMethod('getAuthCode', { authCode: code });
    else await this.program.mockWxMethod('login', { code });
  }

  async showCode(text: string): Promise<void> {
    if (this.client === 'dingtalk') await this.program.mockWxMethod('scan', { code: text });
    else await this.program.mockWxMethod('scanCode', { result: text });
  }

  /** DingTalk answers numbers as strings. */
  async standAt({ lng, lat, accuracyMetres }: Spot): Promise<void> {
    const fix = { longitude: lng, latitude: lat, accuracy: accuracyMetres };
    const strings = { longitude: String(lng), latitude: String(lat), accuracy: String(accuracyMetres) };
    await this.program.mockWxMethod('getLocation', this.client === 'dingtalk' ? strings : fix);
  }

  /** Puts a picture before the camera. Each shot takes it away: a file is moved where the app keeps it. */
  async hold(picture: Buffer): Promise<void> {
    this.pictures += 1;
    const path: unknown = await this.program.evaluate(
      writePicture[this.client],
      this.pictures,
      picture.toString('base64'),
    );
    if (typeof path !== 'string') throw new Error('the picture was not written');
    if (this.client === 'dingtalk') await this.program.mockWxMethod('chooseImage', { filePaths: [path] });
    else {
      const shot = { tempFilePath: path, size: picture.length, fileType: 'image' };
      await this.program.mockWxMethod('chooseMedia', { type: 'image', tempFiles: [shot] });
    }
  }
}

/** Sent as text and run inside the mini-program, where `wx` and `dd` are. */
const writePicture = {
  wechat: `(number, data) => {
    const path = wx.env.USER_DATA_PATH + '/shot-' + number + '.jpg';
    wx.getFileSystemManager().writeFileSync(path, data, 'base64');
    return path;
  }`,
  dingtalk: `(number, data) => {
    const path = dd.env.USER_DATA_PATH + '/shot-' + number + '.jpg';
    dd.getFileSystemManager().writeFileSync(path, data, 'base64');
    return path;
  }`,
};
