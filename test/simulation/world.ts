import type { Role } from '@lifttrust/shared-types/kernel/access';
import { CodeService } from '../../cloud/src/code/code.service';
import { systemCtx } from '../../cloud/src/kernel/actor';
import { Cipher } from '../../cloud/src/kernel/cipher';
import { newId } from '../../cloud/src/kernel/new-id';
import type { TestService } from '../../cloud/src/kernel/testing/service';
import { type Transaction, UnitOfWork } from '../../cloud/src/kernel/unit-of-work';
import { Lift } from '../../cloud/src/lift/lift.entity';
import { blankLift } from '../../cloud/src/lift/lift.facts';
import { LiftService } from '../../cloud/src/lift/lift.service';
import { Division } from '../../cloud/src/organisation/division.entity';
import { Organisation } from '../../cloud/src/organisation/organisation.entity';
import { organisationKey } from '../../cloud/src/organisation/organisation.name';
import { Assignment } from '../../cloud/src/person/assignment.entity';
import { Certificate } from '../../cloud/src/person/certificate.entity';
import { Person } from '../../cloud/src/person/person.entity';
import type { Worker } from '../fixture/district';
import { contractsFrom } from './calendar';
import { liftsOfBuilding, ownersOf, registrationCodeOf, type Temper, tempers } from './layout';
import { at, dayAfter, type SimulatedTime } from './time';

export interface Owner {
  id: string;
  district: string;
  temper: Temper;
  admin: Worker;
  officer: Worker;
}

export interface Company {
  id: string;
  name: string;
  admin: Worker;
  technicians: Worker[];
}

export interface SimulatedLift {
  id: string;
  /** For people: `3 幢 2#`. */
  name: string;
  registrationCode: string;
  rescueCode: string;
  code: string;
  owner: Owner;
  building: number;
  position: { lng: number; lat: number; crs: 'GCJ02' };
  /** The day of the first visit at the latest, as the register gives it. */
  firstDueOn: string;
  /** The day on which it came into the register. */
  enteredOn: string;
}

export interface Bureau {
  district: string;
  regulator: Worker;
  reviewer: Worker;
}

export interface World {
  lifts: SimulatedLift[];
  owners: Owner[];
  own: Company;
  other: Company;
  bureaus: Bureau[];
  city: Worker;
}

const districts = [
  { code: '999901', name: '清和区' },
  { code: '999902', name: '榕浦区' },
];
const surnames = '程江梁沈叶孟谷秦方苗林陈许郑周吴何宋蒋鲁严郝齐于';
/** The last day of one technician's certificate in each company. */
export const expiringOn = '2032-02-18';

/** A city with two districts, a company that keeps all lifts and another that will get some. Everybody is invented. */
export class WorldBuilder {
  private people = 0;

  constructor(
    private readonly service: TestService,
    private readonly time: SimulatedTime,
  ) {}

  async build(lifts: number, firstDay: string): Promise<World> {
    await this.write(async (tx) => {
      await tx.manager.insert(Division, [{ code: '9999', name: '示范市' }, ...districts]);
    });
    const city = await this.bureau('9999', '示范市');
    const bureaus = [];
    for (const { code, name } of districts) bureaus.push(await this.bureau(code, name));
    const own = await this.company('鹭湾示例电梯服务有限公司', Math.max(4, 2 * Math.ceil(lifts / 40)));
    const other = await this.company('榕浦示例电梯工程有限公司', Math.max(4, 2 * Math.ceil(lifts / 150)));
    const each = liftsOfBuilding(lifts);
    const buildings = Math.ceil(lifts / each);
    const owners = [];
    for (let n = 0; n < ownersOf(buildings); n += 1) owners.push(await this.owner(n));
    const built: SimulatedLift[] = [];
    for (let n = 0; n < lifts; n += 1) {
      const building = Math.floor(n / each);
      const owner = owners[Math.floor((building * owners.length) / buildings)];
      if (!owner) throw new Error('A lift without an owner.');
      const firstDueOn = dayAfter(firstDay, 3 + ((n * 7) % 12));
      const place = { owner, building, number: (n % each) + 1, enteredOn: contractsFrom };
      built.push(await this.lift(n, place, own, firstDueOn));
    }
    return { lifts: built, owners, own, other, bureaus, city: city.regulator };
  }

  private async bureau(district: string, name: string): Promise<Bureau> {
    const id = await this.organisation('regulator', `${name}市场监督管理局`, district);
    return {
      district,
      regulator: await this.worker('regulator', id),
      reviewer: await this.worker('reviewer', id),
    };
  }

