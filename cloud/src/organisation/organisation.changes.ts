import { AppError, type Refusal } from '@lifttrust/shared-types/kernel/app-error';
import { normaliseCode } from '@lifttrust/shared-types/lift/lift.codes';
import { refuseCreditCode } from '@lifttrust/shared-types/organisation/organisation.codes';
import { OrganisationPatch } from '@lifttrust/shared-types/organisation/organisation.contract';
import { refusePhone } from '@lifttrust/shared-types/organisation/organisation.rules';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { ChangeService } from '../change/change.service';
import type { ChangeRequest } from '../change/change-request.entity';
import { Cipher } from '../kernel/cipher';
import type { Transaction } from '../kernel/unit-of-work';
import { Organisation } from './organisation.entity';
import { organisationKey } from './organisation.name';
import {
  masked,
  openPhones,
  type Phones,
  sealPhones,
  withKeptPhones,
  withPhones,
} from './organisation.phones';
import { emptyProfile, OrganisationRegister } from './organisation.register';
import { OrganisationIdentity } from './organisation-identity.entity';
import { OrganisationProfile } from './organisation-profile.entity';

const numbered = ['phone', 'emergencyPhone', 'offices', 'contacts'] as const;
type Numbered = (typeof numbered)[number];
const isNumbered = (field: string): field is Numbered => numbered.some((name) => name === field);
const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** A unit's data change by request: what stood, what is wished, and its application once somebody else agreed. */
@Singleton()
export class OrganisationChanges {
  @Inject() cipher: Cipher;
  @Inject() changeService: ChangeService;
  @Inject() organisationRegister: OrganisationRegister;

  @Init()
  open(): void {
    this.changeService.on('organisation', (tx, change, secret) => this.apply(tx, change, secret));
  }

  async profileOf(tx: Pick<Transaction, 'manager'>, organisationId: string): Promise<OrganisationProfile> {
    const found = await tx.manager.findOneBy(OrganisationProfile, { organisationId });
    return found ?? { ...emptyProfile, organisationId, updatedAt: 0 };
  }

  /**
   * Only what really differs is proposed; numbers stand masked beside each other and lie sealed.
   * @throws rule_broken; invalid `organisation.nothing_changes`; conflict `organisation.change_waiting`
   */
  async propose(
    tx: Transaction,
    unit: Organisation,
    wish: { patch: OrganisationPatch; reason: string; personId: string },
  ): Promise<string> {
    const profile = await this.profileOf(tx, unit.id);
    const now = this.currentOf(unit, profile);
    const { offices, contacts } = wish.patch;
    const patch = {
      ...wish.patch,
      ...(offices ? { offices: withKeptPhones(offices, now.offices, 'offices') } : {}),
      ...(contacts ? { contacts: withKeptPhones(contacts, now.contacts, 'contacts') } : {}),
    };
    this.check(patch);
    const fields = Object.entries(this.tidy(patch)).filter(
      ([field, value]) => value !== undefined && !isSame(now[field as keyof typeof now], value),
    );
    if (fields.length === 0)
      throw AppError.invalid('organisation.nothing_changes', '填写的和现在登记的一样，没有要变更的内容。');
    const names = fields.map(([field]) => field);
    const waiting = await this.changeService.waiting(tx, 'organisation', unit.id);
    if (waiting.some(({ after }) => Object.keys(after).some((field) => names.includes(field))))
      throw AppError.conflict(
        'organisation.change_waiting',
        '同一项内容已有变更在审核，请等审核完，或先撤回。',
      );
    const current = Object.fromEntries(names.map((field) => [field, now[field as keyof typeof now]]));
    return this.changeService.propose(tx, {
      subjectKind: 'organisation',
      subjectId: unit.id,
      before: maskedValues(current),
      after: maskedValues(Object.fromEntries(fields)),
      secret: Object.fromEntries(fields.filter(([field]) => isNumbered(field))),
      reason: wish.reason,
      divisionCode: unit.divisionCode,
      organisationId: unit.id,
      proposedBy: wish.personId,
    });
  }

  private tidy(patch: OrganisationPatch): OrganisationPatch {
    return patch.creditCode === undefined ? patch : { ...patch, creditCode: normaliseCode(patch.creditCode) };
  }

