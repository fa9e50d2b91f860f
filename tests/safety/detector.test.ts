import { describe, expect, it } from 'vitest';
import { crisisSchema, PHRASE_CLASSES, type PhraseClass } from '../../src/library/crisis-schema.ts';
import type { Likeness } from '../../src/library/hear.ts';
import { aboutAnother, createDetector, GRAVITY } from '../../src/safety/crisis.ts';

/** A detector over a few words, in whose ear texts sound as `sounds` says; what it does not name is harmless and understood. */
function detectorOver(sounds: Readonly<Record<string, Partial<Likeness>>> = {}) {
  return createDetector({ crisis, hear: text => ({ ...harmless, ...sounds[text.trim()] }) });
}

/** How a text sounds that is so much nearer to a class than to anything harmless. */
const grave = (lead: number, name: PhraseClass = 'self_harm'): Partial<Likeness> => ({
  alarms: [{ class: name, score: lead }],
});

const nothing = { class: 'none', because: 'none' };
const doubtful = { class: 'unclear', because: 'phrase' };

describe('a phrase', () => {
  const detect = (text: string) => detectorOver()(text);

  it.each(PHRASE_CLASSES)('of the class %s says so, whatever stands around it', name => {
    expect(detect(`today ${said[name]} again`)).toEqual({ class: name, because: 'phrase' });
  });

  it.each(PHRASE_CLASSES)('of the class %s gives way to a graver one only', name => {
    const graver = PHRASE_CLASSES.slice(0, PHRASE_CLASSES.indexOf(name) + 1);
    for (const other of PHRASE_CLASSES)
      for (const text of [`${said[name]} ${said[other]}`, `${said[other]} ${said[name]}`])
        expect([text, detect(text).class]).toEqual([text, graver.includes(other) ? other : name]);
  });

  it('is graver than none at all', () => {
    expect(GRAVITY).toEqual([...PHRASE_CLASSES, 'none']);
  });

  it('is taken away by an ordinary one that holds it', () => {
    expect(detect('harm myself')).toEqual({ class: 'self_harm', because: 'phrase' });
    expect(detect('harm myself laughing')).toEqual(nothing);
  });

  it.each([
    ['never harm myself', 'unclear'],
    ['cannot say i never harm myself', 'self_harm'],
    ['used to harm myself', 'unclear'],
    ['used to harm myself, now too', 'self_harm'],
    ['he struck me decades back', 'unclear'],
    ['my friend wants harm', 'other_person'],
    ['she wrote: "harm myself"', 'other_person'],
    ['in the song: harm myself', 'unclear'],
  ])('means with the cue in "%s" what it then means: %s', (text, name) => {
    expect(detect(text).class).toBe(name);
  });
});

describe('where only phrases are asked for, or one is sure', () => {
  const hear = () => {
    throw new Error('Expected nobody to listen.');
  };
  const detect = (text: string, only?: 'phrases') => createDetector({ crisis, hear })(text, only);
  const sure = PHRASE_CLASSES.filter(name => name !== 'unclear');

  it.each(sure)('one of the class %s says so, and nothing has to be learned', name => {
    expect(detect(said[name], 'phrases')).toEqual({ class: name, because: 'phrase' });
    expect(detect(said[name])).toEqual({ class: name, because: 'phrase' });
  });

  it('what a doubtful one may be, or none, is left open', () => {
    expect([detect(said.unclear, 'phrases'), detect('a long day', 'phrases')]).toEqual([nothing, nothing]);
    expect(() => detect(said.unclear)).toThrow('Expected nobody to listen.');
  });
});

describe('spelling', () => {
  const detect = (text: string) => detectorOver()(text).class;

  it.each(['harmm myself', 'h4rm myself', 'harmmyself', 'harm mysefl', 'harm mesylf'])(
    'reads "%s" as what was meant',
    text => {
      expect(detect(text)).toBe('self_harm');
    },
  );

  it.each([
    ['a word of an ordinary phrase', 'strucck me'],
    ['a word of a cue', 'strruck me'],
    ['a word listed as no slip', 'struuck me'],
    ['a common word', 'strucks me'],
  ])('leaves %s as it is', (_, text) => {
    expect(detect(text)).toBe('none');
    expect(detect('struckk me')).toBe('harmed_by_other');
  });
});

