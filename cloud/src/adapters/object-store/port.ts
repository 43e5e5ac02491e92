/** Where bytes lie: a local folder by default, a cloud bucket by configuration. Objects are written once. */
export interface ObjectStore {
  /** Refuses to replace an object that exists, unless the bytes are the same. */
  put(key: string, bytes: Buffer): Promise<void>;
  /** Null when there is no such object. */
  get(key: string): Promise<Buffer | null>;
  /** Only for what the law wants gone (face frames); evidence is never removed. */
  remove(key: string): Promise<void>;
}
