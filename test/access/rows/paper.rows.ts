import type { paperApi } from '@lifttrust/shared-types/paper/paper.contract';
import type { personApi } from '@lifttrust/shared-types/person/person.contract';
import { inDays, PaperDesk, scan } from '../../fixture/papers';
import type { World } from '../world';
import type { Rows } from './row';

const desk = (world: World) => new PaperDesk(world.service, world.own);
const watches = (role: string) => ['regulator', 'regulator_admin', 'reviewer', 'auditor'].includes(role);

export const personRows: Rows<typeof personApi> = {
  list: {
    input: () => ({}),
    strangers: ({ items }, world) => items.some(({ id }) => id === world.own.colleague.personId),
  },
  show: {
    input: (world, caller) => ({ personId: desk(world).personOf(caller).personId }),
    strangers: 'hidden',
  },
  // Whoever registers, registers with their own unit.
  register: { input: (world, caller) => desk(world).newcomer(caller), strangers: 'none' },
  correct: {
    input: async (world, caller) => ({
      personId: await desk(world).registered(caller),
      name: '更正后',
      reason: '姓名写错了一个字。',
    }),
    strangers: 'hidden',
  },
  leave: {
    input: async (world, caller) => ({
      personId: await desk(world).registered(caller),
      lastDay: inDays(0),
      reason: '合同期满。',
    }),
    strangers: 'hidden',
  },
  reveal: {
    input: (world, caller) => ({
      personId: desk(world).personOf(caller).personId,
      what: 'phone',
      purpose: 'contact',
    }),
    strangers: 'hidden',
  },
};

export const paperRows: Rows<typeof paperApi> = {
  mine: { input: () => ({}), strangers: 'none' },
  enterMine: {
    input: async (world, caller) => ({ kind: 'photo_page', fileId: await scan(world.service, caller) }),
    strangers: 'hidden',
  },
  list: {
    input: () => ({ pageSize: 100 }),
    strangers: ({ items }, world) => items.some(({ subject }) => subject.id === world.own.lead.personId),
  },
  calendar: { input: () => ({ month: inDays(0).slice(0, 7) }), strangers: ({ expired }) => expired > 0 },
  ofPerson: {
    input: (world, caller) => ({ personId: desk(world).personOf(caller).personId }),
    strangers: 'hidden',
  },
  enterForPerson: {
    input: (world, caller) => ({
      personId: desk(world).personOf(caller).personId,
      kind: 'employment',
      from: inDays(0),
      until: inDays(365),
    }),
    strangers: 'hidden',
  },
  ofUnit: {
    input: async (world, caller) => ({
      organisationId: watches(caller.role) ? world.own.companyId : await desk(world).unitOf(caller),
    }),
    strangers: 'hidden',
  },
  enterForUnit: {
    input: async (world, caller) => ({
      organisationId: await desk(world).unitOf(caller),
      kind: 'promise',
      from: inDays(0),
      fileId: await scan(world.service, caller),
    }),
    strangers: 'hidden',
  },
  decide: {
    input: async (world, caller) => ({ paperId: await desk(world).waiting(caller), accept: true }),
    strangers: 'hidden',
  },
  end: {
    input: async (world, caller) => ({ paperId: await desk(world).inForce(caller), reason: '登记有误。' }),
    strangers: 'hidden',
  },
  conflicts: {
    input: async (world) => {
      await desk(world).conflict();
      return { pageSize: 100 };
    },
    strangers: ({ items }, world) => items.some(({ first }) => first.id === world.own.companyId),
  },
  decideConflict: {
    input: async (world) => ({
      conflictId: (await desk(world).conflict()).conflictId,
      outcome: 'explained',
      reason: '两家为同一集团，已核实。',
    }),
    strangers: 'hidden',
  },
};
