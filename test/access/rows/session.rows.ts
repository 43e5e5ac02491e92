import type { deviceApi } from '@lifttrust/shared-types/device/device.contract';
import { factorApi } from '@lifttrust/shared-types/factor/factor.contract';
import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import type { wechatApi } from '@lifttrust/shared-types/session/wechat.contract';
import { DeviceChangeRow, DeviceRow } from '../../../cloud/src/device/device.entity';
import { codeOf, fromBase32, stepAt } from '../../../cloud/src/factor/totp';
import { systemCtx } from '../../../cloud/src/kernel/actor';
import { newId } from '../../../cloud/src/kernel/new-id';
import { type Transaction, UnitOfWork } from '../../../cloud/src/kernel/unit-of-work';
import { Assignment } from '../../../cloud/src/person/assignment.entity';
import { Person } from '../../../cloud/src/person/person.entity';
import { PersonAccount } from '../../../cloud/src/person/person-account.entity';
import type { Worker } from '../../fixture/district';
import { good } from '../../fixture/uploads';
import type { World } from '../world';
import type { Rows } from './row';

/** A session of the caller's own that a test may end. */
const another = async (world: World, caller: Worker): Promise<Worker> => ({
  ...caller,
  token: await world.service.signIn(caller.personId),
});

async function assignmentOf({ service }: World, { token }: Worker): Promise<string> {
  const { items } = good(await service.call(sessionApi.assignments, {}, { token }));
  return items[0]?.id ?? '';
}

/** A session that nobody in these tests needs. */
async function sessionOf({ service }: World, { personId }: Worker): Promise<string> {
  const token = await service.signIn(personId);
  const { items } = good(await service.call(sessionApi.mine, {}, { token }));
  return items.find(({ isThis }) => isThis)?.id ?? '';
}

/** Somebody for whom an admin answers, never themselves. */
function memberUnder({ own }: World, { role }: Worker): Worker {
  if (role === 'owner_admin') return own.officer;
  return role === 'unit_admin' ? own.inspector : own.colleague;
}

async function write(world: World, work: (tx: Transaction) => Promise<unknown>): Promise<void> {
  const unitOfWork = await world.service.get(UnitOfWork);
  await unitOfWork.run(systemCtx(Date.now(), 'access'), work);
}

async function deviceChange(world: World, { personId, token }: Worker): Promise<string> {
  const [id, deviceKey] = [newId(), newId()];
  const { organisation } = good(await world.service.call(sessionApi.me, {}, { token }));
  const device = { id: deviceKey, personId, channel: 'sandbox', deviceId: id, text: '', trustedFrom: null };
  const asked = { reason: '换了手机。', state: 'waiting', decision: '' };
  await write(world, async (tx) => {
    await tx.manager.insert(DeviceRow, { ...device, firstAt: tx.at });
    const row = { id, deviceKey, personId, organisationId: organisation.id, askedAt: tx.at, ...asked };
    await tx.manager.insert(DeviceChangeRow, row);
  });
  return id;
}

const authenticatorOf = async ({ service }: World, { token }: Worker): Promise<string> =>
  good(await service.call(factorApi.enrol, {}, { token })).key;

/** Somebody of the district whose sessions nobody needs. */
async function newcomer(world: World): Promise<string> {
  const id = newId();
  const assignment = { organisationId: world.own.companyId, role: 'technician', fromDay: '2020-01-01' };
  await write(world, async (tx) => {
    await tx.manager.insert(Person, { id, name: '新来者', createdAt: tx.at });
    await tx.manager.insert(Assignment, { id: newId(), personId: id, ...assignment, untilDay: null });
  });
  return id;
}

