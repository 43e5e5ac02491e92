import { AppError, NetworkError } from '@lifttrust/shared-types/kernel/app-error';
import type { Envelope } from '@lifttrust/shared-types/kernel/call';

/** What is not our envelope did not come from our service: a hotel's sign-in page, a proxy's error page. */
export function readEnvelope(answer: unknown): Envelope {
  if (isEnvelope(answer)) return answer;
  throw new NetworkError('网络没有把请求送到服务端。');
}

function isEnvelope(answer: unknown): answer is Envelope {
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) return false;
  return answer.ok === true ? 'data' in answer : answer.ok === false && 'error' in answer;
}

/** An upload that was answered with a refusal: an address that has run out, a store that is down. Sent again later. */
export function mustBeTaken(status: number): void {
  if (status >= 200 && status <= 299) return;
  throw new AppError('unavailable', 'file.upload_refused', '文件还没有传上去，仍在手机里，稍后会自动再传。');
}

/** Uploads name an address below the service or an absolute one (an object store's). */
export const absolute = (url: string): string => (/^https?:/.test(url) ? url : `${__API_BASE__}${url}`);
