/**
 * One reading for all who ask for the same at the same time. Whoever asks while a reading is under way waits for the next one:
 * nobody gets an answer that was begun before they asked, so news that made them ask is in it.
 */
export class SharedReading<Answer> {
  private readonly running = new Map<string, Promise<unknown>>();
  private readonly next = new Map<string, Promise<Answer>>();

  /**
   * @param key what the answer depends on; those with the same key get the same answer, which nobody may change
   * @param read runs at most once at a time for a key; the failure of one reading is that of all who share it
   */
  of(key: string, read: () => Promise<Answer>): Promise<Answer> {
    const waiting = this.next.get(key);
    if (waiting) return waiting;
    const before = this.running.get(key);
    if (!before) return this.begin(key, read);
    const turn = before.then(
      () => this.take(key, read),
      () => this.take(key, read),
    );
    this.next.set(key, turn);
    return turn;
  }

  private take(key: string, read: () => Promise<Answer>): Promise<Answer> {
    this.next.delete(key);
    return this.begin(key, read);
  }

  private begin(key: string, read: () => Promise<Answer>): Promise<Answer> {
    const reading = read();
    this.running.set(key, reading);
    const ended = () => {
      if (this.running.get(key) === reading) this.running.delete(key);
    };
    reading.then(ended, ended);
    return reading;
  }
}
