import type { IPluginContext } from '@tarojs/service';

interface Asset {
  source(): string | Buffer;
  size(): number;
}

interface Page {
  name: string;
  isNative: boolean;
}

interface BuildAssets {
  assets: Record<string, Asset>;
  miniPlugin: {
    pages: Set<Page>;
    filesConfig: Record<string, { content: { usingComponents?: Record<string, string> } }>;
    getConfigFilePath(name: string): string;
  };
}

const text = (content: string): Asset => ({
  source: () => content,
  size: () => Buffer.byteLength(content),
});

/** A page that uses a native component cannot `<import>` the shared base template: it gets a copy of it. */
export function inlineBaseTemplate(ctx: IPluginContext): void {
  ctx.modifyBuildAssets(({ assets, miniPlugin }: BuildAssets) => {
    const base = assets['base.axml']?.source().toString();
    if (base === undefined) return;
    for (const page of miniPlugin.pages) {
      const config = miniPlugin.filesConfig[miniPlugin.getConfigFilePath(page.name)]?.content;
      const native = Object.keys(config?.usingComponents ?? {});
      const file = `${page.name}.axml`;
      const template = assets[file]?.source().toString();
      if (page.isNative || native.length === 0 || template === undefined) continue;
      assets[file] = text(withBase(template, base));
    }
  });
}

function withBase(template: string, base: string): string {
  let folder = './';
  const caller = template.replace(/<import src="(.*)base\.axml"\s*\/>/, (_, found: string) => {
    folder = found;
    return '';
  });
  const own = base.replace(/<import-sjs name="xs" from=".*utils\.sjs"\s*\/>/, () =>
    caller.includes('<import-sjs name="xs"') ? '' : `<import-sjs name="xs" from="${folder}utils.sjs" />`,
  );
  return `${caller}\n${own}`;
}
