/** An edition as people read it: `TSG-T5002-2017/A/1+01ARZ…/2` is TSG T5002-2017 附件 A 第 1 版，单位增加项目第 2 版. */
export function editionInWords(edition: string): string {
  const [base = '', added] = edition.split('+');
  const [, standard, annex, number] = /^(TSG-T\d+-\d+)\/([A-D])\/(\d+)$/.exec(base) ?? [];
  const ofBase = standard
    ? `${standard.replace('-', ' ')} 附件 ${annex} 第 ${number} 版`
    : `专用项目表第 ${base.split('/').pop()} 版`;
  return added ? `${ofBase}，单位增加项目第 ${added.split('/').pop()} 版` : ofBase;
}
