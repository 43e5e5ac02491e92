const shown = 4;

/** Who may sign, for somebody who may not; delegates come marked from the service. */
export const signersInWords = (signers: readonly string[]): string => {
  if (signers.length === 0) return '现在没有人能签：请管理员开通电梯安全员的账号，或授权别人代签。';
  const rest = signers.length > shown ? `等 ${signers.length} 人` : '';
  return `由${signers.slice(0, shown).join('、')}${rest}签字。`;
};
