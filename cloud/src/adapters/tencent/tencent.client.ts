import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { z } from '@lifttrust/shared-types/kernel/zod';
import { CommonClient } from 'tencentcloud-sdk-nodejs-common';
import type { TencentAccess } from '../../kernel/env.tencent';
import { OutsideError } from '../outside/outside.error';
import type { OutsideService } from '../outside/outside-service';
import { troubleOfCode, troubleOfStatus } from './tencent.trouble';

/** A product of Tencent Cloud: first label of its host (`iai`, `faceid`, `sms`, `vms`) and version of its interface. */
export interface TencentProduct {
  service: string;
  version: string;
}

const Thrown = z.object({
  message: z.string().default(''),
  code: z.string().optional(),
  httpCode: z.number().optional(),
});

/** The SDK's own words for an answer that is not the JSON it expects; the rest is a broken connection. */
const isUnreadable = (message: string) => /invalid json|JSON|reading 'Error'|Response/.test(message);

/**
 * Calls actions of one product through the vendor's own client, which signs with TC3-HMAC-SHA256. Time limit, repeats
 * and breaker come from the outside service; what is answered is checked before anybody uses it.
 */
export class TencentClient {
  private readonly client: CommonClient;

  constructor(
    private readonly outside: OutsideService,
    product: TencentProduct,
    access: TencentAccess,
  ) {
    const place = placeOf(product.service, access.api);
    this.client = new CommonClient(place.host, product.version, {
      credential: {
        secretId: access.secretId,
        secretKey: access.secretKey,
        ...(access.token ? { token: access.token } : {}),
      },
      region: access.region,
      profile: { httpProfile: { endpoint: place.host, protocol: place.protocol, agent: place.agent } },
    });
  }

  /**
   * One action. `answer` describes what is needed of the response; more is ignored. Throws `OutsideError`: refused or
   * misconfigured with Tencent's code, temporary with theirs or `nonsense`, `timeout`, `unreachable`, `circuit_open`.
   * Set `mayRepeat` only for actions that twice done are done once.
   */
  call<T>(
    action: string,
    parameters: Record<string, unknown>,
    answer: z.ZodType<T>,
    mayRepeat: boolean,
  ): Promise<T> {
    return this.outside.call(mayRepeat, async (signal) => {
      const raw: unknown = await this.client.request(action, parameters, { signal }).catch((error) => {
        throw this.translated(error);
      });
      const parsed = answer.safeParse(raw);
      if (!parsed.success) throw this.nonsense(`${action} answered without ${named(parsed.error)}`);
      return parsed.data;
    });
  }

  private translated(error: unknown): Error {
    const { message, code, httpCode } = Thrown.catch({ message: 'unknown' }).parse(error);
    if (code && !/^(E[A-Z]|ERR_|UND_)/.test(code))
      return new OutsideError(this.outside.name, troubleOfCode(code), code, message.slice(0, 200));
    if (httpCode)
      return new OutsideError(this.outside.name, troubleOfStatus(httpCode), `http_${httpCode}`, message);
    if (isUnreadable(message)) return this.nonsense('answered something that is not its JSON');
    return new OutsideError(this.outside.name, 'temporary', 'unreachable', message.slice(0, 200));
  }

  private nonsense(words: string): OutsideError {
    return new OutsideError(this.outside.name, 'temporary', 'nonsense', words);
  }
}

const named = (error: z.ZodError) => error.issues.map((issue) => issue.path.join('.')).join(', ');

// Without an agent of ours the SDK would follow the `http_proxy` of the process: pictures then leave by a way nobody chose.
function placeOf(service: string, api: string) {
  const usual = `${service}.tencentcloudapi.com`;
  const url = new URL(api.replace('{service}', service));
  const dialled = api.includes('{service}')
    ? {}
    : {
        host: url.hostname,
        servername: url.hostname,
        port: Number(url.port || (url.protocol === 'https:' ? 443 : 80)),
      };
  const Agent = url.protocol === 'https:' ? HttpsAgent : HttpAgent;
  return {
    host: api.includes('{service}') ? url.host : usual,
    protocol: `${url.protocol}//`,
    agent: new Agent({ keepAlive: true, ...dialled }),
  };
}
