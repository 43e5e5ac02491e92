import { accountApi } from '@lifttrust/shared-types/directory/account.contract';
import { faceApi } from '@lifttrust/shared-types/face/face.contract';
import { factorApi } from '@lifttrust/shared-types/factor/factor.contract';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { onSiteApi } from '@lifttrust/shared-types/lift/on-site.contract';
import { idNumberCheckSign } from '@lifttrust/shared-types/person/person.codes';
import { personApi } from '@lifttrust/shared-types/person/person.contract';
import { privacyApi } from '@lifttrust/shared-types/privacy/privacy.contract';
import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { DirectoryCity } from '../../cloud/src/directory/testing/directory-city';
import { codeOf, fromBase32, stepAt } from '../../cloud/src/factor/totp';
import { onBothDatabases } from '../../cloud/src/kernel/testing/service';
import { Phone } from '../fixture/phone';
import { sampleFaces } from '../fixture/sample-faces';

const minute = 60_000;

/** An invented ID number of the region that does not exist. */
const idNumber = (serial: number): string => {
  const first = `99999919900101${String(serial).padStart(3, '0')}`;
  return first + idNumberCheckSign(first);
};

interface Member {
  name: string;
  phone: string;
  userid: string;
  unionid: string;
}

onBothDatabases((start) => {
  let city: DirectoryCity;
  let faces: Awaited<ReturnType<typeof sampleFaces>>;
  const members = new Map<string, Member>();
  const phones = new Map<string, Phone>();
  let adminAccount = '';

  const phone = (name: string): Phone => {
    const found = phones.get(name);
    if (!found) throw new Error(`${name} has not signed in`);
    return found;
  };
  const member = (name: string): Member => {
    const found = members.get(name);
    if (!found) throw new Error(`${name} is not in DingTalk`);
    return found;
  };
  /** As the app does it: DingTalk's one-time code for a session. */
  async function signIn(name: string) {
    const device = { id: `phone-of-${member(name).userid}`, model: '', system: '', client: '' };
    const code = city.dingtalk.codeFor(member(name));
    const answer = await city.service.call(sessionApi.start, { channel: 'dingtalk', code, device });
    if (!answer.error) phones.set(name, new Phone(city.service, answer.data.token, device.id));
    return answer;
  }

  beforeAll(async () => {
    faces = await sampleFaces();
    city = await DirectoryCity.build(start, { LIFTTRUST_FACE_WORKERS: '1' });
    const department = city.corporation.addDepartment('云阶示例电梯服务');
    ['郁当家', '陈守安', '林知行'].forEach((name, at) => {
      const mobile = `1007700000${at}`;
      const { userid, unionid } = city.corporation.addMember(name, department, { mobile });
      members.set(name, { name, phone: mobile, userid, unionid });
    });
  }, 3 * minute);
  afterAll(() => city?.stop());

  test('the regulator gives a company its administrator, with a reason', async () => {
    const { name, phone: number } = member('郁当家');
    const desk = { token: city.own.regulatorAdmin.token, deviceId: city.own.regulatorAdmin.deviceId };
    const given = await city.service.call(
      accountApi.assign,
      {
        organisationId: city.own.companyId,
        name,
        phone: number,
        role: 'company_admin',
        reason: '备案已通过',
      },
      desk,
    );
    expect(given.error).toBeUndefined();
    adminAccount = given.data.assignmentId;
  });

  test('the administrator signs in with the account at DingTalk, whether or not its address book has been read', async () => {
    const known = { me: { role: 'company_admin', organisation: { id: city.own.companyId } } };
    expect((await signIn('郁当家')).data).toMatchObject(known);
    await city.sync();
    expect((await signIn('郁当家')).data).toMatchObject(known);
  });

  test('administrators open nothing before their second factor; with the authenticator’s code the session goes on', async () => {
    expect((await phone('郁当家').try(personApi.list, {})).error?.code).toBe('session.factor_needed');
    const { key } = await phone('郁当家').call(factorApi.enrol, {});
    const code = codeOf(fromBase32(key), stepAt(Date.now()));
    const { session } = await phone('郁当家').call(factorApi.confirm, { code });
    phones.set('郁当家', new Phone(city.service, session.token, phone('郁当家').deviceId));
    expect((await phone('郁当家').try(personApi.list, {})).status).toBe(200);
  });

  test('the administrator enters two technicians with their certificates, who sign in themselves', async () => {
    const from = dayOf(Date.now());
    for (const [at, name] of ['陈守安', '林知行'].entries()) {
      await phone('郁当家').call(personApi.register, {
        name,
        phone: member(name).phone,
        idNumber: idNumber(at + 1),
        role: 'technician',
        from,
        certificate: { item: 'T', until: addDays(from, 700) },
      });
    }
    await city.sync();
    for (const name of ['陈守安', '林知行'])
      expect((await signIn(name)).data).toMatchObject({ me: { person: { name }, role: 'technician' } });
  });

  test(
    'both enrol their faces with consent, and a person decides',
    async () => {
      for (const [at, name] of ['陈守安', '林知行'].entries()) {
        const text = await phone(name).call(faceApi.consentText, {});
        await phone(name).call(faceApi.consent, { textVersion: text.version, agreed: true });
        const fileIds: string[] = [];
        for (const view of ['enrol-1', 'enrol-2', 'enrol-3'])
          fileIds.push(await phone(name).upload(faces(at, view), 'enrolment_frame'));
        expect((await phone(name).call(faceApi.enrol, { fileIds })).state).toBe('in_review');
      }
      const reviewer = city.own.reviewer;
      const { data } = await city.service.call(faceApi.reviews, {}, reviewer);
      for (const { id } of data.items) {
        const decision = { reviewId: id, accept: true, reason: '与作业证照片一致。' };
        expect((await city.service.call(faceApi.decide, decision, reviewer)).error).toBeUndefined();
      }
      expect((await phone('陈守安').call(faceApi.enrolment, {})).state).toBe('enrolled');
    },
    3 * minute,
  );

  test('a technician scans the company’s lift and binds it', async () => {
    const bound = await phone('陈守安').call(onSiteApi.bind, { token: city.own.code });
    expect(bound.state).toBe('confirmed');
  });

  test('where an account comes from can be read: who gave it, when and why', async () => {
    const { items } = (
      await city.service.call(accountApi.acts, { assignmentId: adminAccount }, city.own.auditor)
    ).data;
    expect(items.at(-1)).toMatchObject({
      act: 'given',
      source: 'console',
      operator: city.own.regulatorAdmin.name,
      reason: '备案已通过',
    });
  });

  test('a technician reads what is kept about them, enrolled face and bound account included', async () => {
    const { sections } = await phone('陈守安').call(privacyApi.data, {});
    const text = JSON.stringify(sections);
    for (const word of ['使用中', '钉钉', member('陈守安').phone]) expect(text).toContain(word);
    expect(text).not.toContain(member('林知行').phone);
  });

  test('a person taken out of DingTalk is signed out at the next request', async () => {
    const team = city.corporation.addDepartment('鹭湾示例维保班');
    await city.sync();
    await city.map(team, city.own.companyId, 'technician');
    const { userid } = city.corporation.addMember('钱在册', team, { mobile: '10077000009' });
    await city.tell('user_add_org', { UserId: [userid] });
    const entered = city.corporation.members.get(userid);
    members.set('钱在册', { name: '钱在册', phone: '10077000009', userid, unionid: entered?.unionid ?? '' });
    expect((await signIn('钱在册')).data).toMatchObject({ me: { role: 'technician' } });
    city.corporation.removeMember(userid);
    await city.tell('user_leave_org', { UserId: [userid] });
    expect(await phone('钱在册').try(sessionApi.me, {})).toMatchObject({ status: 401 });
  });
});
