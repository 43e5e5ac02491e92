/**
 * The way to the simulated phone of the local preview; null in production. The condition is a constant of the
 * build, so that a production build never sees the import (a test searches the artefact for it).
 */
export const simulator = async () =>
  __SANDBOX__ ? (await import('../sandbox/simulated-phone')).simulatedPhone : null;
