import type { IPluginContext } from '@tarojs/service';
import { labelled } from './labelled';

interface Asset {
  source(): string | Buffer;
  size(): number;
}

/** Taro's templates leave out what a screen reader reads; every template that is built gets it. */
export default (ctx: IPluginContext) => {
  ctx.modifyBuildAssets(({ assets }: { assets: Record<string, Asset> }) => {
    for (const [file, asset] of Object.entries(assets)) {
      const kind = /\.(wxml|axml)$/.exec(file)?.[1] as 'wxml' | 'axml' | undefined;
      if (!kind) continue;
      const before = asset.source().toString();
      const after = labelled(before, kind);
      if (after === before) continue;
      assets[file] = { source: () => after, size: () => Buffer.byteLength(after) };
    }
  });
};
