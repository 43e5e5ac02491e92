/**
 * Buttons of a card: what each leads to, and what the card says when a button alone cannot do it.
 *
 * @basis ours; SIG-08: a signature is the person's own, made by hand in the client, so no button of a chat signs.
 */

/** Actions of buttons that tell us they were pressed; a city's card template names them so. */
export const cardActions = ['confirm', 'return', 'view'] as const;
export type CardAction = (typeof cardActions)[number];

const asked = new Set(['record.to_confirm', 'record.unsigned']);

/** Whether a card of this kind asks its reader to sign or return a record. */
export const asksForAnswer = (kind: string): boolean => asked.has(kind);

/** Whether a card of this kind asks its reader whether a repair is done. */
export const asksAboutRepair = (kind: string): boolean => kind === 'call_out.to_confirm';

/** Pages of the app behind the buttons of a card; null: the kind has no such button. */
export function cardPages(kind: string, subjectId: string): Record<CardAction, string> | null {
  if (asksAboutRepair(kind)) {
    const repair = `repair/confirm/index?callOutId=${subjectId}`;
    return { confirm: `${repair}&act=confirm`, return: `${repair}&act=return`, view: repair };
  }
  if (!asksForAnswer(kind)) return null;
  const record = `owner/record/index?recordId=${subjectId}`;
  return {
    confirm: `owner/sign/index?recordId=${subjectId}`,
    return: `${record}&act=return`,
    view: record,
  };
}

/**
 * What a card about a repair shows once a button was pressed: a press by mistake ends nothing, the page asks again.
 * @basis REP-02; ours
 */
export function repairToPress(action: string, worksThere: boolean): { words: string; isOver: boolean } {
  if (!worksThere) return { words: '您已不在这家使用单位，不能再答复', isOver: true };
  if (action === 'confirm') return { words: '请在打开的页面上确认修好了', isOver: false };
  if (action === 'return') return { words: '退回要写明哪里没修好，请打开退回页', isOver: false };
  return { words: '', isOver: false };
}

/** What is known of whoever pressed a button about a record that waits for the owner's answer. */
export interface PressFacts {
  action: string;
  /** Still works for the record's owner. */
  worksThere: boolean;
  maySign: boolean;
  /** Who may, by name. */
  signers: readonly string[];
}

/** The words that the card shows from now on, and whether there is nothing left for this person to do with it. */
export function answerToPress({ action, worksThere, maySign, signers }: PressFacts): {
  words: string;
  isOver: boolean;
} {
  if (!worksThere) return { words: '您已不在这家使用单位，不能再答复', isOver: true };
  if (!maySign) {
    const named = signers.length > 0 ? `由${signers.slice(0, 3).join('、')}签字` : '由本单位电梯安全员签字';
    return { words: `您不能签这份记录，${named}`, isOver: false };
  }
  if (action === 'confirm') return { words: '确认要您本人手写签名，请打开签字页', isOver: false };
  if (action === 'return') return { words: '退回要写明理由，请打开退回页', isOver: false };
  return { words: '', isOver: false };
}
