export class MariadbServer {
  static on(folder: string, options: string[]): Promise<MariadbServer>;
  /** Of its root: `mysql://root@127.0.0.1:<port>`. */
  readonly address: string;
  start(): Promise<void>;
  end(signal?: NodeJS.Signals): Promise<void>;
}
