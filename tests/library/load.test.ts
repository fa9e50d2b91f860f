import { describe, expect, it } from 'vitest';
import { CARD_NAMES } from '../../src/library/crisis-schema.ts';
import { LibraryError } from '../../src/library/faults.ts';
import { loadLibrary } from '../../src/library/load.ts';
import { adding, CONTENT, contentWith, type Edit, replacing, withParts } from './content-copy.ts';
import { anger, helpLines, longExhale, onEdge, orienting, phrases, selfHarm } from './planted/places.ts';

const library = await loadLibrary(CONTENT);
const words = library.words('en-GB');

/** The lines of the error that loading changed content throws. */
async function faultsWith(edits: Record<string, Edit>): Promise<string[]> {
  const error = await loadLibrary(await contentWith(edits)).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(LibraryError);
  return (error as LibraryError).message.split('\n');
}

describe('the shipped words', () => {
  it('hold at least ten topics, each with three parts and ways of saying it', () => {
    expect(words.topics.length).toBeGreaterThanOrEqual(10);
    for (const topic of words.topics) {
      for (const part of [topic.feels, topic.why, topic.help]) expect(part.text.length).toBeGreaterThan(40);
      expect(topic.ways.length).toBeGreaterThan(20);
      expect(topic.ways.filter(way => way.startsWith('#'))).toEqual([]);
    }
  });

  it('hold at least eight exercises in the order of the rotation, an outward one that nobody notices first', () => {
    const orders = words.exercises.map(({ order }) => order);
    expect(orders.length).toBeGreaterThanOrEqual(8);
    expect(orders).toEqual([...orders].sort((a, b) => a - b));
    expect(words.exercises[0]).toMatchObject({ direction: 'outward', unseen: true, offered: true });
  });

  it('open an exercise from every topic, and go outward from every inward exercise', () => {
    const byId = new Map(words.exercises.map(exercise => [exercise.id, exercise]));
    for (const topic of words.topics) expect(byId.get(topic.practice)?.steps.length).toBeGreaterThan(0);
    const inward = words.exercises.filter(({ direction }) => direction === 'inward');
    expect(inward.length).toBeGreaterThan(0);
    for (const { twin } of inward) expect(byId.get(twin ?? '')?.direction).toBe('outward');
  });

  it('have the file and the alt text of every picture', () => {
    const pictures = words.exercises.flatMap(({ picture }) => picture ?? []);
    expect(pictures.length).toBeGreaterThan(0);
    for (const { data, alt } of pictures) {
      expect(Buffer.from(data.subarray(0, 6)).toString()).toBe('GIF89a');
      expect(alt.length).toBeGreaterThan(20);
    }
  });

  it('have a card for every crisis class, and help lines of at least ten countries', () => {
    expect(Object.keys(words.cards).sort()).toEqual([...CARD_NAMES].sort());
    expect(library.countries.length).toBeGreaterThanOrEqual(10);
    expect(library.directories.length).toBeGreaterThan(0);
    expect(library.sources.map(({ id }) => id)).toEqual(['A', 'B']);
  });
});

describe('the shipped daily messages', () => {
  const { checkin, grounding, explainer, journey } = words.nudges;
  const sorted = (ids: readonly string[]) => [...new Set(ids)].sort();
  const idsOf = (things: readonly { id: string }[]) => sorted(things.map(({ id }) => id));

  it('hold 36 openings of each kind or more', () => {
    for (const { length } of [checkin, grounding, explainer]) expect(length).toBeGreaterThanOrEqual(36);
  });

  it('start every exercise that Steady offers by itself, and lead to every page', () => {
    const offered = words.exercises.filter(exercise => exercise.offered);
    expect(sorted(grounding.map(({ exercise }) => exercise))).toEqual(idsOf(offered));
    expect(sorted(explainer.map(({ topic }) => topic))).toEqual(idsOf(words.topics));
  });

  it('go through both articles in order, a week each, with another exercise every day', () => {
    const order = library.sources.flatMap(({ sections }) => sections.map(({ id }) => id));
    const places = journey.map(({ section }) => order.indexOf(section));
    expect(journey.map(({ day }) => day)).toEqual(Array.from({ length: 14 }, (_, index) => index + 1));
    expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
    expect(journey.map(({ section }) => section[0]).join('')).toBe('AAAAAAABBBBBBB');
    expect(new Set(journey.map(({ exercise }) => exercise)).size).toBe(journey.length);
  });

  it('open on a day of the journey an exercise from the same section, or one widely used', () => {
    const elsewhere = journey.filter(({ section, exercise }) => {
      const { sections, origin } = words.exercises.find(({ id }) => id === exercise) ?? {};
      return origin === 'article' && !sections?.includes(section);
    });
    expect(elsewhere).toEqual([]);
  });
});

