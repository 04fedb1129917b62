/** The sentence of one finding. */
import type { Finding } from '../doctor/finding.ts';
import type { DoctorSentences } from './catalogue.ts';

export function findingSentence(finding: Finding, sentences: DoctorSentences): string {
  // The table has a sentence for each kind, of just that kind's facts; a union of functions can't be called without saying so.
  const sentence = sentences[finding.kind] as (one: Finding) => string;
  return sentence(finding);
}
