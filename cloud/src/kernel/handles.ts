import { AppError, type Refusal } from '@lifttrust/shared-types/kernel/app-error';
import type { Endpoint, InputOf, ReplyOf } from '@lifttrust/shared-types/kernel/endpoint';
import { type Made, madeHeader } from '@lifttrust/shared-types/kernel/made-at';
import { instantInWords } from '@lifttrust/shared-types/kernel/time';
import type { z } from '@lifttrust/shared-types/kernel/zod';
import { Get, Post } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';
import { refuseRole } from './access';
import { ActorSource, type Ctx, type Former, requireActor } from './actor';
import { clientAddress } from './client-address';
import { Clock } from './clock';
import { DeviceTrust } from './device-trust';
import { AlreadyAnswered } from './keyed-request';
import { Limits } from './limits';
import { MadeTimes } from './made-times';
import { UnitOfWork } from './unit-of-work';
import { answer, bodyHash, requestId } from './wire';

interface Options {
  /**
   * `whole`: the handler runs inside one transaction. `own`: slow work first, then one `UnitOfWork.run` whose
   * value is what the handler returns. Either way the answer is stored with the change, under the request key.
   */
  transaction?: 'whole' | 'own';
}

type Handler<E extends Endpoint> = (input: InputOf<E>, ctx: Ctx) => Promise<ReplyOf<E>>;

const handled: { method: string; path: string; pattern: RegExp }[] = [];

/** Known path, other verb: the answer is 405, not 404. */
export const pathsWithOtherMethod = (path: string, method: string): boolean =>
  handled.some((route) => route.pattern.test(path) && route.method !== method);

/** The address of an endpoint with `:names` instead of values; undefined where none is bound. */
export const templateOf = (path: string, method: string): string | undefined =>
  handled.find((route) => route.method === method && route.pattern.test(path))?.path;

/** Binds a controller method to an endpoint: route, access, validation, request key, reply cut to the contract. */
export function Handles<E extends Endpoint>(endpoint: E, options: Options = {}) {
  return <H extends Handler<E>>(
    target: object,
    name: string,
    descriptor: TypedPropertyDescriptor<H>,
  ): void => {
    const handler = descriptor.value;
    if (!handler) return;
    const wrapped = async function (this: unknown, koa: Context): Promise<unknown> {
      koa.state.endpoint = `/api${endpoint.path}`;
      const limits = await koa.requestContext.getAsync(Limits);
      const run = (input: unknown, ctx: Ctx) => handler.call(this, input as InputOf<E>, ctx);
      return answer(koa, await limits.guard(endpoint, koa, () => handle(koa, endpoint, options, run)));
    };
    // The route calls the wrapper with Koa's context; the handler itself keeps its typed shape.
    const open: { value?: unknown } = descriptor;
    open.value = wrapped;
    handled.push({
      method: endpoint.method,
      path: `/api${endpoint.path}`,
      pattern: new RegExp(`^/api${endpoint.path.replace(/:\w+/g, '[^/]+')}$`),
    });
    const route = endpoint.method === 'GET' ? Get(endpoint.path) : Post(endpoint.path);
    route(target, name, descriptor);
  };
}

async function handle(
  koa: Context,
  endpoint: Endpoint,
  options: Options,
  run: (input: unknown, ctx: Ctx) => Promise<unknown>,
): Promise<unknown> {
  const ctx = await contextOf(koa, endpoint);
  refuseRole(endpoint.access, ctx);
  if (endpoint.device === 'trusted') {
    const trust = await koa.requestContext.getAsync(DeviceTrust);
    await trust.mustBeTrusted(requireActor(ctx), ctx);
  }
  const input = inputOf(koa, endpoint);
  const shape = (value: unknown) => endpoint.response.parse(value);
  if (endpoint.keyless) return shape(await run(input, ctx));
  const work = await koa.requestContext.getAsync(UnitOfWork);
  const request = {
    id: keyOf(koa, ctx),
    endpoint: `${endpoint.method} ${endpoint.path}`,
    bodyHash: bodyHash(input),
    at: ctx.at,
    shape,
  };
  try {
    if (options.transaction === 'own') await work.mustBeNew(request);
    return await work.keyed(request, async () =>
      options.transaction === 'own'
        ? shape(await run(input, ctx))
        : work.run(ctx, async () => shape(await run(input, ctx))),
    );
  } catch (error) {
    if (error instanceof AlreadyAnswered) return error.reply;
    throw error;
  }
}

