import {
  type FilingCard,
  type FilingFile,
  FilingForm,
  type FilingScan,
  FilingState,
  FilingStep,
  type filingApi,
} from '@lifttrust/shared-types/filing/filing.contract';
import { missingPapers } from '@lifttrust/shared-types/filing/filing.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { areaClause } from '../kernel/access';
import type { Actor } from '../kernel/actor';
import { formerAreas } from '../kernel/area-history';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { Organisation } from '../organisation/organisation.entity';
import { masked } from '../organisation/organisation.phones';
import { Person } from '../person/person.entity';
import { Filing } from './filing.entity';
import { FilingStepRow } from './filing-step.entity';

const deciders = new Set(['regulator', 'regulator_admin']);
/** The actor's area with what has become part of it: what was decided keeps the code of its day. */
const areasOf = ({ divisionCode }: Actor) => [divisionCode, ...formerAreas(divisionCode)];

const toCard = (filing: Filing): FilingCard => ({ ...filing, state: FilingState.parse(filing.state) });

/** Filings as the district's reviewers read them. */
@Singleton()
export class FilingQuery {
  @Inject() database: Database;
  @Inject() cipher: Cipher;

  formOf = (filing: Filing): FilingForm =>
    FilingForm.parse(JSON.parse(this.cipher.decrypt(filing.formSealed)));

  async list(actor: Actor, { page, pageSize, state, organisationId }: InputOf<typeof filingApi.list>) {
    const { sql, parameters } = areaClause(actor.divisionCode, 'f', areasOf(actor));
    const within = () => this.database.reader.manager.createQueryBuilder(Filing, 'f').where(sql, parameters);
    const query = within();
    if (state) query.andWhere('f.state = :state', { state });
    if (organisationId) query.andWhere('f.organisationId = :organisationId', { organisationId });
    const [rows, total] = await query
      .orderBy('f.changedAt', state === 'waiting' ? 'ASC' : 'DESC')
      .addOrderBy('f.id')
      .skip((page - 1) * pageSize)
      .take(pageSize)
      .getManyAndCount();
    const waiting = await within().andWhere("f.state = 'waiting'").getCount();
    return { items: rows.map(toCard), total, page, pageSize, waiting };
  }

  /** @throws not_found outside the actor's area */
  async covered(manager: EntityManager, actor: Actor, filingId: string): Promise<Filing> {
    const filing = await manager.findOneBy(Filing, { id: filingId });
    const lies = (code: string) => filing?.divisionCode.startsWith(code) === true;
    const isCovered = actor.divisionCode !== '' && areasOf(actor).some(lies);
    if (!filing || !isCovered) throw AppError.notFound();
    return filing;
  }

  async steps(manager: EntityManager, filingId: string) {
    const rows = await manager.find(FilingStepRow, { where: { filingId }, order: { id: 'ASC' } });
    const people = await manager.findBy(Person, { id: In(rows.flatMap(({ personId }) => personId ?? [])) });
    return rows.map(({ personId, ...row }) => ({
      ...row,
      act: FilingStep.shape.act.parse(row.act),
      person: personId ? { id: personId, name: people.find(({ id }) => id === personId)?.name ?? '' } : null,
    }));
  }

  async file(
    actor: Actor,
    filingId: string,
    scans: FilingScan[],
    manager = this.database.reader.manager,
  ): Promise<FilingFile> {
    const filing = await this.covered(manager, actor, filingId);
    const form = this.formOf(filing);
    const unit = filing.organisationId
      ? await manager.findOneBy(Organisation, { id: filing.organisationId })
      : null;
    const isOwn = filing.enteredBy === actor.personId;
    return {
      ...toCard(filing),
      form: withMaskedPhones(form),
      scans,
      missingPapers: missingPapers(scans.map(({ paper }) => paper)),
      steps: await this.steps(manager, filingId),
      organisation: unit ? { id: unit.id, name: unit.name } : null,
      alike: await this.alike(manager, filing),
      may: {
        decide: filing.state === 'waiting' && !isOwn && deciders.has(actor.role),
        scan: actor.role !== 'auditor',
      },
    };
  }

  private async alike(manager: EntityManager, { id, creditCode, nameKey, organisationId }: Filing) {
    const kind = 'maintenance_company';
    const units = await manager.findBy(Organisation, [
      { kind, creditCode },
      { kind, nameKey },
    ]);
    const filings = await manager.findBy(Filing, [{ creditCode }, { nameKey }]);
    return [
      ...units
        .filter((unit) => unit.id !== organisationId)
        .map((unit) => ({
          id: unit.id,
          kind: 'organisation' as const,
          name: unit.name,
          state: unit.closedOn ? '已关闭' : '已登记',
        })),
      ...filings
        .filter((other) => other.id !== id)
        .map(({ id: otherId, name, state }) => ({ id: otherId, kind: 'filing' as const, name, state })),
    ];
  }
}

function withMaskedPhones(form: FilingForm): FilingForm {
  const hide = <T extends { phone: string }>(person: T): T => ({ ...person, phone: masked(person.phone) });
  return {
    ...form,
    phone: masked(form.phone),
    emergencyPhone: masked(form.emergencyPhone),
    contact: hide(form.contact),
    staff: form.staff.map(hide),
  };
}
