import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { z } from '@lifttrust/shared-types/kernel/zod';

/** Whatever is wrong between us and the platform: the person can only try again later. */
export const unreachable = (platform: string): AppError =>
  new AppError(
    'unavailable',
    'session.platform_unreachable',
    `暂时连不上${platform}，没有登录。请过几分钟再试；一直这样请联系平台管理员。`,
  );

/**
 * Asks a platform and reads its JSON. Silence, broken answers and server errors become one clear refusal; the
 * address is never repeated in it, since it may carry a secret.
 */
export async function askPlatform<S extends z.ZodType>(
  platform: string,
  address: URL,
  init: RequestInit,
  shape: S,
  timeoutMs: number,
): Promise<{ status: number; body: z.output<S> }> {
  try {
    const response = await fetch(address, { ...init, signal: AbortSignal.timeout(timeoutMs) });
    const body: unknown = JSON.parse(await response.text());
    return { status: response.status, body: shape.parse(body) };
  } catch {
    throw unreachable(platform);
  }
}
