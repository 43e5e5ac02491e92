import type { SignInProvider } from '../../cloud/src/adapters/sign-in/port';

/** DingTalk's and WeChat's identity services as far as we ask them: a code once given stands for a person, once. */
export class SimulatedPlatformSignIn implements SignInProvider {
  private readonly codes = new Map<string, string>();
  private count = 0;

  /** A fresh one-time code for a person, as the platform's client would hand to the app. */
  codeFor(personId: string): string {
    this.count += 1;
    const code = `one-time-${this.count}`;
    this.codes.set(code, personId);
    return code;
  }

  async personOf(code: string): Promise<string | null> {
    const personId = this.codes.get(code) ?? null;
    this.codes.delete(code);
    return personId;
  }
}