  private async company(name: string, technicians: number): Promise<Company> {
    const id = await this.organisation('maintenance_company', name, '9999');
    const people = [];
    // The second technician's certificate runs out in the course of the year.
    for (let n = 0; n < technicians; n += 1)
      people.push(await this.worker('technician', id, ['T'], n === 1 ? expiringOn : '2034-12-31'));
    return { id, name, admin: await this.worker('company_admin', id), technicians: people };
  }

  private async owner(n: number): Promise<Owner> {
    const district = districts[n % districts.length]?.code ?? '';
    const id = await this.organisation('owner', `示例物业服务中心第${n + 1}处`, district);
    return {
      id,
      district,
      temper: tempers[n % tempers.length] ?? 'prompt',
      admin: await this.worker('owner_admin', id),
      officer: await this.worker('owner_officer', id, ['A']),
    };
  }

  private async organisation(kind: string, name: string, divisionCode: string): Promise<string> {
    const id = newId();
    await this.write(async (tx) => {
      const row = { id, kind, name, nameKey: organisationKey(name), divisionCode, createdAt: tx.at };
      await tx.manager.insert(Organisation, row);
    });
    return id;
  }

  /** A new technician of a company, as one is hired in the middle of the year. */
  async worker(
    role: Role,
    organisationId: string,
    certificates: string[] = [],
    validUntil = '2034-12-31',
  ): Promise<Worker> {
    this.people += 1;
    const n = this.people;
    const name = `${surnames[n % surnames.length]}示例${String(n).padStart(3, '0')}`;
    const [personId, cipher] = [newId(), await this.service.get(Cipher)];
    const phone = `100${String(n).padStart(8, '0')}`;
    await this.write(async (tx) => {
      const sealed = { phoneSealed: cipher.encrypt(phone), phonePrint: cipher.fingerprint('phone', phone) };
      await tx.manager.insert(Person, { id: personId, name, ...sealed, createdAt: tx.at });
      const employed = { id: newId(), personId, organisationId, role };
      await tx.manager.insert(Assignment, { ...employed, fromDay: '2031-01-01', untilDay: null });
      for (const item of certificates)
        await tx.manager.insert(Certificate, {
          ...{ id: newId(), personId, item, numberSealed: null },
          validUntil,
        });
    });
    const deviceId = `device-${personId}`;
    return { personId, name, role, token: '', deviceId };
  }

  /** One more lift in the houses of an owner: the first visit has fifteen days. */
  async another(world: World, owner: Owner, enteredOn: string): Promise<SimulatedLift> {
    const beside = world.lifts.filter((lift) => lift.owner.id === owner.id);
    const building = beside.at(-1)?.building ?? 0;
    const place = { owner, building, number: beside.length + 1, enteredOn };
    const lift = await this.lift(world.lifts.length, place, world.own, dayAfter(enteredOn, 15));
    world.lifts.push(lift);
    return lift;
  }

  private async lift(
    n: number,
    {
      owner,
      building,
      number,
      enteredOn,
    }: { owner: Owner; building: number; number: number; enteredOn: string },
    company: Company,
    firstDueOn: string,
  ): Promise<SimulatedLift> {
    const place = `望溪花园 ${building + 1} 幢`;
    const ownNumber = `${number}#`;
    const [rescueCode, registrationCode] = [String(700_001 + n), registrationCodeOf(n + 1)];
    // Buildings of a row stand 550 m apart: too far for one fence, near enough for a walk.
    const position = {
      lng: 118.6 + (building % 10) * 0.0055,
      lat: 24.9 + Math.floor(building / 10) * 0.005,
      crs: 'GCJ02' as const,
    };
    const id = newId();
    const [codes, lifts] = [await this.service.get(CodeService), await this.service.get(LiftService)];
    const code = await this.write(async (tx) => {
      const registered = {
        ...{
          ...blankLift,
          ...position,
          type: '3110' as const,
          place,
          ownNumber,
          rescueCode,
          registrationCode,
        },
        ...{ divisionCode: owner.district, companyId: company.id, ownerId: owner.id },
        address: `示例路 ${building + 1} 号`,
        ...{ dueOn: firstDueOn, lastMaintainedOn: dayAfter(firstDueOn, -15), id },
      };
      await lifts.register(tx, [registered], { source: 'simulation', sourceId: rescueCode });
      await tx.manager.update(Lift, { id }, { positionConfirmed: true, createdAt: at(enteredOn, 600) });
      return codes.issue(tx, id);
    });
    return {
      id,
      name: `${place} ${ownNumber}`,
      registrationCode,
      rescueCode,
      code,
      owner,
      building,
      position,
      firstDueOn,
      enteredOn,
    };
  }

  private async write<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const unitOfWork = await this.service.get(UnitOfWork);
    return unitOfWork.run(systemCtx(this.time.now(), 'simulation'), work);
  }
}
