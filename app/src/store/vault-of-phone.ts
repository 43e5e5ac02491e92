import { utf8Bytes } from '@lifttrust/shared-types/proof/proof.bytes';
import { secretPlace } from '../platform/secret';
import { sha256OfBytes } from '../platform/sha256';
import { storage } from '../platform/storage';
import { Vault } from './vault';

const sessionKey = 'session';

/** Read without the session's own module, which hands the key over here. */
function signedIn(): string | null {
  const read = storage.read(sessionKey);
  if (typeof read !== 'object' || read === null || !('me' in read)) return null;
  const { me } = read;
  if (typeof me !== 'object' || me === null || !('person' in me)) return null;
  const { person } = me;
  return typeof person === 'object' && person !== null && 'id' in person ? String(person.id) : null;
}

export const vault = new Vault(secretPlace, storage, signedIn, (text) => sha256OfBytes(utf8Bytes(text)));
