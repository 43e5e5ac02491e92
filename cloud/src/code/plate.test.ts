import { codeApi } from '@lifttrust/shared-types/code/code.contract';
import { plateApi, platePrintPdfPath } from '@lifttrust/shared-types/code/plate.contract';
import { onSiteApi } from '@lifttrust/shared-types/lift/on-site.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { photograph } from '../../../test/fixture/evidence';
import { good, upload } from '../../../test/fixture/uploads';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { printPlates } from './plate.print';

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  /** What is printed on the lift now. */
  let token: string;
  beforeAll(async () => {
    service = await start();
    ({ own, foreign } = await twoDistricts(service));
    token = own.code;
    const [work, clock] = [await service.get(UnitOfWork), await service.get(Clock)];
    await work.run(systemCtx(clock.now(), 'fixture'), (tx) =>
      tx.manager.update(Lift, { id: own.liftId }, { useRegistration: '梯11闽C00001(20)' }),
    );
  });
  afterAll(() => service.stop());

  const order = (changes: object = {}) => ({
    liftIds: [own.liftId],
    form: 'sheet' as const,
    isReprint: false,
    reason: '',
    ...changes,
  });
  const pdfOf = async (printId: string, who: Worker) => {
    const headers = { authorization: `Bearer ${who.token}` };
    const response = await fetch(service.url + platePrintPdfPath(printId), { headers });
    return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
  };
  const rowOf = async () =>
    good(await service.call(plateApi.list, {}, own.regulator)).items.find(
      ({ liftId }) => liftId === own.liftId,
    );
  const photo = async () => upload(service, own.lead, { purpose: 'paper', bytes: await photograph() });
  const stick = async (changes: object = {}, who = own.lead) =>
    service.call(
      plateApi.stick,
      {
        token: `https://lifts.example/l/${token}`,
        ownNumber: '1#',
        registration: '00001(20)',
        addressConfirmed: true,
        fileId: await photo(),
        position: { lng: 118.61, lat: 24.91, crs: 'GCJ02', accuracyMetres: 20 },
        ...changes,
      },
      who,
    );

  test('the regulator orders codes and fetches them as a PDF; printing changes no code', async () => {
    expect((await rowOf())?.state).toBe('unprinted');
    const print = good(await service.call(plateApi.print, order(), own.regulator));
    expect(print).toMatchObject({ lifts: 1, form: 'sheet', isReprint: false, by: '周明镜' });
    const { status, bytes } = await pdfOf(print.id, own.regulator);
    expect(status).toBe(200);
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await rowOf())?.state).toBe('printed');
    expect((await service.call(codeApi.lift, { token })).data?.codeState).toBe('current');
  });

  test('what was ordered is fetched only by the office that ordered it', async () => {
    const { id } = good(await service.call(plateApi.print, order(), own.regulator));
    expect((await pdfOf(id, foreign.regulator)).status).toBe(404);
    for (const who of [own.admin, own.lead, own.officer]) expect((await pdfOf(id, who)).status).toBe(403);
  });

  test('a lift of another district cannot be ordered, and nothing of the order is written', async () => {
    const before = good(await service.call(plateApi.prints, {}, own.regulator)).total;
    const both = order({ liftIds: [own.liftId, foreign.liftId] });
    expect((await service.call(plateApi.print, both, own.regulator)).status).toBe(404);
    expect(good(await service.call(plateApi.prints, {}, own.regulator)).total).toBe(before);
  });

  test('the technician of the lift’s company sticks it: what they read agrees with the register', async () => {
    const stuck = good(await stick());
    expect(stuck).toMatchObject({ liftId: own.liftId, ownNumber: '1#' });
    expect(await rowOf()).toMatchObject({ state: 'stuck', stuckBy: '程望舒' });
    const { areas } = good(await service.call(plateApi.progress, {}, own.regulator));
    expect(areas).toEqual([{ divisionCode: '999901', name: '鹭湾区', lifts: 1, printed: 1, stuck: 1 }]);
  });

  test('a code on the wrong lift is found by its number or by the number on site, and nothing is written', async () => {
    const number = await stick({ registration: '99999(20)' });
    expect(number.error?.details?.[0]?.code).toBe('plate.number_differs');
    const twin = await stick({ ownNumber: '2#' });
    expect(twin.error?.details?.[0]?.code).toBe('plate.own_number_differs');
    expect(twin.error?.message).toContain('贴反');
  });

  test('another company’s technician, a code that never was and an unconfirmed address are refused', async () => {
    const fileId = await upload(service, foreign.lead, { purpose: 'paper', bytes: await photograph() });
    const other = await stick({ fileId }, foreign.lead);
    expect(other.error?.details?.[0]?.code).toBe('plate.of_another_company');
    expect((await stick({ token: '0'.repeat(26) })).error?.details?.[0]?.code).toBe('plate.code_unknown');
    expect((await stick({ addressConfirmed: false })).status).toBe(400);
  });

  test('the rescue number opens the page, and is no code that could be stuck', async () => {
    expect((await stick({ token: '999901' })).error?.details?.[0]?.code).toBe('plate.code_unknown');
  });

  test('a reprint needs a reason, gives a new code, and the old one still helps but counts no more', async () => {
    const without = await service.call(plateApi.print, order({ isReprint: true }), own.regulator);
    expect(without.error?.code).toBe('plate.reason_missing');
    const wanted = order({ isReprint: true, reason: '原标牌被刮花。', form: 'plate' });
    const { id } = good(await service.call(plateApi.print, wanted, own.regulator));
    expect((await pdfOf(id, own.regulator)).status).toBe(200);
    expect(good(await service.call(codeApi.lift, { token })).codeState).toBe('replaced');
    expect((await stick()).error?.details?.[0]?.code).toBe('plate.code_replaced');
    expect((await rowOf())?.state).toBe('printed');
    const { items } = good(await service.call(plateApi.prints, {}, own.regulator));
    expect(items[0]).toMatchObject({ id, isReprint: true, reason: '原标牌被刮花。' });
    const scanned = await service.call(onSiteApi.scan, { token }, own.lead);
    expect(scanned.error?.details?.[0]?.code).toBe('lift.code_replaced');
  });

  test('seven codes take two sheets of six, plates one page each, in the city’s size', async () => {
    const plates = Array.from({ length: 7 }, (_, n) => ({
      place:
        n === 3
          ? '很长的地点'.repeat(24)
          : n === 4
            ? '鹭湾区望溪花园商业中心地下停车场东南侧出入口'
            : '鹭湾区望溪花园 3 幢',
      ownNumber: `${n}#`,
      rescueCode: `99990${n}`,
      registration: '梯11闽C00001(20)',
      address: `https://lifts.example/l/${token}`,
    }));
    const size = { widthMillimetres: 150, heightMillimetres: 142 };
    const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length;
    const sheet = await printPlates(plates, { form: 'sheet', phone: '96333', size, at: 0 });
    expect(pagesOf(sheet)).toBe(2);
    const single = await printPlates(plates, { form: 'plate', phone: '96333', size, at: 0 });
    expect(pagesOf(single)).toBe(7);
    expect(single.toString('latin1')).toContain('/MediaBox [0 0 425.19');
  });
});
