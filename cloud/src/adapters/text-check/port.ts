/** What a check of free text said. `unknown`: nobody could be asked, a person decides. */
export type TextVerdict = 'pass' | 'review' | 'risky' | 'unknown';

/** Looks at words before the public sees them. */
export interface TextChecker {
  /** @param openId the account at the platform in whose name the words are shown */
  check(text: string, openId: string): Promise<TextVerdict>;
}
