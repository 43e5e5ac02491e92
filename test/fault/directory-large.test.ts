import { directoryApi } from '@lifttrust/shared-types/directory/directory.contract';
import { taskApi } from '@lifttrust/shared-types/task/task.contract';
import { DirectoryCity } from '../../cloud/src/directory/testing/directory-city';
import { Database } from '../../cloud/src/kernel/database';
import { freshMariadb } from '../../cloud/src/kernel/testing/fresh-database';
import { startService } from '../../cloud/src/kernel/testing/service';
import { good } from '../fixture/uploads';

const isLong = process.env.LIFTTRUST_LONG === '1';
/** Together 10 500 people; every department takes more than one page. */
const departments = 70;
const inDepartment = 150;
const everybody = departments * inDepartment;
const pages = departments * 2;

describe.each(isLong ? (['sqlite', 'mariadb'] as const) : (['sqlite'] as const))(
  'on %s, a corporation of more than ten thousand',
  (kind) => {
    let city: DirectoryCity;
    let company: number;
    let other: number;
    const teams: number[] = [];

    beforeAll(async () => {
      city = await DirectoryCity.build(async (overrides) =>
        startService(kind === 'sqlite' ? 'sqlite' : await freshMariadb(), {
          ...overrides,
          LIFTTRUST_PLATFORM_TIMEOUT: '20000',
        }),
      );
      const { corporation } = city;
      company = corporation.addDepartment('鹭湾示例电梯服务');
      other = corporation.addDepartment('鹭湾示例物业');
      const rest = corporation.addDepartment('其他单位');
      for (let at = 0; at < departments; at += 1) {
        const id = corporation.addDepartment(`部门${at}`, at < 2 ? company : rest);
        teams.push(id);
        for (let count = 0; count < inDepartment; count += 1) corporation.addMember(`人${at}之${count}`, id);
      }
      await city.sync();
      await city.map(company, city.own.companyId, 'technician');
      await city.map(other, city.own.ownerId, 'owner_officer');
    }, 300_000);
    afterAll(() => city?.stop(), 60_000);

    const lastSync = async () =>
      good(await city.service.call(directoryApi.syncs, {}, city.own.regulatorAdmin)).items[0];
    const one = async (text: string) => {
      const { manager } = (await city.service.get(Database)).reader;
      const rows: { n: number }[] = await manager.query(text);
      return Number(rows[0]?.n);
    };
    const members = () => one('SELECT COUNT(*) AS n FROM directory_person WHERE gone_at IS NULL');
    const held = (role: string) =>
      one(`SELECT COUNT(*) AS n FROM assignment a JOIN assignment_event e ON e.assignment_id = a.id
           WHERE e.act = 'given' AND e.source LIKE 'dingtalk%' AND a.ended_at IS NULL AND a.role = '${role}'`);
    /** Something happens in DingTalk when so many pages of people have been asked for. */
    const atPage = (nth: number, act: () => void) => {
      let count = 0;
      city.dingtalk.heard = (path) => {
        if (path === '/topapi/v2/user/list') count += 1;
        if (count !== nth || path !== '/topapi/v2/user/list') return;
        city.dingtalk.heard = () => {};
        act();
      };
    };

    test('every page of every department is read, and each of the mapped people has one account', async () => {
      expect(await lastSync()).toMatchObject({ state: 'done', people: everybody });
      expect(city.dingtalk.countOf('/topapi/v2/user/list')).toBeGreaterThanOrEqual(pages);
      expect(await members()).toBe(everybody);
      expect(await held('technician')).toBe(2 * inDepartment);
    });

    test('a department and people that move in the middle of a reading cost nobody their account', async () => {
      const { corporation } = city;
      const [stays = 0, moves = 0] = teams;
      const movers = [...corporation.members.values()]
        .filter(({ dept_id_list }) => dept_id_list.includes(teams.at(-1) ?? 0))
        .slice(0, 40);
      atPage(pages / 2, () => {
        const node = corporation.departments.get(moves);
        if (node) node.parent_id = other;
        // From a department that is still to be read into one that was read already.
        for (const mover of movers) mover.dept_id_list = [stays];
        corporation.touch();
      });
      await city.sync();
      expect(await lastSync()).toMatchObject({ state: 'done' });
      expect(await members()).toBe(everybody);
      expect((await held('technician')) + (await held('owner_officer'))).toBeGreaterThanOrEqual(
        2 * inDepartment,
      );
      await city.tell('org_dept_modify', { DeptId: [moves], eventId: 'move-in-the-middle' });
      await city.sync();
      expect(await held('technician')).toBe(inDepartment + movers.length);
      expect(await held('owner_officer')).toBe(inDepartment);
    }, 180_000);

    test('the right to read, taken away in the middle, stops the reading, removes nobody and is told in words', async () => {
      const before = await held('technician');
      atPage(pages / 2, () => {
        city.dingtalk.limits.rightEndsAfter = 0;
      });
      await city.sync();
      expect(await lastSync()).toMatchObject({
        state: 'failed',
        trouble: expect.stringContaining('没有通讯录权限'),
      });
      expect(await members()).toBe(everybody);
      expect(await held('technician')).toBe(before);
      const tasks = async () =>
        good(await city.service.call(taskApi.list, { pageSize: 100 }, city.own.regulatorAdmin)).items.filter(
          ({ title, state }) => title === '钉钉通讯录没有读完' && state === 'open',
        );
      expect(await tasks()).toEqual([
        expect.objectContaining({ text: expect.stringContaining('通讯录只读') }),
      ]);
      city.dingtalk.limits.rightEndsAfter = null;
      await city.sync();
      expect(await lastSync()).toMatchObject({ state: 'done', people: everybody });
      expect(await tasks()).toEqual([]);
    }, 180_000);
  },
);
