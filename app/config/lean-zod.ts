import path from 'node:path';

interface Chain {
  plugin(name: string): { use(plugin: unknown, parameters: unknown[]): unknown };
}

/** Parts of zod that webpack cannot shake off, because contracts and zod lie in different chunks of a package. */
const unused: [string, RegExp, string][] = [
  // Fifty languages of messages nobody sees: the app shows the service's own sentences.
  ['zod-locales', /[\\/]locales[\\/]index\.js$/, 'nothing.js'],
  [
    'zod-json-schema',
    /[\\/](from-json-schema|to-json-schema|json-schema-generator|json-schema-processors)\.js$/,
    'no-json-schema.js',
  ],
  ['zod-compiler', /[\\/]zod[\\/]v4[\\/]core[\\/]compile\.js$/, 'no-zod-compiler.js'],
];

/** About 300 kB of a mini-program's 2 MB. */
export function leaveOutUnusedZod(chain: Chain, webpack: { NormalModuleReplacementPlugin: unknown }): void {
  for (const [name, request, replacement] of unused) {
    const file = path.join(__dirname, 'absent', replacement);
    chain.plugin(name).use(webpack.NormalModuleReplacementPlugin, [request, file]);
  }
}
