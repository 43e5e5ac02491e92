import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, word } from '../src/kernel/schema';

/** What a card says to whoever pressed a button that cannot do it alone, and the page that can. */
export class CardHints1763600000034 implements MigrationInterface {
  name = 'CardHints1763600000034';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'message_card', 'hint', word(80));
    await addColumn(runner, 'message_card', 'hint_page', word(200));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('message_card', 'hint_page');
    await runner.dropColumn('message_card', 'hint');
  }
}
