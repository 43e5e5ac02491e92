import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { normaliseCode } from '@lifttrust/shared-types/lift/lift.codes';
import type { NewOrganisation } from '@lifttrust/shared-types/organisation/organisation.contract';
import { refuseIdentity, refusePhone } from '@lifttrust/shared-types/organisation/organisation.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { areaToday } from '../kernel/area-history';
import { Cipher } from '../kernel/cipher';
import { isUniqueViolation } from '../kernel/database-errors';
import { newId } from '../kernel/new-id';
import type { Transaction } from '../kernel/unit-of-work';
import { Division } from './division.entity';
import { Organisation } from './organisation.entity';
import { organisationKey } from './organisation.name';
import { noPhones, sealPhones } from './organisation.phones';
import { OrganisationIdentity } from './organisation-identity.entity';
import { OrganisationProfile } from './organisation-profile.entity';

/** What a filing adds to a registration. */
export interface Filed {
  permitNumber?: string;
  permitUntil?: string | null;
  promisedAt?: number | null;
  contacts?: { name: string; post: string; phone: string }[];
  /** Who is to administer the unit's accounts, for whoever opens them; the phone encrypted. */
  admin?: { name: string; phoneSealed: string };
}

export const emptyProfile = {
  ownerKind: null,
  address: '',
  noCodeReason: '',
  idNumberSealed: null,
  offices: [],
  contacts: [],
  phonesSealed: null,
  permitNumber: '',
  permitUntil: null,
  promisedAt: null,
  closedReason: '',
  closedBy: null,
};

/** Enters units into the register; who may is the caller's to know. */
@Singleton()
export class OrganisationRegister {
  @Inject() cipher: Cipher;

  /**
   * A unit with its file. Emits `organisation.registered` for whoever opens the first administrator's account.
   * @throws rule_broken with every reason; conflict `organisation.identity_taken`, `organisation.name_taken`
   */
  async enter(tx: Transaction, unit: NewOrganisation, source: string, filed: Filed = {}): Promise<string> {
    const divisionCode = areaToday(unit.divisionCode);
    await this.check(tx, unit, divisionCode);
    const id = newId();
    const { kind, name } = unit;
    await this.identify(tx, id, this.identityOf(unit));
    await tx.manager.insert(Organisation, {
      id,
      kind,
      name,
      nameKey: organisationKey(name),
      creditCode: normaliseCode(unit.creditCode) || null,
      divisionCode,
      phoneSealed: null,
      createdAt: tx.at,
      closedOn: null,
    });
    await tx.manager.insert(OrganisationProfile, this.profileOf(id, unit, filed, tx.at));
    await tx.audit('organisation.registered', 'organisation', id, { kind, source });
    await tx.emit('organisation.registered', {
      organisationId: id,
      kind,
      name,
      divisionCode,
      admin: filed.admin ?? null,
    });
    return id;
  }

  private profileOf(organisationId: string, unit: NewOrganisation, filed: Filed, at: number) {
    const contacts = filed.contacts ?? [];
    const { phone, emergencyPhone } = unit;
    const phones = { ...noPhones, phone, emergencyPhone, contacts: contacts.map((one) => one.phone) };
    return {
      ...emptyProfile,
      organisationId,
      ownerKind: unit.ownerKind,
      address: unit.address,
      noCodeReason: unit.noCodeReason,
      idNumberSealed:
        unit.ownerKind === 'natural_person' ? this.cipher.encrypt(normaliseCode(unit.idNumber)) : null,
      contacts: contacts.map(({ name, post }) => ({ name, post })),
      phonesSealed: sealPhones(this.cipher, phones),
      permitNumber: filed.permitNumber ?? '',
      permitUntil: filed.permitUntil ?? null,
      promisedAt: filed.promisedAt ?? null,
      updatedAt: at,
    };
  }

  private async check(tx: Transaction, unit: NewOrganisation, divisionCode: string): Promise<void> {
    const phones = [
      unit.phone === '' ? null : refusePhone(unit.phone, 'phone', '联系电话'),
      unit.emergencyPhone === ''
        ? null
        : refusePhone(unit.emergencyPhone, 'emergencyPhone', '24 小时应急电话'),
    ];
    const refusals = [...refuseIdentity(unit), ...phones.filter((one) => one !== null)];
    if (refusals.length > 0) throw AppError.broken(refusals);
    const division = await tx.manager.findOneBy(Division, { code: divisionCode });
    const district = division ?? (await tx.manager.findOneBy(Division, { code: divisionCode.slice(0, 6) }));
    // A regulator of a whole city may stand above every division that is known here.
    if (!district && unit.kind !== 'regulator')
      throw AppError.invalid('organisation.division_unknown', '没有这个辖区，请重新选择。');
    const key = organisationKey(unit.name);
    const alike = await tx.manager.findBy(Organisation, { kind: unit.kind, nameKey: key });
    const isOpen = ({ closedOn }: Organisation) => closedOn === null;
    if (alike.some((one) => isOpen(one) && one.divisionCode.startsWith(divisionCode.slice(0, 6))))
      throw AppError.conflict('organisation.name_taken', '本辖区已经登记过同名的同类单位，请先核对。');
  }

  identityOf({ creditCode, ownerKind, idNumber, kind }: NewOrganisation): string | null {
    const code = normaliseCode(creditCode);
    // One body may be of two kinds, such as a manufacturer that also maintains.
    if (code !== '') return `${kind}:${code}`;
    if (ownerKind !== 'natural_person') return null;
    return `person:${this.cipher.fingerprint('id_number', normaliseCode(idNumber))}`;
  }

  /** The number belongs to one unit of its kind; of two at the same moment the second hears it. */
  async identify(tx: Transaction, organisationId: string, identity: string | null): Promise<void> {
    if (identity === null) return;
    const taken = () =>
      AppError.conflict('organisation.identity_taken', '这个证件号码已经登记过同类单位，请先核对。');
    const known = await tx.manager.findOneBy(OrganisationIdentity, { identity });
    if (known) throw taken();
    const code = identity.slice(identity.indexOf(':') + 1);
    const kind = identity.slice(0, identity.indexOf(':'));
    if (await tx.manager.findOneBy(Organisation, { kind, creditCode: code })) throw taken();
    try {
      await tx.manager.insert(OrganisationIdentity, { identity, organisationId });
    } catch (error) {
      throw isUniqueViolation(error) ? taken() : error;
    }
  }
}
