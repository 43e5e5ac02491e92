import { IaiSimulator } from '../../../test/simulators/iai';
import { markedPicture } from '../../../test/simulators/marked-picture';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { FaceTemplate } from './face-template.entity';
import { type FaceDriver, living, openFaces } from './testing/face-driver';
import type { FaceWorld, Someone } from './testing/face-world';
import { makeSampleFaces, type SampleView, sampleFace } from './testing/sample-faces';

const people = 22;
const views: SampleView[] = ['enrol-1', 'enrol-2', 'enrol-3'];

/** Two witnesses: IAI judges, our own engine looks at enrolments for one person with two accounts. */
onBothDatabases((start) => {
  const iai = new IaiSimulator();
  let service: TestService;
  let world: FaceWorld;
  let driver: FaceDriver;
  let chen: Someone;
  let lin: Someone;

  beforeAll(async () => {
    makeSampleFaces(people, 3);
    await iai.open();
    service = await start({
      ...iai.environment,
      LIFTTRUST_FACE_PROVIDER: 'iai',
      LIFTTRUST_FACE_WORKERS: '1',
    });
    ({ world, driver, chen, lin } = await openFaces(service));
    for (let person = 3; person <= people; person += 1)
      await world.enrolQuietly((await world.technician(`同事${person}`)).id, person);
  }, 240_000);
  afterAll(async () => {
    await service.stop();
    await iai.close();
  });

  /** Pictures in which both see somebody: our engine the face, the simulator its marks. */
  const enrol = async (who: Someone, person: number) => {
    await driver.consent(who);
    const pictures = views.map((view) => markedPicture({ person }, sampleFace(person, view)));
    return driver.enrol(who, await Promise.all(pictures));
  };

  test('somebody new is enrolled at once, and judged by IAI', async () => {
    expect((await enrol(chen, 1)).data.state).toBe('enrolled');
    const template = await world.write((tx) =>
      tx.manager.findOneByOrFail(FaceTemplate, { personId: chen.id }),
    );
    expect(template.modelVersion).toMatch(/dlib128/);
    const visitId = await world.visitAtIdentity(chen, lin);
    expect((await driver.play(visitId, chen, living())).data.outcome).toBe('accepted');
    expect((await world.presence(visitId, chen.id)).identityModel).toBe('iai-3.0');
  }, 60_000);

  test('the same face under a second account waits for a person', async () => {
    const second = await world.technician('陈二号');
    expect((await enrol(second, 1)).data.state).toBe('in_review');
    expect((await driver.waiting(second.id)).reason).toContain('同一人使用两个账号');
  }, 60_000);

  test('when IAI is away our engine still sends back what is no face', async () => {
    iai.trouble = 'html';
    const other = await world.technician('赵路人');
    await driver.consent(other);
    expect((await driver.enrolAs(other, {})).error?.code).toBe('face.no_face');
    iai.recover();
  }, 60_000);
});
