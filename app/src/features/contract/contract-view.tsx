import { type ContractDetail, contractStates } from '@lifttrust/shared-types/contract/contract.contract';
import { dayInWords } from '@lifttrust/shared-types/kernel/time';
import { Text } from '@tarojs/components';
import { Card, CardTitle, Cell } from '../../ui/card';
import { LiftCard } from '../../ui/lift-card';
import { Notice } from '../../ui/notice';
import { SectionTitle, Title } from '../../ui/screen';
import { Tag } from '../../ui/tag';

const tones = { entered: 'brand', confirmed: 'success', refused: 'danger', ended: 'plain' } as const;

const longDay = (day: string): string => `${day.slice(0, 4)}年${dayInWords(day)}`;

/** A contract as its owner reads it on a phone. */
export const ContractView = ({ contract }: { contract: ContractDetail }) => (
  <>
    <Title>{contract.company.name}</Title>
    <Card>
      <CardTitle aside={<Tag text={contractStates[contract.state]} tone={tones[contract.state]} />}>
        {contract.number ? `合同 ${contract.number}` : '维保合同'}
      </CardTitle>
      <Cell label="生效" value={longDay(contract.from)} />
      <Cell label="到期" value={longDay(contract.until)} />
      <Cell label="签订" value={longDay(contract.signedOn)} />
      <Cell label="维保频次" value={contract.frequency} />
      {contract.price ? <Cell label="价格" value={contract.price} /> : null}
    </Card>
    {contract.retroactive ? (
      <Notice
        tone="warning"
        title="这份合同生效之后才录入"
        lines={['录入之前各天由谁负责，不因补录而改变。']}
      />
    ) : null}
    {contract.items.some(({ today, isOurs }) => today !== 'gap' && !isOurs) ? (
      <Notice
        tone="warning"
        title="有电梯目前由其他单位负责"
        lines={['确认后，其他单位与这份合同重叠的部分随之终止。']}
      />
    ) : null}
    <Card>
      <CardTitle>内容要求</CardTitle>
      <Text>{contract.content}</Text>
    </Card>
    <Card>
      <CardTitle>权利义务</CardTitle>
      <Text>{contract.terms}</Text>
    </Card>
    <SectionTitle>电梯 {contract.lifts} 台</SectionTitle>
    {contract.items.map((item) => (
      <LiftCard key={item.lift.id} lift={item.lift} />
    ))}
  </>
);
