/** The client's name for what an element is: WeChat's own, and that of DingTalk's engine. */
const roleIn = { wxml: 'aria-role', axml: 'role' } as const;
const element = /<(view|input|textarea) ([^>]*?)id="\{\{i\.uid\|\|i\.sid\}\}"/g;

/**
 * A template in which elements pass on their `ariaLabel` and `ariaRole`. Taro takes the short templates of a view, those
 * without `hover-class`, only where there is nothing but a style to pass on; each byte counts in what WeChat loads first.
 */
export function labelled(template: string, kind: keyof typeof roleIn): string {
  const label = 'aria-label="{{i.ariaLabel}}"';
  const both = `${label} ${roleIn[kind]}="{{i.ariaRole}}"`;
  return template.replace(element, (found, tag: string, before: string) => {
    if (tag !== 'view') return `<${tag} ${before}${label} id="{{i.uid||i.sid}}"`;
    const passesOn = before.includes('hover-class') && !/catch-?touch-?move/i.test(before);
    return passesOn ? `<${tag} ${before}${both} id="{{i.uid||i.sid}}"` : found;
  });
}
