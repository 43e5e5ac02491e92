import { Inject, Singleton } from '@midwayjs/core';
import type { SignInProvider } from '../src/adapters/sign-in/port';
import { Database } from '../src/kernel/database';
import { Person } from '../src/person/person.entity';
import { accountUnknown } from '../src/session/platform.sign-in';
import { demoPeople } from './people';

/** The word by which a test finds the sandbox in a built artefact; it must not be in one for production. */
export const marker = 'lifttrust-sandbox-service';

/** Whose phone it is when nobody of the town holds it, like an account of WeChat that nobody has bound. */
const passenger = 'passenger';

/** In the preview a person's key is their sign-in code. Exists nowhere else (docs/adr/0008). */
@Singleton()
export class SandboxSignIn implements SignInProvider {
  @Inject() database: Database;

  async personOf(code: string): Promise<string | null> {
    if (code === passenger) throw accountUnknown();
    const known = demoPeople.find((person) => person.key === code);
    const found = known && (await this.database.reader.manager.findOneBy(Person, { name: known.name }));
    return found?.id ?? null;
  }
}
