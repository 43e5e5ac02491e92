import { Configuration, type ILifeCycle, type IMidwayContainer } from '@midwayjs/core';
import { SignInProviders } from '../src/adapters/sign-in/port';
import { SandboxController } from './sandbox.controller';
import { SandboxPictures } from './sandbox.pictures';
import { SandboxSignIn } from './sandbox.sign-in';
import { DemoSeed } from './seed';
import { DemoRescue } from './seed.rescue';

/** The preview beside the product: invented people, a sign-in by key, phone frames. Not in a production build. */
@Configuration({ namespace: 'sandbox' })
export class SandboxConfiguration implements ILifeCycle {
  async onConfigLoad(container: IMidwayContainer): Promise<void> {
    // This folder lies outside the one that Midway searches for classes.
    for (const type of [SandboxController, SandboxPictures, SandboxSignIn, DemoRescue, DemoSeed])
      container.bindClass(type);
  }

  /** Before the first request is taken: whoever gets an answer finds the district complete. */
  async onReady(container: IMidwayContainer): Promise<void> {
    const providers = await container.getAsync(SignInProviders);
    providers.connect('sandbox', await container.getAsync(SandboxSignIn));
    const seed = await container.getAsync(DemoSeed);
    await seed.run();
  }
}
