export function fromJSONSchema() {
  throw new Error('not in this package');
}
