import { Controller, Get } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';
import { returnPath } from './provider/face.provider';

const page = `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>核验做完了</title></head>
<body style="font:1.1rem/1.7 sans-serif;margin:2rem;color:#1b2430;background:#f3f5f8">
<h1 style="font-size:1.4rem">核验做完了</h1>
<p>请回到刚才的维保应用，点“我做完了，查看结果”。这个页面可以关掉。</p>
</body>
</html>
`;

@Controller('/')
export class ReturnController {
  /** The same for everybody: what the address says after it is not read. */
  @Get(returnPath)
  async done(koa: Context) {
    koa.type = 'html';
    return page;
  }
}