export const sessionRows: Rows<typeof sessionApi> = {
  ways: { input: () => ({}), strangers: 'none' },
  start: {
    input: () => ({ channel: 'wechat', code: 'once', device: { id: 'device-of-nobody' } }),
    strangers: 'none',
    // This service has been connected to no platform.
    refusal: 'session.channel_not_connected',
  },
  startByPhone: {
    input: () => ({
      channel: 'wechat',
      code: 'once',
      phoneCode: 'once',
      device: { id: 'device-of-nobody' },
    }),
    strangers: 'none',
    refusal: 'session.channel_not_connected',
  },
  refresh: {
    // Too short to be one: a real token is used up by the first who calls, and a wrong one counts as a failure.
    input: () => ({ refreshToken: 'short' }),
    strangers: 'none',
    refusal: 'kernel.input_invalid',
  },
  me: { input: () => ({}), strangers: 'none' },
  assignments: { input: () => ({}), strangers: 'none' },
  switch: {
    input: async (world, caller) => ({ assignmentId: await assignmentOf(world, caller) }),
    strangers: 'hidden',
    as: another,
  },
  end: { input: () => ({}), strangers: 'none', as: another },
  mine: { input: () => ({}), strangers: 'none' },
  endMine: {
    input: async (world, caller) => ({ sessionId: await sessionOf(world, caller) }),
    strangers: 'hidden',
  },
  list: { input: () => ({}), strangers: ({ items }, { own }) => items.some(isOf(own)) },
  endOther: {
    input: async (world, caller) => ({
      sessionId: await sessionOf(world, memberUnder(world, caller)),
      reason: '手机丢失。',
    }),
    strangers: 'hidden',
  },
};

/** A WeChat account of its own for each call. */
async function bindWechat(world: World, { personId }: Worker): Promise<void> {
  await write(world, (tx) =>
    tx.manager.insert(PersonAccount, { channel: 'wechat', externalId: newId(), personId, boundAt: tx.at }),
  );
}

export const wechatRows: Rows<typeof wechatApi> = {
  mine: { input: () => ({}), strangers: 'none' },
  releaseMine: {
    input: async (world, caller) => {
      await bindWechat(world, caller);
      return {};
    },
    strangers: 'none',
    as: another,
  },
  release: {
    input: async (world, caller) => {
      const member = memberUnder(world, caller);
      await bindWechat(world, member);
      return { personId: member.personId, reason: '换了微信。' };
    },
    strangers: 'hidden',
  },
};

const isOf =
  (own: World['own']) =>
  ({ organisation }: { organisation: { id: string } }): boolean =>
    [own.companyId, own.ownerId].includes(organisation.id);

export const deviceRows: Rows<typeof deviceApi> = {
  mine: { input: () => ({}), strangers: 'none' },
  ask: {
    input: () => ({ reason: '换了手机。' }),
    strangers: 'none',
    as: async (world, caller) => ({
      ...caller,
      deviceId: 'a-phone-never-seen-before',
      token: await world.service.signIn(caller.personId, 'a-phone-never-seen-before'),
    }),
  },
  changes: { input: () => ({}), strangers: ({ items }, { own }) => items.some(isOf(own)) },
  decide: {
    input: async (world, caller) => ({
      changeId: await deviceChange(world, memberUnder(world, caller)),
      approve: false,
      reason: '没有联系上本人。',
    }),
    strangers: 'hidden',
  },
};

export const factorRows: Rows<typeof factorApi> = {
  show: { input: () => ({}), strangers: 'none' },
  enrol: { input: () => ({}), strangers: 'none' },
  confirm: {
    input: async (world, caller) => {
      const key = await authenticatorOf(world, caller);
      return { code: codeOf(fromBase32(key), stepAt(Date.now())) };
    },
    strangers: 'none',
    as: another,
  },
  // The codes of these are wrong: right ones are tried in the module's own tests.
  prove: { input: () => ({ code: '000000' }), strangers: 'none', refusal: 'factor.code_wrong' },
  renewCodes: { input: () => ({ code: '000000' }), strangers: 'none', refusal: 'factor.code_wrong' },
  reset: {
    input: async (world) => ({ personId: await newcomer(world), reason: '验证器丢失。' }),
    strangers: 'hidden',
    as: another,
  },
};
