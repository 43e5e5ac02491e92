import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { Answered } from './order';

export async function answered<T>(work: () => Promise<T>): Promise<Answered<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof AppError) return { refusal: error.toJSON() };
    throw error;
  }
}

export function outcomeOf<T>(answer: Answered<T>): T {
  if ('refusal' in answer) throw AppError.fromJson(answer.refusal);
  return answer.value;
}
