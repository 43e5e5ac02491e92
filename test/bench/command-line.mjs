/**
 * The options of a bench of its own: `--name value`. With --help it prints what it can do and ends.
 * @returns what was given for a name, else the usual
 */
export function optionsOf(usage) {
  const given = process.argv.slice(2);
  if (given.includes('--help')) {
    console.log(usage);
    process.exit(0);
  }
  return (name, otherwise) => {
    const at = given.indexOf(`--${name}`);
    return at < 0 ? otherwise : given[at + 1];
  };
}
