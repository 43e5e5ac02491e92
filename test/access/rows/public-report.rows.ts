import { publicReportApi } from '@lifttrust/shared-types/public-report/public-report.contract';
import { freshKey } from '../../../cloud/src/kernel/testing/call-at';
import type { Worker } from '../../fixture/district';
import { photograph, sha256 } from '../../fixture/evidence';
import { draftAbout, freshPhone, sendPicture, submitted } from '../../fixture/public-reports';
import { good } from '../../fixture/uploads';
import type { World } from '../world';
import type { Rows } from './row';

const received = ({ service, own }: World) => submitted(service, own.code);

const accepted = async (world: World): Promise<string> => {
  const { reportId } = await received(world);
  good(await world.service.call(publicReportApi.decide, { reportId, accept: true }, world.own.regulator));
  return reportId;
};

/** Passed on to the caller's unit; an office's own stays with it. */
const routed = async (world: World, { role }: Pick<Worker, 'role'>): Promise<string> => {
  const reportId = await accepted(world);
  const to = role === 'company_admin' ? 'company' : role.startsWith('owner') ? 'owner' : 'district';
  const input = { reportId, to, text: '请核实。' } as const;
  good(await world.service.call(publicReportApi.route, input, world.own.regulator));
  return reportId;
};

let numbers = 0;
const correction = async ({ service, own }: World): Promise<string> => {
  numbers += 1;
  const proposal = { ownNumber: `东楼 ${numbers} 号` };
  const draft = { kind: 'correction', category: 'register', text: '', proposal } as const;
  return (await submitted(service, own.code, draft)).reportId;
};

/** Something that this caller may see: technicians see corrections, units what was passed on to them. */
const seen = (world: World, caller: Worker): Promise<string> =>
  caller.role === 'technician' ? correction(world) : routed(world, caller);

const fedBack = async (world: World): Promise<string> => {
  const { reportId, token } = await received(world);
  const refuse = { reportId, accept: false, reason: '不属于电梯。' };
  good(await world.service.call(publicReportApi.decide, refuse, world.own.regulator));
  return token;
};

export const publicReportRows: Rows<typeof publicReportApi> = {
  ticket: { input: ({ own }) => ({ code: own.code }), strangers: 'none' },
  submit: {
    // Opinions of one phone, so that the callers of this row are not taken for a flood about one company.
    input: () => ({ kind: 'opinion', category: 'platform', text: '很好用', clientKey: freshKey() }),
    strangers: 'none',
  },
  mine: { input: async (world) => ({ token: (await received(world)).token }), strangers: 'none' },
  rate: {
    input: async (world) => ({ token: await fedBack(world), stars: 5 }),
    strangers: 'none',
    // Not accepted, so there is nothing to rate: everybody with the token hears the same.
    refusal: 'public_report.moved_on',
  },
  appeal: {
    input: async (world) => ({ token: (await received(world)).token, text: '请再看看' }),
    strangers: 'none',
    refusal: 'public_report.not_answered_yet',
  },
  announcePicture: {
    input: async (world) => {
      const bytes = await photograph();
      const { token } = await received(world);
      for (let count = 0; count < 3; count += 1) await sendPicture(world.service, token, await photograph());
      return { token, sha256: sha256(bytes), bytes: bytes.length, contentType: 'image/jpeg' };
    },
    strangers: 'none',
    // Full before the row's turn, since one token serves all its callers.
    refusal: 'public_report.pictures_full',
  },
  reportPicture: {
    input: async (world) => {
      const { token } = await received(world);
      return { token, fileId: await sendPicture(world.service, token, await photograph()) };
    },
    strangers: 'none',
  },
  subscribe: {
    input: async (world) => ({ token: (await received(world)).token, code: 'one-time', templateId: 'any' }),
    strangers: 'none',
    refusal: 'public_report.wechat_missing',
  },
  evaluations: { input: ({ own }) => ({ token: own.code }), strangers: 'none' },
  list: {
    input: async (world, caller) => {
      await seen(world, caller);
      return { pageSize: 100 };
    },
    strangers: ({ items }, { own }) => items.some(({ lift }) => lift?.id === own.liftId),
  },
  show: { input: async (world, caller) => ({ reportId: await seen(world, caller) }), strangers: 'hidden' },
  decide: {
    input: async (world) => ({ reportId: (await received(world)).reportId, accept: true }),
    strangers: 'hidden',
  },
  route: {
    input: async (world) => ({ reportId: await accepted(world), to: 'district', text: '请核实。' }),
    strangers: 'hidden',
  },
  sendBack: {
    input: async (world, caller) => ({ reportId: await routed(world, caller), reason: '不属于本单位。' }),
    strangers: 'hidden',
  },
  answer: {
    input: async (world, caller) => ({ reportId: await routed(world, caller), text: '已处理。' }),
    strangers: 'hidden',
  },
  feedBack: {
    input: async (world) => {
      const reportId = await accepted(world);
      good(
        await world.service.call(publicReportApi.answer, { reportId, text: '已处理。' }, world.own.regulator),
      );
      return { reportId, text: '已处理。', verdict: 'verified', byMaintenance: false };
    },
    strangers: 'hidden',
  },
  publish: {
    input: async (world) => {
      const { service, own } = world;
      const who = freshPhone();
      const { ticket } = good(await service.call(publicReportApi.ticket, { code: own.code }, who));
      const words = { kind: 'evaluation', category: 'service', text: '干净', stars: 5, ticket } as const;
      const { reportId } = good(await service.call(publicReportApi.submit, draftAbout(own.code, words), who));
      return { reportId, show: true };
    },
    strangers: 'hidden',
  },
  judgePicture: {
    input: async (world) => {
      const { reportId, token } = await received(world);
      return { reportId, pictureId: await sendPicture(world.service, token, await photograph()), show: true };
    },
    strangers: 'hidden',
  },
  confirm: {
    input: async (world) => ({ reportId: await correction(world), accept: false, text: '核对无误。' }),
    strangers: 'hidden',
  },
  phone: {
    input: async (world, caller) => {
      const named = { agreesToBeNamed: true, callbackPhone: '10099010088' };
      const { reportId } = await submitted(world.service, world.own.code, named);
      if (caller.role.startsWith('regulator')) return { reportId, purpose: '核实情况' };
      const to = caller.role === 'company_admin' ? ('company' as const) : ('owner' as const);
      const [accept, route] = [
        { reportId, accept: true },
        { reportId, to, text: '请核实。' },
      ];
      good(await world.service.call(publicReportApi.decide, accept, world.own.regulator));
      good(await world.service.call(publicReportApi.route, route, world.own.regulator));
      return { reportId, purpose: '核实情况' };
    },
    strangers: 'hidden',
  },
};