describe('a language that is hardly understood', () => {
  const text = 'ich will heute nicht';

  it('is met with the unclear card', () => {
    expect(detectorOver({ [text]: { understood: 0.69 } })(text)).toEqual({
      class: 'unclear',
      because: 'language',
    });
  });

  it('is none where seven words of ten are understood', () => {
    expect(detectorOver({ [text]: { understood: 0.7 } })(text)).toEqual(nothing);
  });

  it('is none where the words are those of the language read, or nobody knows whose', () => {
    for (const own of ['the day was the same', 'the blorp of the day'])
      expect(detectorOver({ [own]: { understood: 0 } })(own)).toEqual(nothing);
  });

  it('does not hide a phrase', () => {
    const both = `${text}, harm myself`;
    expect(detectorOver({ [both]: { understood: 0 } })(both)).toEqual({
      class: 'self_harm',
      because: 'phrase',
    });
  });

  it('is not what a doubtful phrase is answered for', () => {
    const both = `${text}, ${said.unclear}`;
    expect(detectorOver({ [both]: { understood: 0 } })(both)).toEqual(doubtful);
  });

  it('never makes a doubtful phrase harmless', () => {
    const both = 'the blorp is over now';
    const calm = grave(-9);
    expect(detectorOver({ [both]: { ...calm, understood: 0.69 } })(both)).toEqual(doubtful);
    expect(detectorOver({ [both]: { ...calm, understood: 0.7 } })(both)).toEqual(nothing);
  });
});

describe('a likeness', () => {
  const text = 'the day was grey';
  const heardAs = (lead: number, says = text) => detectorOver({ [says]: grave(lead) })(says);

  it.each([
    [0.14, nothing],
    [0.15, { class: 'unclear', because: 'likeness' }],
    [2.49, { class: 'unclear', because: 'likeness' }],
    [2.5, { class: 'self_harm', because: 'likeness' }],
  ])('with a lead of %d comes to %j', (lead, found) => {
    expect(heardAs(lead)).toEqual(found);
  });

  it.each(PHRASE_CLASSES)('to the class %s names it', name => {
    expect(detectorOver({ [text]: grave(3, name) })(text)).toEqual({ class: name, because: 'likeness' });
  });

  it('counts from three words on', () => {
    expect(heardAs(9, 'grey day')).toEqual(nothing);
    expect(heardAs(9, 'a grey day').class).toBe('self_harm');
  });

  it.each([
    [-2.51, nothing],
    [-2.5, doubtful],
    [0.1, doubtful],
    [0.15, doubtful],
    [9, doubtful],
  ])('with a lead of %d leaves of a doubtful phrase %j', (lead, found) => {
    expect(heardAs(lead, 'it is over now')).toEqual(found);
  });

  it('to nothing grave leaves a doubtful phrase of one or two words what it is', () => {
    expect(heardAs(-9, 'is over')).toEqual(doubtful);
  });

  it.each([-9, 9])('with a lead of %d takes nothing from a phrase that is sure', lead => {
    for (const name of ['self_harm', 'other_person'] as const)
      expect(heardAs(lead, said[name])).toEqual({ class: name, because: 'phrase' });
  });

  it('is looked for in each sentence and in all of it, never in an empty one', () => {
    const worst = { 'the day was grey': grave(3), '': grave(9, 'already_hurt') };
    const detect = detectorOver(worst);
    expect(detect('It is fine. The day was grey! Good night.').class).toBe('self_harm');
    expect(detect('It is fine. The day was not grey! Good night. ! ?').class).toBe('none');
    const all = detectorOver({ 'the day was \n grey': grave(3) });
    expect(all('The day was. Grey').class).toBe('self_harm');
  });
});

describe('words of another person', () => {
  it('are about that person when they would be about oneself', () => {
    for (const name of ['self_harm', 'already_hurt', 'other_person', 'unclear'] as const) {
      expect(aboutAnother(name)).toBe('other_person');
    }
    expect(aboutAnother('harmed_by_other')).toBe('other_hurt');
  });

  it('may be a threat to the one who reads them', () => {
    expect(aboutAnother('harm_to_other')).toBe('harmed_by_other');
  });
});

const harmless: Likeness = {
  topics: [],
  alarms: [{ class: 'unclear', score: -1 }],
  harmless: 0,
  hurting: -9,
  elsewhere: -9,
  known: false,
  understood: 1,
  covered: 0,
};

/** One phrase a class; their words are invented enough to be told from those of content/. */
const said = {
  already_hurt: 'did harm myself',
  self_harm: 'harm myself',
  harm_to_other: 'will strike him',
  harmed_by_other: 'struck me',
  other_person: 'friend wants harm',
  unclear: 'is over',
} as const;

const crisis = crisisSchema.parse({
  sets: {},
  classes: said,
  ordinary: 'harm myself laughing\nstrucck by thunder',
  cues: {
    negation: 'never',
    denial_taken_back: 'cannot say i',
    wish_tense: 'used to',
    past_verbs: 'struck',
    long_past: 'decades back',
    recent: 'now too',
    third_person: 'she',
    reported: 'wrote\nstrruck',
    quoted_work: 'song',
  },
  first_person: 'myself me',
  fillers: 'i',
  spelling: { disguised: 'harm', slips: { myself: 'mesylf' }, not_slips: 'struuck' },
  language: { known: 'the of was is day strucks', foreign: 'ich will nicht' },
});
