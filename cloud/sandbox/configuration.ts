import { Configuration, type ILifeCycle, Inject } from '@midwayjs/core';
import { SignInProviders } from '../src/adapters/sign-in/port';
import { SandboxSignIn } from './sandbox.sign-in';
import { DemoSeed } from './seed';
import './sandbox.controller';

/** The preview beside the product: invented people, a sign-in by key, phone frames. Not in a production build. */
@Configuration({ namespace: 'sandbox' })
export class SandboxConfiguration implements ILifeCycle {
  @Inject() providers: SignInProviders;
  @Inject() signIn: SandboxSignIn;
  @Inject() seed: DemoSeed;

  async onServerReady(): Promise<void> {
    this.providers.connect('sandbox', this.signIn);
    await this.seed.run();
  }
}
