import { fillTemplate } from '@lifttrust/shared-types/message/message.delivery.rules';
import type { PhoneApp } from '../../kernel/env.phone';
import type { TencentClient } from '../tencent/tencent.client';
import type { Inquiry, MessageChannel, Outgoing, Receipt, Sent } from './port';
import { verdictOfError } from './tencent.verdict';

/** A filled template for one telephone, in the words that both products have for it. */
export interface Asked {
  TemplateId: string;
  TemplateParamSet: string[];
  SessionContext: string;
}

/** What text messages and calls through Tencent have in common: approved templates, filled, for one number, asked for once. */
export abstract class TencentTemplates<App extends PhoneApp> implements MessageChannel {
  constructor(
    protected readonly client: TencentClient,
    protected readonly app: App,
  ) {}

  /** Asks for it once; errors of the client come through. `number` is in international form. */
  protected abstract ask(number: string, asked: Asked): Promise<Sent>;

  abstract receipts(inquiry: Inquiry): Promise<Receipt[] | null>;

  knows(kind: string): boolean {
    return kind in this.app.templates;
  }

  async send({ deliveryId, to, kind, card }: Outgoing): Promise<Sent> {
    const template = this.app.templates[kind];
    if (!template) return { outcome: 'refused', code: 'no_template' };
    try {
      return await this.ask(international(to), {
        TemplateId: template.id,
        TemplateParamSet: fillTemplate(card, template.parameters),
        SessionContext: deliveryId,
      });
    } catch (error) {
      return verdictOfError(error);
    }
  }
}

export const international = (phone: string): string => `+86${phone}`;
