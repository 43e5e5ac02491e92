import { useEffect, useState } from 'react';
import { fetchBytes } from '../lib/call';
import { asError } from '../lib/load';

/** A picture behind the sign-in as an object address, given back to the browser when no longer shown. */
export function usePicture(path: string | null): { url: string | null; error: Error | null } {
  const [url, setUrl] = useState<string | null>(null);
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => {
    if (path === null) return;
    let made: string | null = null;
    let current = true;
    setError(null);
    fetchBytes(path)
      .then((blob) => {
        if (!current) return;
        made = URL.createObjectURL(blob);
        setUrl(made);
      })
      .catch((thrown: unknown) => current && setError(asError(thrown)));
    return () => {
      current = false;
      setUrl(null);
      if (made) URL.revokeObjectURL(made);
    };
  }, [path]);
  return { url, error };
}
