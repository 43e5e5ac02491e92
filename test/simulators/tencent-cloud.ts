import { randomUUID } from 'node:crypto';
import { Agent, type IncomingMessage, type ServerResponse } from 'node:http';
import { bytesOf, LocalServer } from './local-server';
import { refusalOf, type Signed, type TencentKey } from './tencent-signature';

export type Parameters = Record<string, unknown>;

/** What a simulated product does instead of answering. */
export type TencentTrouble = 'none' | 'silent' | 'html' | 'truncated' | 'empty' | 'down' | 'cut';

/** Thrown by an action to answer with a documented error code. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    message = code,
  ) {
    super(message);
  }
}

interface Call {
  action: string;
  region: string;
  parameters: Parameters;
  /** Null: answered well. */
  error: string | null;
}

const largestBody = 10 * 1024 * 1024;

/**
 * One product of the Tencent Cloud API on a port of this machine: requests must be signed (TC3-HMAC-SHA256) with a known
 * key, at most five minutes old, for this product, version and a region it has; errors are answered as documented, with
 * status 200. Reach it with `LIFTTRUST_TENCENT_API=<url>` or, with a vendor's own SDK, through `agent`.
 */
export abstract class TencentSimulator extends LocalServer {
  readonly key: TencentKey = {
    secretId: 'AKIDexampleexampleexampleexample1234',
    secretKey: 'examplesecretexamplesecret123456',
  };
  readonly keys: TencentKey[] = [this.key];
  readonly calls: Call[] = [];
  trouble: TencentTrouble = 'none';
  /** Error codes that actions answer with until they are taken out; `*` for all actions. */
  readonly failing = new Map<string, string>();
  /** Error codes for the next calls, one each. */
  readonly nextErrors: string[] = [];
  /** Requests within one second, as documented for the interface; 0: no limit. */
  perSecond = 0;
  /** Epoch milliseconds by its own clock. */
  now = () => Date.now();
  private readonly seconds = new Map<number, number>();

  /** `regions`: those offered; empty where the interface takes none. */
  constructor(
    private readonly service: string,
    private readonly version: string,
    private readonly regions: readonly string[],
  ) {
    super();
  }

  /** The actions by their names: parameters in, fields of the response out; `Refused` for an error code. */
  protected abstract readonly actions: Record<
    string,
    (parameters: Parameters) => Record<string, unknown> | Promise<Record<string, unknown>>
  >;

  /** For a vendor's SDK: connects here whatever host is asked for (`profile.httpProfile.agent`, protocol `http://`). */
  get agent(): Agent {
    return new Agent({ host: '127.0.0.1', port: this.port });
  }

  /** Environment of a service that talks to this simulator. */
  get environment(): Record<string, string> {
    return {
      LIFTTRUST_TENCENT_SECRET_ID: this.key.secretId,
      LIFTTRUST_TENCENT_SECRET_KEY: this.key.secretKey,
      LIFTTRUST_TENCENT_API: this.url,
    };
  }

  countOf(action: string): number {
    return this.calls.filter((call) => call.action === action).length;
  }

  /** Well again, as if nothing had happened; what was asked so far is forgotten. */
  recover(): void {
    this.trouble = 'none';
    this.latencyMs = 0;
    this.perSecond = 0;
    this.failing.clear();
    this.nextErrors.length = 0;
    this.calls.length = 0;
  }

  protected async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, search } = new URL(request.url ?? '/', 'http://tencent');
    const signed: Signed = {
      method: request.method ?? '',
      path: pathname,
      query: search.slice(1),
      headers: request.headers,
      body: await bytesOf(request),
    };
    await this.beLate();
    if (this.trouble === 'silent') return;
    if (this.trouble === 'cut') return void response.destroy();
    if (this.trouble === 'down') return void response.writeHead(502).end('<html>502 Bad Gateway</html>');
    const text = JSON.stringify({ Response: { ...(await this.answered(signed)), RequestId: randomUUID() } });
    response.writeHead(200, { 'content-type': 'application/json' });
    if (this.trouble === 'html') response.end('<html><body>It works!</body></html>');
    else if (this.trouble === 'empty') response.end('{}');
    else response.end(this.trouble === 'truncated' ? text.slice(0, text.length / 2) : text);
  }

  private async answered(request: Signed): Promise<Record<string, unknown>> {
    const action = String(request.headers['x-tc-action'] ?? '');
    const region = String(request.headers['x-tc-region'] ?? '');
    const call: Call = { action, region, parameters: {}, error: null };
    this.calls.push(call);
    try {
      this.admit(request, action, region);
      call.parameters = JSON.parse(request.body.toString() || '{}');
      return (await this.actions[action]?.(call.parameters)) ?? {};
    } catch (error) {
      call.error = error instanceof Refused ? error.code : 'InvalidParameter';
      return { Error: { Code: call.error, Message: error instanceof Error ? error.message : 'invalid' } };
    }
  }

  private admit(request: Signed, action: string, region: string): void {
    if (request.method !== 'POST' || !String(request.headers['content-type']).startsWith('application/json'))
      throw new Refused('UnsupportedProtocol');
    if (request.body.length > largestBody) throw new Refused('RequestSizeLimitExceeded');
    const refusal = refusalOf(request, this.keys, this.service, this.now());
    if (refusal) throw new Refused(refusal);
    if (request.headers['x-tc-version'] !== this.version) throw new Refused('NoSuchVersion');
    if (!(action in this.actions)) throw new Refused('InvalidAction');
    if (this.regions.length > 0 && !this.regions.includes(region)) throw new Refused('UnsupportedRegion');
    this.throttle();
    const code = this.nextErrors.shift() ?? this.failing.get(action) ?? this.failing.get('*');
    if (code) throw new Refused(code);
  }

  private throttle(): void {
    if (this.perSecond === 0) return;
    const second = Math.floor(this.now() / 1000);
    const used = (this.seconds.get(second) ?? 0) + 1;
    this.seconds.set(second, used);
    if (used > this.perSecond) throw new Refused('RequestLimitExceeded');
  }
}