describe('languages', () => {
  it('fall back to a wider one and then to English', () => {
    for (const locale of ['de-AT', 'de', 'xx', '']) expect(library.words(locale).language).toBe('en');
  });

  it('use their own words and take from English what they lack', async () => {
    const german = await loadLibrary(
      await contentWith({ 'de/phrases.yaml': () => 'card:\n  hide: Verbergen\n' }),
    );
    const words = german.words('de-AT');
    expect(words.language).toBe('de');
    expect(words.say('card.hide')).toBe('Verbergen');
    expect(words.say('card.help')).toBe(german.words('en').say('card.help'));
    expect(words.topics).toHaveLength(german.words('en').topics.length);
    expect(german.words('en-US').say('card.hide')).toBe('Hide');
    expect(words.nudges).toEqual(german.words('en').nudges);
  });

  it('take a whole kind of daily message from English, or none of it', async () => {
    const openings = "openings:\n  - { id: tasse, text: 'Voll oder leer?' }\n";
    const german = await loadLibrary(await contentWith({ 'de/nudges/checkin.yaml': () => openings }));
    const { checkin, grounding } = german.words('de').nudges;
    expect(checkin).toEqual([{ id: 'tasse', text: 'Voll oder leer?' }]);
    expect(grounding).toEqual(words.nudges.grounding);
  });
});

describe('what is shown of a text', () => {
  it('is one line a paragraph, lists kept, without the marks of quoted thoughts', async () => {
    const text = 'A door\nshuts. {their-words: I should\nknow}.\n\n\nThen:\n- a cup\n- a key\n  or two';
    const content = await contentWith({ [anger]: withParts(text, 'Why.', 'Help.') });
    const topic = (await loadLibrary(content)).words('en').topics.find(({ id }) => id === 'anger');
    expect(topic?.feels.text).toBe('A door shuts. I should know.\n\nThen:\n- a cup\n- a key or two');
  });

  it('leaves the places of a safety card open', () => {
    for (const { text } of Object.values(words.cards)) expect(text).toContain('{emergency}');
  });
});

