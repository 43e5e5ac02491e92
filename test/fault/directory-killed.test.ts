import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DingtalkDistrict } from '../fixture/dingtalk-district';
import type { SimulatedMember } from '../simulators/dingtalk-corporation';

const isLong = process.env.LIFTTRUST_LONG === '1';
const teams = isLong ? 10 : 4;
/** More than one page each. */
const inTeam = 120;

/** Where a reading is killed: when so many calls of a kind have come. */
const points: [string, string, number][] = [
  ['while it reads the departments', '/topapi/v2/department/listsub', 3],
  ['between two pages of people', '/topapi/v2/user/list', 5],
  ['while it reads who holds a role', '/topapi/role/simplelist', 2],
];

describe.each(['sqlite', 'mariadb'] as const)(
  'on %s, a service that is killed over the address book',
  (kind) => {
    const folder = mkdtempSync(join(tmpdir(), 'lifttrust-directory-'));
    let district: DingtalkDistrict;
    let department: number;
    const members: SimulatedMember[] = [];

    beforeAll(async () => {
      district = await DingtalkDistrict.build(kind, folder);
      const { corporation } = district.dingtalk;
      department = corporation.addDepartment('云阶示例电梯服务');
      const roles = ['组长', '安全员'].map((name) => corporation.roles.get(corporation.addRole(name)));
      for (let team = 1; team <= teams; team += 1) {
        const id = corporation.addDepartment(`第${team}班`, department);
        for (let at = 0; at < inTeam; at += 1) {
          const member = corporation.addMember(`第${team}班${at}号`, id);
          members.push(member);
          for (const role of roles) role?.holders.add(member.userid);
        }
      }
      await district.ended(await district.ask());
      await district.mapToCompany(department);
      await district.until(async () => ((await district.accounts()).size === members.length ? true : null));
    }, 300_000);
    afterAll(async () => {
      await district?.stop();
      rmSync(folder, { recursive: true, force: true });
    }, 60_000);

    const namesNow = () => [...district.dingtalk.corporation.members.values()].map(({ name }) => name).sort();
    async function exactly(): Promise<void> {
      const accounts = await district.accounts();
      expect([...accounts.keys()].sort()).toEqual(namesNow());
      // One account each, and each given once.
      expect([...accounts.values()].filter((held) => held.length !== 1)).toEqual([]);
    }
    /** The service dies when the nth call of this kind comes; nobody hears the answer. */
    function killAt(path: string, nth: number): Promise<void> {
      let count = 0;
      return new Promise((killed) => {
        district.dingtalk.heard = (asked) => {
          if (asked === path) count += 1;
          if (asked !== path || count !== nth) return;
          district.dingtalk.heard = () => {};
          void district.service.kill().then(killed);
        };
      });
    }

    test.each(points)(
      'killed %s, it goes on after its start, loses nobody’s account and doubles none',
      async (_where, path, nth) => {
        const { corporation } = district.dingtalk;
        const leaver = members.pop();
        corporation.removeMember(leaver?.userid ?? '');
        // Events about both were lost: only the reading can know.
        members.push(corporation.addMember(`新人${path}`, department));
        const killed = killAt(path, nth);
        const syncId = await district.ask();
        await killed;
        await district.restart();
        expect(await district.ended(syncId)).toMatchObject({ state: 'done', people: members.length });
        await district.until(async () => ((await district.accounts()).has(`新人${path}`) ? true : null));
        await exactly();
        expect(await district.acts((await district.endedAccount(leaver?.name ?? '')) ?? '')).toEqual([
          'ended',
          'given',
        ]);
      },
      180_000,
    );

    test('killed between hearing of somebody and acting on it, it acts once after its start', async () => {
      const { corporation } = district.dingtalk;
      const [joins, leaves] = [corporation.addMember('刚加入', department), members.pop()];
      members.push(joins);
      corporation.removeMember(leaves?.userid ?? '');
      // DingTalk was thanked, and does not answer the question what is true now.
      district.dingtalk.trouble = 'silent';
      expect(await district.tell('user_add_org', joins.userid, `joins-${kind}`)).toBe(200);
      expect(await district.tell('user_leave_org', leaves?.userid ?? '', `leaves-${kind}`)).toBe(200);
      expect((await district.accounts()).has('刚加入')).toBe(false);
      await district.service.kill();
      district.dingtalk.trouble = 'none';
      await district.restart();
      await district.quiet();
      // DingTalk repeats itself, as it does when it is not sure.
      expect(await district.tell('user_add_org', joins.userid, `joins-${kind}`)).toBe(200);
      await district.quiet();
      await exactly();
      const [account = ''] = (await district.accounts()).get('刚加入') ?? [];
      expect(await district.acts(account)).toEqual(['given']);
      const gone = await district.endedAccount(leaves?.name ?? '');
      expect(await district.acts(gone ?? '')).toEqual(['ended', 'given']);
    }, 180_000);
  },
);
