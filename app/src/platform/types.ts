import type { Fix } from '@lifttrust/shared-types/check-in/check-in.contract';
import type { Send } from '@lifttrust/shared-types/kernel/call';

/**
 * What the product asks of a phone: one interface, implemented per platform in `<name>.{weapp,dd,h5}.ts` beside
 * this file. Nothing outside this folder may know which platform it runs on.
 *
 * Every function rejects with `Unavailable` when the phone, the person or the platform says no, and with
 * `NetworkError` when the network is at fault.
 */
export type { Send };

/** A picture or a signature as a file on the phone, ready to be hashed and sent. */
export interface PhoneFile {
  /** Where the phone keeps it; on DingTalk and WeChat a virtual path, shown by `<Image src>` as it is. */
  path: string;
  bytes: number;
  contentType: 'image/jpeg' | 'image/png';
  /** Hex SHA-256 over exactly the bytes that are sent (DECISIONS 29). */
  sha256: string;
  capturedAt: number;
  /** Size on the phone of a file that lies sealed there (docs/adr/0026); absent for one that lies open. */
  sealedBytes?: number;
}

export type Facing = 'front' | 'back';

/** Camera only, never the album; compressed (long side ≤ 1 600, ≤ 500 kB), hashed and kept. */
export type TakePhoto = (facing: Facing) => Promise<PhoneFile>;

/** One picture out of the album, for what is proven by a message or a notice; never evidence of the work itself. */
export type PickPicture = () => Promise<PhoneFile>;

/** Keeps a temporary file until it is dropped, through restarts of the app. */
export type KeepFile = (temporaryPath: string) => Promise<string>;
export type ReadFile = (path: string) => Promise<ArrayBuffer>;
export type DropFile = (path: string) => Promise<void>;
/** Whether a kept file is still there, whole: the person or the system may have cleared it away. */
export type HasFile = (path: string, bytes: number) => Promise<boolean>;
/** Writes bytes of our own making under a name in the app's folder; answers with the path. */
export type WriteFile = (name: string, bytes: Uint8Array) => Promise<string>;
/** What `<Image src>` shows for a kept file. */
export type ShowFile = (path: string) => Promise<string>;

export interface Upload {
  /** Absolute, or below the service's address. */
  url: string;
  /** Multipart field name of the bytes. */
  name: string;
  fields: Record<string, string>;
  /** Who sends, for the service's own address; empty for any other, which must not see the session. */
  headers: Record<string, string>;
  file: PhoneFile;
}
/** One multipart POST, the fields before the file; rejects with NetworkError, or AppError when the answer is not 2xx. */
export type SendFile = (upload: Upload) => Promise<void>;

/** Opens a socket below the service's address; each is called once, `closed` also where it never opened. */
export type OpenSocket = (
  path: string,
  told: { opened(): void; text(text: string): void; closed(): void },
) => { send(text: string): void; close(): void };

/** The text of a code before the camera; no picture from the album. */
export type ScanCode = () => Promise<string>;

/** Another company's page, out of this app; the person comes back by themselves. */
export type OpenOutsidePage = (url: string) => Promise<void>;
export type CopyText = (text: string) => Promise<void>;

/** The passenger's page of a lift, by its code or number: in this app where it has one, else in the browser. */
export type OpenPublicPage = (code: string) => Promise<void>;

export type FindPosition = () => Promise<Fix>;

/** A place on the phone's own map, in GCJ-02; from there the person lets themselves be led. */
export type OpenMap = (spot: { lng: number; lat: number; name: string; address: string }) => Promise<void>;

/** A one-time code of the platform's own identity, for `sessionApi.start`. */
export type SignInCode = () => Promise<{ channel: 'dingtalk' | 'wechat' | 'sandbox'; code: string }>;

export type ConsentWord = 'accept' | 'reject' | 'ban' | 'filter';
/** Asks, as the direct answer to a tap, whether reminders may come; what is left out was not asked. */
export type AskToRemind = (templateIds: string[]) => Promise<{ templateId: string; answer: ConsentWord }[]>;

/** The button with which a person lets the platform tell their phone number. */
export interface PhoneButtonProps {
  label: string;
  busy: boolean;
  /** A one-time code for `sessionApi.startByPhone`. */
  onCode: (code: string) => void;
}

export interface PhoneInfo {
  model: string;
  system: string;
  client: string;
}

export interface Device {
  info(): PhoneInfo;
  /** Milliseconds since 1970 by the phone's own clock. */
  now(): number;
  /** Milliseconds that no setting of the clock moves, since an unknown beginning in this run; null without one. */
  steady(): number | null;
  online(): Promise<boolean>;
  /** Calls back on every change; returns the way to stop listening. */
  watchNetwork(tell: (online: boolean) => void): () => void;
  callPhone(number: string): Promise<void>;
  vibrate(): void;
  /** How much larger the person set the system's text: 1 is normal. */
  fontScale(): number;
}

/** Small values under their own keys; one key holds at most 200 kB on DingTalk, so each visit has its own. */
export interface Storage {
  read(key: string): unknown;
  /** Throws `StorageFull` when the phone has no room for it. */
  write(key: string, value: unknown): void;
  remove(key: string): void;
}

/** Where the platform keeps one secret, as safely as it can; gone with the app. */
export interface SecretPlace {
  read(): Promise<string | null>;
  write(value: string): Promise<void>;
  drop(): Promise<void>;
}

export interface Point {
  x: number;
  y: number;
}

/** A pad to write a name on. Points are in CSS pixels from the pad's upper left corner. */
export interface SignaturePad {
  begin(point: Point): void;
  extend(point: Point): void;
  clear(): void;
  /** The drawing as a PNG on white ground. */
  save(): Promise<PhoneFile>;
}
/** Opens the `<Canvas id canvasId type="2d">` of that id on the current page, once it is laid out. */
export type OpenSignaturePad = (canvasId: string) => Promise<SignaturePad & { left: number; top: number }>;

export type Refused = 'denied' | 'cancelled' | 'unsupported' | 'failed';

/** The phone did not do it; `reason` says whether trying again can help. */
export class Unavailable extends Error {
  readonly reason: Refused;
  constructor(reason: Refused, message: string) {
    super(message);
    this.name = 'Unavailable';
    this.reason = reason;
  }
}

export class StorageFull extends Error {
  constructor() {
    super('手机存储空间不足，请清理后再试。');
    this.name = 'StorageFull';
  }
}