  private currentOf(unit: Organisation, profile: OrganisationProfile) {
    const phones = openPhones(this.cipher, profile.phonesSealed);
    return {
      name: unit.name,
      creditCode: unit.creditCode ?? '',
      ownerKind: profile.ownerKind,
      divisionCode: unit.divisionCode,
      address: profile.address,
      phone: phones.phone,
      emergencyPhone: phones.emergencyPhone,
      offices: withPhones(profile.offices, phones.offices),
      contacts: withPhones(profile.contacts, phones.contacts),
      permitNumber: profile.permitNumber,
      permitUntil: profile.permitUntil,
    };
  }

  private check(patch: OrganisationPatch): void {
    const numbers: [string | undefined, string, string][] = [
      [patch.phone, 'phone', '联系电话'],
      [patch.emergencyPhone, 'emergencyPhone', '24 小时应急电话'],
      ...(patch.offices ?? []).map(({ phone, name }): [string, string, string] => [
        phone,
        'offices',
        `${name}的电话`,
      ]),
      ...(patch.contacts ?? []).map(({ phone, name }): [string, string, string] => [
        phone,
        'contacts',
        `${name}的电话`,
      ]),
    ];
    const refusals: (Refusal | null)[] = [
      patch.creditCode === undefined ? null : refuseCreditCode(patch.creditCode),
      ...numbers.map(([number, field, label]) => (number ? refusePhone(number, field, label) : null)),
    ];
    const found = refusals.filter((one) => one !== null);
    if (found.length > 0) throw AppError.broken(found);
  }

  private async apply(
    tx: Transaction,
    change: ChangeRequest,
    secret: Record<string, unknown>,
  ): Promise<void> {
    const unit = await tx.manager.findOneBy(Organisation, { id: change.subjectId });
    if (!unit) throw AppError.notFound();
    const patch = OrganisationPatch.parse({ ...change.after, ...secret });
    const profile = await this.profileOf(tx, unit.id);
    await this.applyToUnit(tx, unit, patch);
    const phones = this.phonesWith(openPhones(this.cipher, profile.phonesSealed), patch);
    const { address, ownerKind, permitNumber, permitUntil } = patch;
    await tx.manager.save(OrganisationProfile, {
      ...profile,
      ...definedOf({ address, ownerKind, permitNumber, permitUntil }),
      offices: patch.offices?.map((one) => ({ name: one.name, address: one.address })) ?? profile.offices,
      contacts: patch.contacts?.map((one) => ({ name: one.name, post: one.post })) ?? profile.contacts,
      phonesSealed: sealPhones(this.cipher, phones),
      updatedAt: tx.at,
    });
    await tx.audit('organisation.changed', 'organisation', unit.id, { fields: Object.keys(change.after) });
  }

  private async applyToUnit(tx: Transaction, unit: Organisation, patch: OrganisationPatch): Promise<void> {
    const { name, creditCode, divisionCode } = patch;
    if (creditCode !== undefined && creditCode !== (unit.creditCode ?? '')) {
      await tx.manager.delete(OrganisationIdentity, {
        identity: `${unit.kind}:${unit.creditCode ?? ''}`,
        organisationId: unit.id,
      });
      if (creditCode !== '')
        await this.organisationRegister.identify(tx, unit.id, `${unit.kind}:${creditCode}`);
    }
    const fields = definedOf({
      name,
      nameKey: name === undefined ? undefined : organisationKey(name),
      creditCode: creditCode === undefined ? undefined : creditCode || null,
      divisionCode,
    });
    if (Object.keys(fields).length > 0) await tx.manager.update(Organisation, { id: unit.id }, fields);
  }

  private phonesWith(phones: Phones, patch: OrganisationPatch): Phones {
    return {
      phone: patch.phone ?? phones.phone,
      emergencyPhone: patch.emergencyPhone ?? phones.emergencyPhone,
      offices: patch.offices?.map(({ phone }) => phone) ?? phones.offices,
      contacts: patch.contacts?.map(({ phone }) => phone) ?? phones.contacts,
    };
  }
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
// What is left out of a patch stays as it is; the filter is what makes the type true.
const definedOf = <T extends object>(values: T): Defined<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;

const maskedEntry = (entry: unknown): unknown =>
  typeof entry === 'object' && entry !== null && 'phone' in entry
    ? { ...entry, phone: masked(String(entry.phone)) }
    : entry;

function maskedValues(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([field, value]) => {
      if (!isNumbered(field)) return [field, value];
      return [field, Array.isArray(value) ? value.map(maskedEntry) : masked(String(value))];
    }),
  );
}
