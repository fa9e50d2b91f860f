import { createTerms, type WordForms } from './terms.ts';

/** A line with the label it teaches. */
export interface Example {
  label: string;
  text: string;
}

/** A label and how well a text fits it. Only scores of one text can be compared. */
export interface Scored {
  label: string;
  score: number;
}

interface Classified {
  /** Every label, best first. */
  labels: Scored[];
  /** How many of its words any example has, from 0 to 1. */
  understood: number;
  /** How much of the text the examples of a label speak of, from 0 to 1, rare words weighing more. */
  covered: (label: string) => number;
}

export type Classify = (text: string) => Classified;

/**
 * Learns labels from examples: naive Bayes on each label against all others, over terms weighted by how rare they are
 * (Rennie, Shih, Teevan and Karger, "Tackling the poor assumptions of naive Bayes text classifiers", 2003). Learning is one pass,
 * so it is made anew from the words at every start; the same examples give the same answers. In steps of some milliseconds, for whoever
 * has others to serve between them.
 */
export function* learning(examples: readonly Example[], forms: WordForms): Generator<void, Classify> {
  const terms = createTerms(forms);
  const labels = [...new Set(examples.map(({ label }) => label))];
  const numbers = new Map(labels.map((label, number) => [label, number]));
  const texts: Text[] = [];
  for (const { label, text } of examples) {
    texts.push({ label: numbers.get(label) ?? 0, terms: terms.learn(text) });
    if (texts.length % fewAtOnce === 0) yield;
  }
  const rareness = rarenessOf(texts, terms.size());
  const weights = weigh(texts, rareness, labels.length);
  const unseen = Math.log((examples.length + 1) / 0.5);
  return text => {
    const read = terms.read(text);
    const scores = scoresOf(read.terms, weights, rareness);
    const sorted = labels.map((label, number) => ({ label, score: scores[number] ?? 0 }));
    return {
      labels: sorted.sort((one, other) => other.score - one.score),
      understood: read.words.filter(term => term !== undefined).length / (read.words.length || 1),
      covered: label => {
        const number = numbers.get(label) ?? -1;
        let [all, known] = [0, 0];
        for (const term of read.words) {
          const weight = term === undefined ? unseen : (rareness[term] ?? 0);
          all += weight;
          if (term !== undefined && (weights.at[term * labels.length + number] ?? 0) > 0) known += weight;
        }
        return all === 0 ? 0 : known / all;
      },
    };
  };
}

interface Text {
  label: number;
  terms: readonly number[];
}

/** What the examples say of every term in sum: `at` holds a row a term, a column a label. */
interface Weights {
  labels: number;
  at: Float32Array;
  ofTerm: Float64Array;
  ofLabel: Float64Array;
  all: number;
}

function rarenessOf(texts: readonly Text[], size: number): Float64Array {
  const holders = new Float64Array(size);
  for (const text of texts) for (const term of text.terms) holders[term] = (holders[term] ?? 0) + 1;
  return holders.map(count => Math.log((texts.length + 1) / (count + 0.5)));
}

function weigh(texts: readonly Text[], rareness: Float64Array, labels: number): Weights {
  const size = rareness.length;
  const weights = { labels, at: new Float32Array(size * labels), ofTerm: new Float64Array(size) };
  const ofLabel = new Float64Array(labels);
  let all = 0;
  for (const { label, terms } of texts) {
    const length = lengthOf(terms, rareness);
    for (const term of terms) {
      const weight = (rareness[term] ?? 0) / length;
      const place = term * labels + label;
      weights.at[place] = (weights.at[place] ?? 0) + weight;
      weights.ofTerm[term] = (weights.ofTerm[term] ?? 0) + weight;
      ofLabel[label] = (ofLabel[label] ?? 0) + weight;
      all += weight;
    }
  }
  return { ...weights, ofLabel, all };
}

/** How each label fits, by its number. A long text counts no more than a short one. */
function scoresOf(terms: readonly number[], weights: Weights, rareness: Float64Array): Float64Array {
  const { labels, at, ofTerm, ofLabel, all } = weights;
  const scores = new Float64Array(labels);
  const length = lengthOf(terms, rareness);
  const ground = smoothing * rareness.length;
  const inLabel = ofLabel.map(sum => Math.log(ground + sum));
  const inRest = ofLabel.map(sum => Math.log(ground + all - sum));
  for (const term of terms) {
    const weight = (rareness[term] ?? 0) / length;
    for (let label = 0; label < labels; label += 1) {
      const own = at[term * labels + label] ?? 0;
      const here = Math.log(smoothing + own) - (inLabel[label] ?? 0);
      const elsewhere = Math.log(smoothing + (ofTerm[term] ?? 0) - own) - (inRest[label] ?? 0);
      scores[label] = (scores[label] ?? 0) + weight * (here - elsewhere);
    }
  }
  return scores;
}

function lengthOf(terms: readonly number[], rareness: Float64Array): number {
  let squares = 0;
  for (const term of terms) squares += (rareness[term] ?? 0) ** 2;
  return Math.sqrt(squares) || 1;
}

/** So much of every term is taken to stand in every label. */
const smoothing = 0.2;
const fewAtOnce = 100;
