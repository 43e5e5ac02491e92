import type { Fillable } from '@lifttrust/shared-types/message/message.delivery.rules';

/** What is sent: the card, and the page of the app that acts on it. */
export interface SentCard extends Fillable {
  /** What it is about; pages of other acts on the same thing are named by it. */
  subjectId: string;
  page: string | null;
}

/** One message to one address. The address lives in memory only while it is sent. */
export interface Outgoing {
  /** Our name for it, which the provider gives back in its answer and, where enabled, in its receipt. */
  deliveryId: string;
  /** Eleven digits of the mainland; a userid of DingTalk; an openid of WeChat. */
  to: string;
  kind: string;
  card: SentCard;
}

/**
 * What became of it. `later`: the provider did not take it, it may be sent again (not before `pauseMs`, where the
 * provider's limits say so). `refused`: it never will take it. `unknown`: it may or may not have left.
 */
export type Sent =
  | { outcome: 'sent'; serialNo: string }
  | { outcome: 'later'; code: string; pauseMs?: number }
  | { outcome: 'refused'; code: string }
  | { outcome: 'unknown'; code: string };

/** What a carrier reported about one message to a number. */
export interface Receipt {
  serialNo: string;
  /** Our delivery id where the provider returns it, else empty. */
  context: string;
  isDelivered: boolean;
  /** The carrier's word for it. */
  description: string;
  /** Not taken because the same was taken before: if it was tried before, that attempt arrived. */
  isRepeat?: boolean;
  /** Epoch ms. */
  at: number;
}

/** What became of what was sent to an address since an instant (epoch ms). */
export interface Inquiry {
  to: string;
  since: number;
  /** The provider's name for the one message; null while it is not known. */
  serialNo: string | null;
}

/** A way to a person besides the inbox: text messages, calls, chat platforms. */
export interface MessageChannel {
  /** Is there a template for this kind of message? Without one nothing can be sent. */
  knows(kind: string): boolean;
  /** Sends once; never repeats by itself, since providers do not recognise a second attempt. */
  send(outgoing: Outgoing): Promise<Sent>;
  /** The provider's reports, carriers' within seven days; null: it offers none. */
  receipts(inquiry: Inquiry): Promise<Receipt[] | null>;
}
