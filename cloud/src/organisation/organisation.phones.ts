import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { z } from '@lifttrust/shared-types/kernel/zod';
import { tidyPhone } from '@lifttrust/shared-types/organisation/organisation.rules';
import { maskPhone } from '@lifttrust/shared-types/person/person.codes';
import type { Cipher } from '../kernel/cipher';

/** Telephone numbers of a unit, in the order of its offices and contacts; empty where none is known. */
export const Phones = z.object({
  phone: z.string().default(''),
  emergencyPhone: z.string().default(''),
  offices: z.array(z.string()).default([]),
  contacts: z.array(z.string()).default([]),
});
export type Phones = z.infer<typeof Phones>;

export const noPhones: Phones = { phone: '', emergencyPhone: '', offices: [], contacts: [] };

export const openPhones = (cipher: Cipher, sealed: string | null): Phones =>
  sealed === null ? noPhones : Phones.parse(JSON.parse(cipher.decrypt(sealed)));

export const sealPhones = (cipher: Cipher, phones: Phones): string =>
  cipher.encrypt(
    JSON.stringify({
      phone: tidyPhone(phones.phone),
      emergencyPhone: tidyPhone(phones.emergencyPhone),
      offices: phones.offices.map(tidyPhone),
      contacts: phones.contacts.map(tidyPhone),
    }),
  );

export const masked = (phone: string): string => (phone === '' ? '' : maskPhone(phone));

/** The same entries with their numbers, open or masked. */
export const withPhones = <T extends object>(
  entries: readonly T[],
  phones: readonly string[],
): (T & { phone: string })[] => entries.map((entry, index) => ({ ...entry, phone: phones[index] ?? '' }));

interface Listed {
  name: string;
  phone: string;
}

/**
 * A number handed back masked is the one that stands: of the entry of that name, else the only one that looks like it.
 * @throws rule_broken `organisation.phone_masked` where it cannot be told which
 */
export const withKeptPhones = <T extends Listed>(
  entries: readonly T[],
  standing: readonly Listed[],
  field: string,
): T[] =>
  entries.map((entry) => {
    if (!entry.phone.includes('*')) return entry;
    const alike = standing.filter(({ phone }) => masked(phone) === entry.phone);
    const [named] = alike.filter(({ name }) => name === entry.name);
    const [only, ...others] = [...new Set(alike.map(({ phone }) => phone))];
    const phone = named?.phone ?? (others.length === 0 ? only : undefined);
    if (phone !== undefined) return { ...entry, phone };
    const message = `${entry.name}的电话只有隐去的号码，请填写完整号码。`;
    throw AppError.broken([{ code: 'organisation.phone_masked', field, message }]);
  });
