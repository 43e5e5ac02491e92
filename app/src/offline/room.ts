import { outbox } from '../outbox/outbox';
import { sentPhotoBytes } from '../outbox/sent-files';
import { storage } from '../platform/storage';
import { StorageFull } from '../platform/types';
import { vault } from '../store/vault-of-phone';
import { type Room, roomOf } from './room-share';

const probeName = 'room-probe';
/** More than a command, a draft and a pack take together. */
const probe = 'x'.repeat(100_000);

/** What this app holds on the phone for the person who is signed in. */
export function room(): Room {
  const files = outbox.list().flatMap((command) => command.files);
  const waiting = files.reduce((sum, { file }) => sum + file.bytes, 0);
  return roomOf({ waiting, sent: sentPhotoBytes(), store: vault.store()?.bytes() ?? 0 });
}

/**
 * Refuses before a picture is taken rather than losing it afterwards: at the limit, or when the phone really takes no more.
 * @throws StorageFull
 */
export function mustHaveRoom(): void {
  if (room().state === 'full') throw new StorageFull();
  try {
    storage.write(probeName, probe);
  } finally {
    storage.remove(probeName);
  }
}
