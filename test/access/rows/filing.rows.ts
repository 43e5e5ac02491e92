import { filingApi } from '@lifttrust/shared-types/filing/filing.contract';
import { newId } from '../../../cloud/src/kernel/new-id';
import { sha256 } from '../../fixture/evidence';
import { creditCodeOf, filingForm, sendFilingScan } from '../../fixture/filings';
import { pdf } from '../../fixture/papers';
import { good } from '../../fixture/uploads';
import type { World } from '../world';
import type { Rows } from './row';

let filings = 500;
const fresh = ({ own }: World) => {
  filings += 1;
  const name = `示例电梯第 ${filings} 公司`;
  return filingForm({ name, creditCode: creditCodeOf(filings), divisionCode: own.divisionCode });
};
const freshToken = () => `filing-token-${newId()}`.padEnd(40, '0');

const announcedAs = (bytes: Buffer) => ({
  sha256: sha256(bytes),
  bytes: bytes.length,
  contentType: 'application/pdf',
});

async function filed(world: World): Promise<string> {
  const token = freshToken();
  good(await world.service.call(filingApi.file, { token, form: fresh(world) }));
  return token;
}

async function waiting(world: World): Promise<string> {
  const form = fresh(world);
  good(await world.service.call(filingApi.file, { token: freshToken(), form }));
  const { items } = good(
    await world.service.call(filingApi.list, { state: 'waiting', pageSize: 100 }, world.own.regulator),
  );
  return items.find(({ creditCode }) => creditCode === form.creditCode)?.id ?? '';
}

export const filingRows: Rows<typeof filingApi> = {
  file: { input: (world) => ({ token: freshToken(), form: fresh(world) }), strangers: 'none' },
  // Whoever holds the token is whose filing it is.
  mine: { input: async (world) => ({ token: await filed(world) }), strangers: 'none' },
  revise: {
    input: async (world) => ({ token: await filed(world), edition: 7, form: fresh(world) }),
    strangers: 'none',
    // One token for all callers of this test: an edition that nobody has read is refused to all alike.
    refusal: 'filing.changed_meanwhile',
  },
  withdraw: {
    input: async (world) => {
      const token = await filed(world);
      good(await world.service.call(filingApi.withdraw, { token }));
      return { token };
    },
    strangers: 'none',
    // Everybody with the token may; a filing is withdrawn once, here before the row's turn.
    refusal: 'filing.changed_meanwhile',
  },
  announceScan: {
    input: () => ({ token: freshToken(), paper: 'licence', ...announcedAs(pdf()) }),
    strangers: 'none',
  },
  reportScan: {
    input: async (world) => {
      const token = freshToken();
      const { data } = await sendFilingScan(world.service, token, 'licence', pdf());
      return { token, fileId: data.id };
    },
    strangers: 'none',
  },
  list: {
    input: async (world) => {
      await waiting(world);
      return {};
    },
    strangers: ({ items }, { own }) => items.some(({ divisionCode }) => divisionCode === own.divisionCode),
  },
  show: { input: async (world) => ({ filingId: await waiting(world) }), strangers: 'hidden' },
  decide: {
    input: async (world) => ({
      filingId: await waiting(world),
      accept: true,
      reason: '与执照、许可证一致',
      edition: 1,
    }),
    strangers: 'hidden',
  },
  compare: {
    input: ({ own }) => ({
      organisationId: own.companyId,
      visitedOn: '2026-01-01',
      found: [{ field: 'staff', found: '3' }],
    }),
    strangers: 'hidden',
  },
  comparisons: {
    input: ({ own }, { role }) => ({ organisationId: role === 'owner_admin' ? own.ownerId : own.companyId }),
    strangers: 'hidden',
  },
};
