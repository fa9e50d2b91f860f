/** The measures Discord's limits are made of. Each throws an Error that names what was expected and what came. */

export function atMost(what: string, count: number, most: number): void {
  if (count > most) throw new Error(`${what}: expected ${most} at most, got ${count}.`);
}

export function within(what: string, count: number, least: number, most: number): void {
  if (count < least) throw new Error(`${what}: expected ${least} at least, got ${count}.`);
  atMost(what, count, most);
}

/** A text with something to read in it, in characters. */
export function filled(what: string, text: string | undefined, most: number): void {
  within(what, text?.trim().length ?? 0, 1, most);
  atMost(what, text?.length ?? 0, most);
}

export function eachOnce(what: string, values: readonly string[]): void {
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice !== undefined) throw new Error(`${what}: expected each once, got ${twice} twice.`);
}

/** What the checks read of any component, option or gallery item. */
export interface Part {
  type?: number;
  id?: number;
  content?: string;
  label?: string;
  custom_id?: string;
  url?: string;
  placeholder?: string;
  description?: string;
  value?: string;
  default?: boolean;
  max_length?: number;
  max_values?: number;
  options?: Part[];
  components?: Part[];
  component?: Part;
  accessory?: Part;
  items?: Part[];
}

/** All parts, those inside others too. */
export function partsOf(components: readonly object[], found: Part[] = []): Part[] {
  for (const part of components as readonly Part[]) {
    found.push(part);
    if (part.components) partsOf(part.components, found);
    if (part.accessory) partsOf([part.accessory], found);
    if (part.component) partsOf([part.component], found);
  }
  return found;
}

/** The options of a menu, or of a radio or checkbox group. `least` and `most` are how many there may be. */
export function checkOptions({ options = [], max_values = 1 }: Part, least: number, most: number): void {
  within('options', options.length, least, most);
  eachOnce(
    'value of an option',
    options.map(({ value = '' }) => value),
  );
  within('how many may be chosen', max_values, 1, options.length);
  atMost('options chosen beforehand', options.filter(option => option.default).length, max_values);
  for (const { label, value, description = '' } of options) {
    filled('label of an option', label, 100);
    within('value of an option', value?.length ?? 0, 1, 100);
    atMost('hint of an option', description.length, 100);
  }
}
