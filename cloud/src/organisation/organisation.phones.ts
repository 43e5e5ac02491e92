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
