import { districtActors, everyRole } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Done, Instant, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { SignedIn } from '../session/session.contract';

/** Six digits of the authenticator, or a recovery code; spaces and dashes do not matter. */
export const FactorCode = z
  .string()
  .transform((text) => text.replace(/[\s-]/g, '').toUpperCase())
  .pipe(z.string().regex(/^(\d{6}|[A-Z2-7]{10})$/, '请输入 6 位数字，或一组恢复码。'));

const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });

const everyone = { access: everyRole('any') } as const;
/** Before the second factor is given nothing else is open; what hands out tokens is stored nowhere. */
const early = { ...everyone, factor: 'before', keyless: true } as const;

export const factorApi = {
  show: endpoint({
    method: 'GET',
    path: '/me/second-factor',
    summary: '我的二次验证状态。',
    ...everyone,
    factor: 'before',
    response: z.object({
      isOn: z.boolean(),
      isNeeded: z.boolean(),
      since: Instant.nullable(),
      recoveryCodesLeft: z.number().int(),
    }),
  }),
  enrol: endpoint({
    method: 'POST',
    path: '/me/second-factor/enrolments',
    summary: '开始设置二次验证，得到只显示一次的密钥；已启用的，换新要先给出旧的验证码。',
    ...early,
    body: z.object({ code: FactorCode.optional() }),
    response: z.object({ key: z.string(), address: z.string() }),
  }),
  confirm: endpoint({
    method: 'POST',
    path: '/me/second-factor/confirmation',
    summary: '用验证器上的第一个验证码启用二次验证，得到恢复码。',
    ...early,
    body: z.object({ code: FactorCode }),
    response: RecoveryCodes.extend({ session: SignedIn }),
  }),
  prove: endpoint({
    method: 'POST',
    path: '/me/second-factor/proof',
    summary: '登录的第二步：验证码或恢复码。',
    ...early,
    body: z.object({ code: FactorCode }),
    response: SignedIn,
  }),
  renewCodes: endpoint({
    method: 'POST',
    path: '/me/second-factor/recovery-codes',
    summary: '换一批恢复码，旧的作废。',
    ...everyone,
    keyless: true,
    body: z.object({ code: FactorCode }),
    response: RecoveryCodes,
  }),
  reset: endpoint({
    method: 'POST',
    path: '/people/:personId/second-factor/reset',
    summary: '为丢失验证器的人清除二次验证，登录全部结束，下次登录重新设置。',
    access: { regulator_admin: districtActors.regulator_admin },
    params: z.object({ personId: Ulid }),
    body: z.object({ reason: Sentence(200) }),
    response: Done,
  }),
};
