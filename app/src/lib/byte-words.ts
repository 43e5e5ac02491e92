/** `5 kB`, `3.2 MB`; `0 kB` of nothing. */
export const byteWords = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
