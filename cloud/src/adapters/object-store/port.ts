/** What a phone needs to send the bytes of one file: a form of one POST. */
export interface UploadGrant {
  /** Absolute, or below the service's own address. */
  url: string;
  /** Field of the form that carries the bytes; it comes last. */
  name: string;
  fields: Record<string, string>;
}

/** One upload that may happen: this many bytes, under this key, of this type, until then. */
export interface UploadWish {
  fileId: string;
  key: string;
  bytes: number;
  contentType: string;
  /** Epoch milliseconds, by the service's clock. */
  from: number;
  until: number;
}

export interface PutOptions {
  contentType?: string;
  /** Evidence, that is: where the store can lock, it locks the object until then (epoch milliseconds). */
  keepUntil?: number;
}

/**
 * Where bytes lie: a local folder by default, a cloud bucket by configuration. Objects are written once. What the
 * store cannot do is thrown as an `OutsideError`; a file system throws its own errors.
 */
export interface ObjectStore {
  /** Throws when the store cannot be reached or used, so that no phone is sent there in vain. */
  ready(): Promise<void>;
  /** Refuses to replace an object that exists, unless the bytes are the same. */
  put(key: string, bytes: Buffer, options?: PutOptions): Promise<void>;
  /** Null when there is no such object. */
  get(key: string): Promise<Buffer | null>;
  /** Null when there is no such object; reads no bytes. */
  head(key: string): Promise<{ bytes: number } | null>;
  /** Only for what has served its turn or what the law wants gone (face frames); evidence is never removed. */
  remove(key: string): Promise<void>;
  /** Null when phones send to the service itself. */
  grant(wish: UploadWish): UploadGrant | null;
}

/** Something else lies where this object belongs, and objects are never replaced. */
export class ObjectDiffers extends Error {
  constructor(readonly key: string) {
    super(`an object is never replaced by other bytes: ${key}`);
    this.name = 'ObjectDiffers';
  }
}