/** Who asks, from the request's headers; a write counts for its session, bytes on raw routes included. */
export async function contextOf(koa: Context, endpoint?: Endpoint): Promise<Ctx> {
  const clock = await koa.requestContext.getAsync(Clock);
  const source = await koa.requestContext.getAsync(ActorSource);
  const at = clock.now();
  const token = /^Bearer (\S{20,100})$/.exec(koa.get('authorization'))?.[1];
  const current = token ? await source.from(token, at) : null;
  const header = koa.get(madeHeader);
  const former = token && !current && header !== '' ? await source.former(token, at) : null;
  const actor = current ?? former?.actor ?? null;
  if (token && !actor) throw new AppError('unauthenticated', 'session.expired', '登录已失效，请重新登录。');
  if (actor?.awaitsFactor && endpoint?.factor !== 'before')
    throw new AppError('forbidden', 'session.factor_needed', '请先完成二次验证，再继续操作。');
  if (actor) koa.state.role = actor.role;
  if (actor && koa.method === 'POST') {
    const limits = await koa.requestContext.getAsync(Limits);
    await limits.countWrite(actor.sessionId, endpoint, koa);
  }
  // What stands in evidence is the device that signed in; a request says nothing about itself that counts.
  const deviceId = actor ? actor.deviceId : koa.get('x-device-id').slice(0, 64) || null;
  const ctx: Ctx = { actor, requestId: requestId(koa), deviceId, at, address: clientAddress(koa) };
  if (!actor || header === '') return ctx;
  const madeTimes = await koa.requestContext.getAsync(MadeTimes);
  const made = madeTimes.read(header, actor.personId, at);
  if (!former) return { ...ctx, made };
  refuseFormer(koa, former, made);
  return { ...ctx, made, leftAt: former.leftAt };
}

/** Whoever has left hands in what they did before, without a network, and nothing else (docs/adr/0025). */
function refuseFormer(koa: Context, { leftAt, actor }: Former, made: Made): void {
  const isFromBefore = made.offline && made.at < leftAt && koa.method === 'POST';
  if (isFromBefore && actor.role === 'technician') return;
  throw new AppError(
    'forbidden',
    'session.person_left',
    `您已于 ${instantInWords(leftAt)} 离开${actor.organisationName}，这之后的操作不再接收；之前离线完成的可以照常上传。`,
  );
}

function keyOf(koa: Context, ctx: Ctx): string {
  const key = koa.get('x-request-key');
  if (!/^[\w-]{8,80}$/.test(key)) {
    throw AppError.invalid('kernel.request_key_missing', '缺少请求编号（x-request-key），没有执行。');
  }
  return `${ctx.actor?.personId ?? ctx.deviceId ?? 'anonymous'}:${key}`;
}

/** Validates params, query and body; every problem is reported at once. */
function inputOf(koa: Context, endpoint: Endpoint): unknown {
  const body: unknown = endpoint.method === 'POST' ? (koa.request.body ?? {}) : {};
  const parts = [
    endpoint.params.safeParse(koa.params ?? {}),
    endpoint.query.safeParse({ ...koa.query }),
    endpoint.body.safeParse(body),
  ];
  const problems = parts.flatMap((part) => (part.success ? [] : part.error.issues.map(toRefusal)));
  // An id that cannot exist is an absent thing, not a riddle about its format.
  if (parts[0] && !parts[0].success) throw AppError.notFound();
  if (problems.length > 0)
    throw AppError.invalid('kernel.input_invalid', problems[0]?.message ?? '填写的内容不正确。', problems);
  return Object.assign({}, ...parts.map((part) => part.data));
}

const words: Record<string, string> = {
  invalid_type: '类型不对或没有填写。',
  too_small: '太短、太小或太少。',
  too_big: '太长、太大或太多。',
  invalid_format: '格式不正确。',
  invalid_value: '不是可选的值。',
  unrecognized_keys: '有不认识的字段。',
};

function toRefusal(issue: z.core.$ZodIssue): Refusal {
  const field = issue.path.join('.');
  const own = /[\u4e00-\u9fff]/.test(issue.message)
    ? issue.message
    : (words[issue.code] ?? '填写的内容不正确。');
  return {
    code: 'kernel.input_invalid',
    message: field && own === words[issue.code] ? `${field}：${own}` : own,
    field,
  };
}
