import { fileContentPath } from '@lifttrust/shared-types/file/file.contract';
import { useEffect, useState } from 'react';
import { isLocalId } from '../../outbox/local-id';
import { outbox } from '../../outbox/outbox';
import { sentPhotoPath } from '../../outbox/sent-files';
import { showFile } from '../../platform/files';
import { storedPicture } from './stored-picture';

/** What `<Image>` shows for a photograph: this phone's own file where it took it, otherwise the service's copy. */
export function usePhotoSource(fileId: string | null): string | null {
  const [source, setSource] = useState<string | null>(null);
  useEffect(() => {
    if (!fileId) return;
    let wanted = true;
    sourceOf(fileId)
      .then((found) => wanted && setSource(found))
      .catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [fileId]);
  return source;
}

async function sourceOf(fileId: string): Promise<string> {
  const own = sentPhotoPath(fileId) ?? waitingPath(fileId);
  if (own) return showFile(own);
  if (isLocalId(fileId)) throw new Error('no longer on this phone');
  return storedPicture(fileContentPath(fileId));
}

/** Where a picture lies that has still to be sent. */
const waitingPath = (localId: string): string | null =>
  outbox
    .list()
    .flatMap(({ files }) => files)
    .find((entry) => entry.localId === localId)?.file.path ?? null;