describe('faults', () => {
  it('are all named at once, with file and line, what was expected and what came', async () => {
    const faults = await faultsWith({
      [onEdge]: text => text.replace(/theme:.*/, 'theme: soul').replace(/practice:.*/, 'practice: dancing'),
      [anger]: replacing(/practice:.*/, 'practice: dancing'),
      [orienting]: replacing(/anchor:.*\n/, ''),
      [helpLines]: replacing(/code: US/, 'code: usa'),
      'en/ways/waves.txt': () => '# nothing\n',
      [phrases]: adding('planted: 3'),
    });
    expect(faults).toHaveLength(6);
    expect(faults).toContainEqual(
      `content/${onEdge}:3: theme: expected body | mind | feelings | people | self, came "soul"`,
    );
    expect(faults).toContainEqual(
      expect.stringMatching(/anger\.md:\d+: practice: expected the id of an exercise, came "dancing"$/),
    );
    expect(faults).toContainEqual(
      expect.stringMatching(/orienting\.md:\d+: anchor: expected sight \| .*, came nothing$/),
    );
    expect(faults).toContainEqual(
      expect.stringMatching(/crisis-lines\.yaml:\d+: countries\.0\.code: expected .*, came "usa"$/),
    );
    expect(faults).toContainEqual(
      'content/en/ways/waves.txt: expected ways of saying "waves", one a line, came nothing',
    );
    expect(faults).toContainEqual(
      expect.stringMatching(/phrases\.yaml:\d+: planted: expected some text or a map, came 3$/),
    );
  });

  it.each<[string, string, Edit, RegExp]>([
    ['no content', 'sources.yaml', 'gone', /sources\.yaml: expected this file, came none/],
    ['a missing card', selfHarm, 'gone', /self_harm\.md: expected this file, came none/],
    ['a missing practice', orienting, 'gone', /practice: expected the id of an exercise, came "orienting"/],
    [
      'a section no article has',
      onEdge,
      replacing(/sections: \[/, 'sections: [Z9, '),
      /feels\.sections\.0: expected a section of sources\.yaml, came "Z9"/,
    ],
    ['two parts', anger, withParts('One.', 'Two.'), /expected 3 parts with a ## heading, came 2/],
    [
      'an empty part',
      anger,
      withParts('One.', '', 'Three.'),
      /expected text under "Why it happens", came nothing/,
    ],
    ['no steps', orienting, withParts(), /expected one part or more with a ## heading, came 0/],
    [
      'text before the first heading',
      orienting,
      replacing('## Step 1', 'Hello.\n\n## Step 1'),
      /expected a ## heading first, came "Hello\."/,
    ],
    [
      'ways of no topic',
      'en/ways/dancing.txt',
      () => 'i dance\n',
      /dancing\.txt: expected an explainer of the same name/,
    ],
    ['ways gone', 'en/ways/anger.txt', 'gone', /anger\.txt: expected ways of saying/],
    [
      'a picture that is not there',
      longExhale,
      replacing(/picture:.*/, 'picture: paced-9-9'),
      /picture: expected a picture in media\/, came "media\/paced-9-9\.gif"/,
    ],
    [
      'a twin that is not there',
      longExhale,
      replacing(/twin:.*/, 'twin: dancing'),
      /twin: expected the id of an outward exercise, came "dancing"/,
    ],
    [
      'a twin of an outward one',
      orienting,
      replacing('---\n', '---\ntwin: five-senses\n'),
      /twin: expected no twin/,
    ],
    [
      'a key that does not exist',
      onEdge,
      replacing('---\n', '---\nmood: low\n'),
      /mood: expected no such key, came "low"/,
    ],
    [
      'a number that should be text',
      helpLines,
      replacing(/phone: \['988'\]/, 'phone: [988]'),
      /phone\.0: expected some text, came 988/,
    ],
    ['YAML that is none', onEdge, replacing('---\n', '---\ntitle: "On\n'), /expected YAML, came: /],
    ['no front matter', anger, replacing(/^---\n[\s\S]*?\n---\n/, ''), /:1: expected front matter/],
    ['openings gone', 'en/nudges/grounding.yaml', 'gone', /grounding\.yaml: expected this file, came none/],
    [
      'no opening',
      'en/nudges/checkin.yaml',
      () => 'openings: []\n',
      /checkin\.yaml:\d+: openings: expected one opening or more/,
    ],
    [
      'a day too few',
      'en/nudges/journey.yaml',
      text => text.slice(0, text.indexOf('  - day: 14')),
      /journey\.yaml:\d+: days: expected 14 days/,
    ],
    [
      'days out of order',
      'en/nudges/journey.yaml',
      replacing('day: 3', 'day: 4'),
      /journey\.yaml:\d+: days\.2\.day: expected day 3 here, came 4/,
    ],
    [
      'a page of no day',
      'en/nudges/journey.yaml',
      replacing('topic: body-tension', 'topic: dancing'),
      /days\.0\.topic: expected the id of an explainer, came "dancing"/,
    ],
    [
      'an exercise of no day',
      'en/nudges/journey.yaml',
      replacing('exercise: feet-on-floor', 'exercise: dancing'),
      /days\.0\.exercise: expected the id of an exercise, came "dancing"/,
    ],
    ['a rule that is not known', 'en/rules.yaml', adding('volume: 11'), /volume: expected no such key/],
  ])('include %s', async (_, path, edit, expected) => {
    expect(await faultsWith({ [path]: edit })).toContainEqual(expect.stringMatching(expected));
  });

  it('include a folder that is not there', async () => {
    await expect(loadLibrary('/nowhere/content')).rejects.toThrow(
      /expected a folder with content, came none/,
    );
  });
});
