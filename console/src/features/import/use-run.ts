import { type ImportRun, importApi } from '@lifttrust/shared-types/import/import.contract';
import { useEffect, useState } from 'react';
import { useLoad } from '../../lib/load';

const pollMs = 1_000;

/** A run as it is now: asked for again each second while a check or commit is under way. */
export function useRun(importId: string) {
  const shown = useLoad(importApi.show, { importId });
  // The answer of the last act is newer than what was read before it, and older than what is read after it.
  const [newer, setNewer] = useState<ImportRun | null>(null);
  const run = newer?.id === importId ? newer : shown.data;
  const isMoving = run?.progress !== null && run?.progress !== undefined;
  const { reload, data } = shown;

  useEffect(() => {
    if (data) setNewer(null);
  }, [data]);
  useEffect(() => {
    if (!isMoving) return;
    const timer = setInterval(reload, pollMs);
    return () => clearInterval(timer);
  }, [isMoving, reload]);

  return { shown: { ...shown, data: run }, run, keep: setNewer };
}
