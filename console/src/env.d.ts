interface ImportMetaEnv {
  /** '1' in the local sandbox only; anything else builds the product. */
  readonly VITE_SANDBOX: string;
}
