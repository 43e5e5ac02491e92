import { CosSimulator } from '../../../../test/simulators/cos';
import { OutsideServices } from '../../adapters/outside/outside-services';
import type { TestService } from '../../kernel/testing/service';

export const mainBucket = 'evidence-1250000000';
export const copyBucket = 'second-1250000000';

/** Long enough for a loaded machine; a store found away is left alone as long, the second one four times as long. */
const timeoutMs = 2500;

/** A simulated COS with two buckets that can lock objects. */
export async function openCos(): Promise<CosSimulator> {
  const cos = await new CosSimulator().open();
  cos.bucket(mainBucket).lock = { defaultDays: null };
  cos.bucket(copyBucket, 'ap-beijing').lock = { defaultDays: null };
  return cos;
}

/** The environment of a service whose evidence lies there. */
export const cosEnvironment = (cos: CosSimulator): Record<string, string> => ({
  LIFTTRUST_OBJECT_STORE: 'cos',
  LIFTTRUST_COS_BUCKET: mainBucket,
  LIFTTRUST_COS_REGION: 'ap-guangzhou',
  LIFTTRUST_COS_COPY_BUCKET: copyBucket,
  LIFTTRUST_COS_COPY_REGION: 'ap-beijing',
  LIFTTRUST_COS_SECRET_ID: cos.keys[0]?.secretId ?? '',
  LIFTTRUST_COS_SECRET_KEY: cos.keys[0]?.secretKey ?? '',
  LIFTTRUST_COS_DOMAIN: cos.domain,
  LIFTTRUST_COS_PROTOCOL: 'http:',
  LIFTTRUST_COS_TIMEOUT: String(timeoutMs),
});

/** The store is back, and the service has left it alone long enough to ask again. */
export async function wellAgain(cos: CosSimulator, service: TestService): Promise<void> {
  cos.recover();
  const away = (await service.get(OutsideServices)).all().filter(({ state }) => state !== 'well');
  const times = away.some(({ name }) => name === 'cos-copy') ? 4 : away.length > 0 ? 1 : 0;
  await new Promise((wake) => setTimeout(wake, times * (timeoutMs + 50)));
}
