import { Inject, Provide } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { LiftQuery } from '../lift/lift.query';
import { chunksOf } from './import.shape';
import { type JudgedRow, type Judgement, judgeRow, RegisterIndex } from './row.judgement';
import type { RowReading } from './row.reader';

const chunkRows = 250;

/** Compares rows with the register, some hundred at a time. */
@Provide()
export class ImportJudge {
  @Inject() liftQuery: LiftQuery;

  async *judge(
    manager: EntityManager,
    readings: RowReading[],
    divisionCode: string,
  ): AsyncGenerator<JudgedRow[]> {
    const rowOfLift = new Map<string, number>();
    for (const chunk of chunksOf(readings, chunkRows)) {
      const index = await this.indexFor(manager, chunk);
      yield chunk.map((reading) => {
        const judgement = judgeRow(reading, index, divisionCode);
        return { reading, judgement: onceOnly(judgement, reading.rowNumber, rowOfLift) };
      });
    }
  }

  private async indexFor(manager: EntityManager, readings: RowReading[]): Promise<RegisterIndex> {
    const stated = readings.map((reading) => reading.values);
    const texts = (values: (string | undefined)[]): string[] => [
      ...new Set(values.filter((value): value is string => value !== undefined && value !== '')),
    ];
    const lifts = await this.liftQuery.withIdentifiers(
      {
        codes: texts(stated.flatMap((values) => [values.equipmentCode, values.registrationCode])),
        useRegistrations: texts(stated.map((values) => values.useRegistration)),
        factoryNumbers: texts(
          stated.map((values) => (values.manufacturer ? values.factoryNumber : undefined)),
        ),
      },
      manager,
    );
    return new RegisterIndex(lifts);
  }
}

/** Two rows may mean one registered lift by different identifiers; only the first of them is taken. */
function onceOnly(judgement: Judgement, rowNumber: number, rowOfLift: Map<string, number>): Judgement {
  if (judgement.liftId === null) return judgement;
  const earlier = rowOfLift.get(judgement.liftId);
  if (earlier === undefined) {
    rowOfLift.set(judgement.liftId, rowNumber);
    return judgement;
  }
  const message = `与第 ${earlier} 行是同一台电梯，只导入前面的一行。请核对后删去重复的行。`;
  const reasons = [{ code: 'import.duplicate_in_file', message }];
  return { ...judgement, outcome: 'refused', liftId: null, toWrite: {}, changes: [], reasons };
}
